import type { useTranslations } from "next-intl";
import type { Day } from "@/lib/domain/dates";
import type { FollowUpPart, Measured, MeasureName } from "@/lib/domain/follow-up-measures";
import type { BankSpread, ReportedMeasure } from "@/lib/domain/follow-up-report";
import { formatDay, formatNumber, formatPercent } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { detailWords, type DetailWording } from "./detail-words";

export type SpreadShown = Omit<BankSpread, "measure">;

/** What a card says, as functions of its numbers: the page knows the language. */
export type MeasureWords = {
  name: (name: MeasureName) => string;
  meaning: (name: MeasureName) => string;
  value: (name: MeasureName, value: number | null) => string;
  made: (measured: Measured & { name: MeasureName }) => string;
  part: (part: FollowUpPart) => string;
  partsOf: (name: MeasureName) => string;
  detail: (detail: string) => string;
  number: (value: number) => string;
  month: (month: Day) => string;
  trendTitle: string;
  trendLabel: (measure: ReportedMeasure) => string;
  spreadTitle: string;
  spreadLabel: (measure: ReportedMeasure, bank: SpreadShown | null) => string;
  spreadWords: (measure: ReportedMeasure, bank: SpreadShown | null) => string;
  numbers: string;
  numbersOf: (name: MeasureName) => string;
  monthHeading: string;
  valueHeading: string;
  countHeading: string;
};

/** `isOne`: of one portfolio, which the others of its branch stand beside. */
type Wording = DetailWording & { isOne: boolean; locale: Locale; t: ReturnType<typeof useTranslations<"trend">> };

export function measureWords({ locale, t, domain, isOne }: Wording): MeasureWords {
  const number = (value: number) => formatNumber(locale, value);
  const value = (name: MeasureName, of: number | null) => (of === null ? t("nothing") : name === "DAYS" ? t("days", { days: Math.round(of) }) : formatPercent(locale, of));
  const month = (day: Day) => formatDay(locale, day, "month");
  const spreadWords = (measure: ReportedMeasure, bank: SpreadShown | null) => {
    const { name, others } = measure;
    const ofBank = bank
      ? t("spread.bank", { from: value(name, bank.q25), until: value(name, bank.q75), median: value(name, bank.q50), portfolios: number(bank.portfolios), day: formatDay(locale, bank.countedOn) })
      : t("spread.tooFew");
    return others.length === 0 ? ofBank : `${ofBank} ${t(isOne ? "spread.branch" : "spread.branches", { count: others.length, low: value(name, others[0] ?? null), high: value(name, others.at(-1) ?? null) })}`;
  };
  return {
    name: (name) => t(`measure.${name}`),
    meaning: (name) => t(`meaning.${name}`),
    value, number, month, spreadWords,
    made: ({ name, counted, of }) => (name === "DAYS" ? t("contacts", { count: of }) : t("share", { count: number(counted), of: number(of) })),
    part: (part) => t(`part.${part}`),
    partsOf: (name) => t("partsOf", { measure: t(`measure.${name}`) }),
    detail: (detail) => detailWords(detail, domain),
    trendTitle: t("trendTitle"),
    trendLabel: ({ name, byMonth }) => {
      const known = byMonth.filter((one) => one.value !== null);
      const [first, last] = [known[0], known.at(-1)];
      if (!first || !last) return t("trendNothing", { measure: t(`measure.${name}`) });
      return t("trendLabel", { measure: t(`measure.${name}`), first: month(first.month), from: value(name, first.value), last: month(last.month), until: value(name, last.value) });
    },
    spreadTitle: t("spreadTitle"),
    spreadLabel: (measure, bank) => `${t(`measure.${measure.name}`)}: ${value(measure.name, measure.value)}. ${spreadWords(measure, bank)}`,
    numbers: t("numbers"),
    numbersOf: (name) => t("numbersOf", { measure: t(`measure.${name}`) }),
    monthHeading: t("heading.month"), valueHeading: t("heading.value"), countHeading: t("heading.count"),
  };
}

/** Where the axes of a measure end: a share at the next tenth, days at the next ten, so that the year and the others share a scale. */
export function topOf(name: MeasureName, values: readonly (number | null)[]): number {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return name === "DAYS" ? Math.max(10, Math.ceil(highest / 10) * 10) : Math.min(1, Math.max(0.1, Math.ceil(highest * 10 - 1e-9) / 10));
}
