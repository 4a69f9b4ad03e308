import { getLocale, getTranslations } from "@/lib/i18n/translations";
import Link from "next/link";
import type { ReactNode } from "react";
import { ActionList } from "@/components/actions/action-list";
import { ClientMessages } from "@/components/client-messages";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import { InboxNotice } from "@/components/inbox/inbox-notice";
import { ReceivedNotice } from "@/components/workload/received-notice";
import { countIn, TodayFilters } from "@/components/today/today-filters";
import button from "@/components/ui/button.module.css";
import { CheckIcon, ChevronRightIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { sealText } from "@/lib/auth/sealed-text";
import { countHandOvers } from "@/lib/data/hand-over";
import type { Page } from "@/lib/data/keyset";
import { countToday, getToday, listToday } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { ActionCard, KindCounts } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { InboxCount } from "@/lib/domain/inbox";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import { writePlace, type Place } from "@/lib/schemas/place";
import { roundOf } from "@/lib/schemas/round";
import { TODAY_ORDER, todayQuery, type TodayFilter } from "@/lib/schemas/today-filter";
import { logContextAction, logInteractionAction } from "./clients/[clientId]/server-actions";
import { readInboxCount } from "./inbox-count";
import { dismissNextActionAction, reopenNextActionAction, snoozeNextActionAction } from "./next-action-actions";
import { rowsSoon, WhenReady } from "./ready-soon";
import styles from "./today.module.css";

const COMMANDS = { snooze: snoozeNextActionAction, dismiss: dismissNextActionAction, reopen: reopenNextActionAction };
const LOG = { logInteraction: logInteractionAction, loadContext: logContextAction };

type ListProps = { filter: TodayFilter; today: Day; page: Promise<Page<ActionCard>>; total: ReactNode };
type CountedProps = { filter: TodayFilter; counts: Promise<KindCounts[]> };

/** The viewer's ranked next actions. The rows wait for nothing; how many there are comes when it is known. */
export async function Today({ viewer, filter }: { viewer: Viewer; filter: TodayFilter }) {
  const counts = countToday(viewer);
  const page = listToday(viewer, filter);
  const asked = readInboxCount(viewer);
  const moved = countHandOvers(viewer);
  const [{ areRowsReady, isCountReady }, today, t, locale] = await Promise.all([rowsSoon(page, counts), getToday(viewer), getTranslations("today"), getLocale()]);
  const total = <WhenReady isReady={isCountReady} waiting={null}><Total filter={filter} counts={counts} /></WhenReady>;
  return (
    <>
      <PageHeader title={t("title")} lead={<span className={styles.day}>{formatDay(locale, today, "long")}</span>}
        actions={<Link href={`/round?${roundOf({ name: "today", filter })}`} prefetch={false} className={button.primary}>{t("round")} <ChevronRightIcon size={16} /></Link>} />
      <WhenReady isReady={isCountReady} waiting={null}><Asked asked={asked} /></WhenReady>
      <WhenReady isReady={isCountReady} waiting={null}><HandOvers moved={moved} /></WhenReady>
      <WhenReady isReady={isCountReady} waiting={<TodayFilters filter={filter} counts={null} />}>
        <CountedFilters filter={filter} counts={counts} />
      </WhenReady>
      <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={t("loading")} rows={12} />}>
        <Actions filter={filter} today={today} page={page} total={total} />
      </WhenReady>
    </>
  );
}

/** What others ask of the reader, where they begin their day. */
async function Asked({ asked }: { asked: Promise<InboxCount> }) {
  const [count, t] = await Promise.all([asked, getTranslations("inbox")]);
  return <InboxNotice count={count} t={t} />;
}

/** Who came into the portfolio, and who went from it. */
async function HandOvers({ moved }: { moved: Promise<{ received: number; given: number }> }) {
  const [{ received, given }, t, words] = await Promise.all([moved, getTranslations("workload.received"), getTranslations("handOver")]);
  return (
    <>
      {received > 0 && <ReceivedNotice words={t("notice", { count: received })} link={t("see")} />}
      {given > 0 && <ReceivedNotice words={words("given", { count: given })} link={words("givenLink")} />}
    </>
  );
}

async function CountedFilters({ filter, counts }: CountedProps) {
  return <TodayFilters filter={filter} counts={await counts} />;
}

async function Actions({ filter, today, page, total }: ListProps) {
  const [{ rows, from, previous, next }, t, locale] = await Promise.all([page, getTranslations("today"), getLocale()]);
  if (rows.length === 0) return <NoActions filter={filter} />;
  const clientQuery = ["from=today", todayQuery({ ...filter, place: null })].filter(Boolean).join("&");
  return (
    <>
      <h2 className="visually-hidden">{t("list")}</h2>
      <p className={styles.legend}>{t("legend")}</p>
      <ClientMessages namespaces={["actions", "domain", "log"]}>
        <ActionList cards={rows} today={today} label={t("list")} commands={COMMANDS} log={LOG} clientQuery={clientQuery} />
      </ClientMessages>
      <ListPages label={t("pages")} range={t("range", { from: formatNumber(locale, from + 1), to: formatNumber(locale, from + rows.length) })} total={total}
        previous={{ href: placeHref(filter, previous), label: t("previous") }} next={{ href: placeHref(filter, next), label: t("next") }} />
    </>
  );
}

async function Total({ filter, counts }: CountedProps) {
  const [t, locale, counted] = await Promise.all([getTranslations("today"), getLocale(), counts]);
  return t("total", { total: formatNumber(locale, countIn(counted, filter)) });
}

function placeHref(filter: TodayFilter, place: Place | null): string | null {
  if (!place) return null;
  const token = sealText("list.place", writePlace(TODAY_ORDER, place));
  return addressOf("/", todayQuery({ ...filter, place: { token, value: place } }));
}

/** Nothing here: why, and what else there may be. */
async function NoActions({ filter }: { filter: TodayFilter }) {
  const t = await getTranslations("today");
  const { view, kind, place } = filter;
  const [words, label, elsewhere] = place
    ? (["place", t("first"), { ...filter, place: null }] as const)
    : kind
      ? (["kind", t("seeAllKinds"), { ...filter, kind: null }] as const)
      : ([view, t(view === "due" ? "seeSoon" : "seeDue"), { ...filter, view: view === "due" ? "soon" : "due" }] as const);
  return (
    <EmptyState icon={<CheckIcon size={28} />} title={t(`empty.${words}.title`)} text={t(`empty.${words}.text`)}
      actions={<Link href={addressOf("/", todayQuery(elsewhere))} className={button.quiet}>{label}</Link>} />
  );
}
