import Link from "next/link";
import type { ReactNode } from "react";
import { DeskFigures, figureOf } from "@/components/desk/desk-figures";
import { EventStrip } from "@/components/desk/event-strip";
import { DeskTable } from "@/components/desk/desk-table";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import type { Page } from "@/lib/data/keyset";
import { countDesk, getHighValueRule, listDesk, listDeskEvents } from "@/lib/data/review-desk";
import type { HighValueRule } from "@/lib/domain/high-value";
import { REVIEW_DAYS } from "@/lib/domain/next-actions";
import { mayDo } from "@/lib/domain/permissions";
import type { DeskCard, DeskFigures as Figures } from "@/lib/domain/review-desk";
import { formatEuros, formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { DESK_ORDER, deskQuery, parseDeskFilter, type DeskFilter } from "@/lib/schemas/desk-filter";
import { writePlace, type Place } from "@/lib/schemas/place";
import { rowsSoon, WhenReady } from "../ready-soon";

export async function generateMetadata() {
  return { title: (await getTranslations("desk"))("title") };
}

/** The relationship manager's desk: the high-value clients, by when their review is due. */
export default async function DeskPage({ searchParams }: PageProps<"/desk">) {
  const viewer = await requireAbility("desk.view");
  const filter = parseDeskFilter(await searchParams, openText);
  const page = listDesk(viewer, filter);
  const figures = countDesk(viewer, filter);
  const events = listDeskEvents(viewer);
  const [{ areRowsReady, isCountReady }, rule, t, locale] = await Promise.all([rowsSoon(page, figures), getHighValueRule(viewer), getTranslations("desk"), getLocale()]);
  const total = <WhenReady isReady={isCountReady} waiting={null}><Total filter={filter} figures={figures} /></WhenReady>;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { rule: ruleWords(rule, locale, t), days: REVIEW_DAYS })} />
      <EventStrip filter={filter} events={await events} wording={{ locale, t }} />
      <WhenReady isReady={isCountReady} waiting={<DeskFigures filter={filter} figures={null} wording={{ locale, t }} />}>
        <Counted filter={filter} figures={figures} />
      </WhenReady>
      <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={t("loading")} rows={8} />}>
        <Rows filter={filter} page={page} rule={rule} prepares={mayDo(viewer.role, "review.prepare")} total={total} />
      </WhenReady>
    </>
  );
}

function ruleWords({ wealthCents, pnbCents }: HighValueRule, locale: Locale, t: Awaited<ReturnType<typeof getTranslations<"desk">>>): string {
  const amounts = { wealth: formatEuros(locale, wealthCents ?? 0), pnb: formatEuros(locale, pnbCents ?? 0) };
  if (wealthCents !== null) return t(pnbCents === null ? "rule.wealth" : "rule.both", amounts);
  return t(pnbCents === null ? "rule.none" : "rule.pnb", amounts);
}

type CountedProps = { filter: DeskFilter; figures: Promise<Figures> };

async function Counted({ filter, figures }: CountedProps) {
  const [t, locale, counted] = await Promise.all([getTranslations("desk"), getLocale(), figures]);
  return <DeskFigures filter={filter} figures={counted} wording={{ locale, t }} />;
}

async function Total({ filter, figures }: CountedProps) {
  const [t, locale, counted] = await Promise.all([getTranslations("desk"), getLocale(), figures]);
  return t("total", { total: formatNumber(locale, figureOf(counted, filter.standing).clients) });
}

type RowsProps = { filter: DeskFilter; page: Promise<Page<DeskCard>>; rule: HighValueRule; prepares: boolean; total: ReactNode };

async function Rows({ filter, page: read, rule, prepares, total }: RowsProps) {
  const [{ rows, from, previous, next }, t, domain, events, locale] = await Promise.all([
    read, getTranslations("desk"), getTranslations("domain"), getTranslations("client.events"), getLocale(),
  ]);
  if (rows.length === 0) return <Nobody filter={filter} />;
  return (
    <>
      <DeskTable rows={rows} rule={rule} prepares={prepares} invites={filter.eventId !== null} wording={{ locale, t, domain, events }} />
      <ListPages label={t("pages")} range={t("range", { from: formatNumber(locale, from + 1), to: formatNumber(locale, from + rows.length) })} total={total}
        previous={{ href: placeHref(filter, previous), label: t("previous") }} next={{ href: placeHref(filter, next), label: t("next") }} />
    </>
  );
}

function placeHref(filter: DeskFilter, place: Place | null): string | null {
  if (!place) return null;
  const token = sealText("list.place", writePlace(DESK_ORDER, place));
  return addressOf("/desk", deskQuery({ ...filter, place: { token, value: place } }));
}

async function Nobody({ filter }: { filter: DeskFilter }) {
  const t = await getTranslations("desk");
  const isWhole = filter.standing === null && filter.eventId === null && filter.place === null;
  return (
    <EmptyState title={t(isWhole ? "emptyDesk.title" : "empty.title")} text={t(isWhole ? "emptyDesk.text" : "empty.text")}
      actions={isWhole ? undefined : <Link href="/desk" className={button.quiet}>{t("seeAll")}</Link>} />
  );
}
