import { getLocale, getTranslations } from "@/lib/i18n/translations";
import Link from "next/link";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import { detailWords } from "@/components/follow-up/trend/detail-words";
import { TrendEntriesTable, type EntryWording } from "@/components/follow-up/trend/trend-entries-table";
import button from "@/components/ui/button.module.css";
import { ChartIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countTrendEntries, getTrendCalendar, listTrendEntries } from "@/lib/data/follow-up-trend";
import type { Page } from "@/lib/data/keyset";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import type { TrendEntry } from "@/lib/domain/follow-up-entries";
import { FAMILY_OF, monthsToShow } from "@/lib/domain/follow-up-measures";
import { formatNumber } from "@/lib/i18n/format";
import { writePlace, type Place } from "@/lib/schemas/place";
import { parseTrendEntryFilter, TREND_ORDER, trendQuery, type TrendEntryFilter } from "@/lib/schemas/trend-filter";
import { rowsSoon, WhenReady } from "../../../ready-soon";
import { trendScope } from "../trend-fields";
import styles from "../trend.module.css";

type Counted = { now: number; reported: number };

export async function generateMetadata({ searchParams }: PageProps<"/supervision/trend/entries">) {
  const [t, filter] = [await getTranslations("trend"), parseTrendEntryFilter(await searchParams, openText)];
  return { title: filter ? entriesTitle(filter, t) : t("entries.unknownTitle") };
}

/** The entries behind one figure of the follow-up over time. */
export default async function TrendEntriesPage({ searchParams }: PageProps<"/supervision/trend/entries">) {
  const viewer = await requireAbility("followUp.view");
  const filter = parseTrendEntryFilter(await searchParams, openText);
  const [t, domain, common, locale] = await Promise.all([getTranslations("trend"), getTranslations("domain"), getTranslations("common"), getLocale()]);
  if (!filter) return <EmptyState icon={<ChartIcon size={28} />} title={t("entries.unknownTitle")} text={t("entries.unknownText")} />;
  const calendar = await getTrendCalendar(viewer);
  const [page, total] = [listTrendEntries(viewer, filter, calendar), countTrendEntries(viewer, filter, calendar)];
  const [{ areRowsReady, isCountReady }, choices] = await Promise.all([rowsSoon(page, total), readPortfolioChoices(viewer)]);
  const { part: _part, detail: _detail, place: _place, ...figures } = filter;
  return (
    <>
      <PageHeader title={entriesTitle(filter, t)}
        lead={<span className={styles.back}>{[trendScope(filter, choices, monthsToShow(calendar.today), { locale, t, domain }), filter.detail && detailWords(filter.detail, domain)].filter(Boolean).join(" · ")} <Link href={addressOf("/supervision/trend", trendQuery(figures))}>{t("entries.back")}</Link></span>}
        actions={<a className={button.quiet} href={`/api/supervision/trend/entries?${trendQuery({ ...filter, place: null })}`} download>{t("exportList")}</a>} />
      <WhenReady isReady={isCountReady} waiting={null}><ChangedSince total={total} /></WhenReady>
      <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={common("loading")} />}><Rows filter={filter} page={page} total={total} isCountReady={isCountReady} /></WhenReady>
    </>
  );
}

/** What is listed: `Suggestions: dismissed`. */
function entriesTitle({ part }: TrendEntryFilter, t: EntryWording["t"]): string {
  const words = t(`part.${part}`);
  return t("entries.title", { family: t(`family.${FAMILY_OF[part]}`), part: words.charAt(0).toLowerCase() + words.slice(1) });
}

/** A month that is over keeps its figure: where the entries have changed since, the list says so. */
async function ChangedSince({ total }: { total: Promise<Counted> }) {
  const [{ now, reported }, t, locale] = await Promise.all([total, getTranslations("trend"), getLocale()]);
  if (now === reported) return null;
  return <p className={styles.note} role="note">{t("entries.changed", { reported: formatNumber(locale, reported), now: formatNumber(locale, now) })}</p>;
}

type RowsProps = { filter: TrendEntryFilter; page: Promise<Page<TrendEntry>>; total: Promise<Counted>; isCountReady: boolean };

async function Rows({ filter, page: read, total, isCountReady }: RowsProps) {
  const [page, t, pages, domain, locale] = await Promise.all([read, getTranslations("trend"), getTranslations("portfolio.page"), getTranslations("domain"), getLocale()]);
  if (page.rows.length === 0) return <EmptyState icon={<ChartIcon size={28} />} title={t("entries.emptyTitle")} text={t("entries.emptyText")} />;
  const addressAt = (place: Place | null) => {
    if (!place) return null;
    const token = sealText("list.place", writePlace(TREND_ORDER, place));
    return `/supervision/trend/entries?${trendQuery({ ...filter, place: { token, value: place } })}`;
  };
  const range = pages("range", { from: formatNumber(locale, page.from + 1), to: formatNumber(locale, page.from + page.rows.length) });
  return (
    <>
      <TrendEntriesTable rows={page.rows} part={filter.part} wording={{ locale, t, domain }} />
      <ListPages label={pages("label")} range={range} total={<WhenReady isReady={isCountReady} waiting={null}><Total total={total} /></WhenReady>}
        previous={{ href: addressAt(page.previous), label: pages("previous") }} next={{ href: addressAt(page.next), label: pages("next") }} />
    </>
  );
}

async function Total({ total }: { total: Promise<Counted> }) {
  const [{ now }, t, locale] = await Promise.all([total, getTranslations("trend"), getLocale()]);
  return t("entries.total", { total: formatNumber(locale, now) });
}
