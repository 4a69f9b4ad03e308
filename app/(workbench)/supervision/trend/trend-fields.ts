import type { useTranslations } from "next-intl";
import type { FilterField } from "@/components/ui/filter-form";
import type { PortfolioChoices } from "@/lib/data/portfolio-choices";
import type { Day } from "@/lib/domain/dates";
import { NEXT_ACTION_KINDS } from "@/lib/domain/next-actions";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { TREND_TABS, type TrendFilter } from "@/lib/schemas/trend-filter";

type Wording = { locale: Locale; t: ReturnType<typeof useTranslations<"trend">>; domain: ReturnType<typeof useTranslations<"domain">> };

/** The choices of the form; whoever supervises one branch has none of branches. */
export function trendFields(filter: TrendFilter, choices: PortfolioChoices, months: readonly Day[], wording: Wording): FilterField[] {
  const { t, domain } = wording;
  const named = (list: PortfolioChoices["branches"]) => list.map(({ id, name }) => ({ value: String(id), label: name }));
  const fields: FilterField[] = [
    { name: "branch", label: t("field.branch"), value: filter.branchId?.toString() ?? "", any: t("scope.all"), options: named(choices.branches) },
    { name: "advisor", label: t("field.advisor"), value: filter.advisorId?.toString() ?? "", any: t("any"), options: named(choices.advisors) },
    { name: "segment", label: t("field.segment"), value: filter.tab ?? "", any: t("any"), options: TREND_TABS.map((tab) => ({ value: tab, label: domain(`segment.${tab}`) })) },
    { name: "action", label: t("field.action"), value: filter.kind ?? "", any: t("any"), options: NEXT_ACTION_KINDS.map((kind) => ({ value: kind, label: domain(`actionKind.${kind}`) })) },
    { name: "period", label: t("field.period"), value: filter.period?.slice(0, 7) ?? "", any: t("period.now"), options: periods(months, wording) },
  ];
  return fields.filter(({ name, options }) => name !== "branch" || options.length > 1);
}

/** Whose figures these are, and of when. */
export function trendScope(filter: TrendFilter, choices: PortfolioChoices, months: readonly Day[], wording: Wording): string {
  const { t, domain } = wording;
  const named = (list: PortfolioChoices["branches"], id: number | null) => list.find((one) => one.id === id)?.name;
  const whose = [
    named(choices.advisors, filter.advisorId), named(choices.branches, filter.branchId) ?? (filter.advisorId === null ? t("scope.all") : undefined),
    filter.tab && domain(`segment.${filter.tab}`), filter.kind && domain(`actionKind.${filter.kind}`),
    periods(months, wording).find(({ value }) => value === filter.period?.slice(0, 7))?.label ?? t("period.now"),
  ];
  return whose.filter(Boolean).join(" · ");
}

function periods(months: readonly Day[], { locale, t }: Wording): { value: string; label: string }[] {
  const single = months.slice(1).map((month) => ({ value: month.slice(0, 7), label: formatDay(locale, month, "month") }));
  return [{ value: "3", label: t("period.3") }, { value: "12", label: t("period.12") }, ...single];
}
