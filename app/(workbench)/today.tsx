import { getLocale, getTranslations } from "next-intl/server";
import Link from "next/link";
import { Suspense } from "react";
import { ActionList } from "@/components/actions/action-list";
import { ClientMessages } from "@/components/client-messages";
import { TodayFilters } from "@/components/today/today-filters";
import { todayHref } from "@/components/today/today-href";
import { TodayPager } from "@/components/today/today-pager";
import button from "@/components/ui/button.module.css";
import { CheckIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { sealText } from "@/lib/auth/sealed-text";
import { countToday, getToday, listToday } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { Day } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import { writePlace, type Place } from "@/lib/schemas/place";
import { TODAY_ORDER, todayQuery, type TodayFilter } from "@/lib/schemas/today-filter";
import { logContextAction, logInteractionAction } from "./clients/[clientId]/server-actions";
import { dismissNextActionAction, reopenNextActionAction, snoozeNextActionAction } from "./next-action-actions";
import styles from "./today.module.css";

const COMMANDS = { snooze: snoozeNextActionAction, dismiss: dismissNextActionAction, reopen: reopenNextActionAction };
const LOG = { logInteraction: logInteractionAction, loadContext: logContextAction };

type TodayProps = { viewer: Viewer; filter: TodayFilter };

/** The viewer's ranked next actions. The rows wait for nothing; how many there are comes when it is known. */
export async function Today({ viewer, filter }: TodayProps) {
  const [t, locale, today] = await Promise.all([getTranslations("today"), getLocale(), getToday(viewer)]);
  return (
    <>
      <PageHeader title={t("title")} lead={<span className={styles.day}>{formatDay(locale, today, "long")}</span>} />
      <Suspense fallback={<TodayFilters filter={filter} counts={null} />}>
        <CountedFilters viewer={viewer} filter={filter} />
      </Suspense>
      <Suspense key={todayQuery(filter)} fallback={<SkeletonRows label={t("loading")} rows={12} />}>
        <Actions viewer={viewer} filter={filter} today={today} />
      </Suspense>
    </>
  );
}

async function CountedFilters({ viewer, filter }: TodayProps) {
  return <TodayFilters filter={filter} counts={await countToday(viewer)} />;
}

async function Actions({ viewer, filter, today }: TodayProps & { today: Day }) {
  const [t, page] = await Promise.all([getTranslations("today"), listToday(viewer, filter)]);
  if (page.rows.length === 0) return <NoActions filter={filter} />;
  const clientQuery = ["from=today", todayQuery({ ...filter, place: null })].filter(Boolean).join("&");
  const placeHref = (place: Place | null) => place && todayHref({ ...filter, place: { token: sealText("list.place", writePlace(TODAY_ORDER, place)), value: place } });
  return (
    <>
      <h2 className="visually-hidden">{t("list")}</h2>
      <p className={styles.legend}>{t("legend")}</p>
      <ClientMessages namespaces={["actions", "domain", "log"]}>
        <ActionList cards={page.rows} today={today} label={t("list")} commands={COMMANDS} log={LOG} clientQuery={clientQuery} />
      </ClientMessages>
      <TodayPager first={page.from + 1} last={page.from + page.rows.length} previousHref={placeHref(page.previous)} nextHref={placeHref(page.next)} />
    </>
  );
}

/** Nothing here: what else there may be. */
async function NoActions({ filter }: { filter: TodayFilter }) {
  const t = await getTranslations("today");
  const { view, kind } = filter;
  const otherView = view === "due" ? "soon" : "due";
  const [href, label] = kind ? [todayHref({ ...filter, kind: null, place: null }), t("seeAllKinds")] : [todayHref({ view: otherView, kind, place: null }), t(otherView === "due" ? "seeDue" : "seeSoon")];
  return (
    <EmptyState icon={<CheckIcon size={28} />} title={t(`empty.${kind ? "kind" : view}.title`)} text={t(`empty.${kind ? "kind" : view}.text`)}
      actions={<Link href={href} className={button.quiet}>{label}</Link>} />
  );
}
