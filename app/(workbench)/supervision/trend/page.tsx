import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { addressOf } from "@/components/portfolio/query";
import { MeasureCard } from "@/components/follow-up/trend/measure-card";
import { measureWords } from "@/components/follow-up/trend/measure-words";
import { FilterForm } from "@/components/ui/filter-form";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { requireAbility } from "@/lib/auth/viewer";
import { getTrendCalendar, listPartCounts, listSpreads } from "@/lib/data/follow-up-trend";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { monthsToShow, type FollowUpPart, type MeasureName, type PartCount } from "@/lib/domain/follow-up-measures";
import { followUpReport, type BankSpread } from "@/lib/domain/follow-up-report";
import type { Day } from "@/lib/domain/dates";
import { parseTrendFilter, periodOf, trendQuery, type TrendFilter } from "@/lib/schemas/trend-filter";
import { readySoon, WhenReady } from "../../ready-soon";
import { trendFields, trendScope } from "./trend-fields";
import cards from "@/components/follow-up/trend/measure-card.module.css";
import styles from "./trend.module.css";

export async function generateMetadata() {
  return { title: (await getTranslations("trend"))("metaTitle") };
}

/** The follow-up over twelve months, of all branches, a branch or an advisor, beside how the others lie. */
export default async function TrendPage({ searchParams }: PageProps<"/supervision/trend">) {
  const viewer = await requireAbility("followUp.view");
  const filter = parseTrendFilter(await searchParams);
  const calendar = await getTrendCalendar(viewer);
  const months = monthsToShow(calendar.today);
  const [counts, spreads] = [listPartCounts(viewer, filter, calendar), listSpreads(viewer, filter, periodOf(filter, months, calendar.today))];
  const [isReady, choices, t, domain, common, locale] = await Promise.all([
    readySoon(Promise.all([counts, spreads])), readPortfolioChoices(viewer), getTranslations("trend"), getTranslations("domain"), getTranslations("common"), getLocale(),
  ]);
  const wording = { locale, t, domain };
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")}
        actions={<a className={button.quiet} href={addressOf("/api/supervision/trend", trendQuery(filter))} download>{t("export")}</a>} />
      <FilterForm label={t("form")} action="/supervision/trend" submit={t("submit")} fields={trendFields(filter, choices, months, wording)} />
      <h2 className={styles.scope}>{trendScope(filter, choices, months, wording)}</h2>
      {filter.kind !== null && <p className={styles.note}>{t("scope.byKind")}</p>}
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} rows={12} />}>
        <Measures filter={filter} months={months} today={calendar.today} counts={counts} spreads={spreads} />
      </WhenReady>
      <p className={styles.note}>{t("spreadKey")} {t("kept")}</p>
    </>
  );
}

/** In the order of the questions. */
const GROUPS: Readonly<Record<"CARE" | "SUGGESTIONS" | "POLICY", readonly MeasureName[]>> = {
  CARE: ["COVERAGE", "OVERDUE", "ALERTS", "WELCOMES", "REVIEWS"],
  SUGGESTIONS: ["ACCEPTED", "DISMISSED", "IGNORED", "DAYS"],
  POLICY: ["BLOCKED", "AGAINST_POLICY"],
};

type MeasuresProps = { filter: TrendFilter; months: readonly Day[]; today: Day; counts: Promise<PartCount[]>; spreads: Promise<BankSpread[]> };

async function Measures({ filter, months, today, counts: read, spreads: readSpreads }: MeasuresProps) {
  const [counts, spreads, t, domain, locale] = await Promise.all([read, readSpreads, getTranslations("trend"), getTranslations("domain"), getLocale()]);
  const report = followUpReport(counts, { advisorId: filter.advisorId, period: periodOf(filter, months, today), months, byKind: filter.kind !== null });
  const words = measureWords({ locale, t, domain, isOne: filter.advisorId !== null });
  return (["CARE", "SUGGESTIONS", "POLICY"] as const).map((group) => {
    const measures = report.filter(({ name }) => GROUPS[group].includes(name));
    return (
      <section key={group} aria-labelledby={`group-${group}`} className={styles.group}>
        <h2 id={`group-${group}`}>{t(`group.${group}`)}</h2>
        <div className={cards.cards}>
          {measures.map((measure) => (
            <MeasureCard key={measure.name} measure={measure} bank={spreads.find((spread) => spread.measure === measure.name) ?? null} words={words}
              hrefOf={(part, detail) => `/supervision/trend/entries?${trendQuery({ ...filter, part: part as FollowUpPart, detail: detail ?? null })}`}
              monthHref={(month) => addressOf("/supervision/trend", trendQuery({ ...filter, period: month === months[0] ? null : (month as Day) }))} />
          ))}
        </div>
      </section>
    );
  });
}
