import { Suspense } from "react";
import { AgendaNav } from "@/components/agenda/agenda-nav";
import { AgendaView } from "@/components/agenda/agenda-view";
import { FeedButton } from "@/components/agenda/feed-button";
import { ClientMessages } from "@/components/client-messages";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { requireAbility } from "@/lib/auth/viewer";
import { listAgenda } from "@/lib/data/agenda";
import { getCalendarFeed, type CalendarFeedCard } from "@/lib/data/calendar-feeds";
import { getToday } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import { daysOf } from "@/lib/domain/weeks";
import { formatInstant } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { parseAgendaSpan, type AgendaSpan } from "@/lib/schemas/agenda";
import { logContextAction, logInteractionAction } from "../clients/[clientId]/server-actions";
import { dismissNextActionAction } from "../next-action-actions";
import { findClientsAction } from "../server-actions";
import { createFeedAction, nameInFeedAction, revokeFeedAction } from "./feed-actions";
import { moveEntryAction, planAppointmentAction, undoMoveAction } from "./server-actions";

const COMMANDS = {
  logInteraction: logInteractionAction, loadContext: logContextAction, findClients: findClientsAction,
  move: moveEntryAction, undoMove: undoMoveAction, plan: planAppointmentAction, dismiss: dismissNextActionAction,
};

const FEED_COMMANDS = { create: createFeedAction, name: nameInFeedAction, revoke: revokeFeedAction };

/** Of a week's day the first few suggestions; a day's own page has them all, as far as one can do them. */
const SUGGESTIONS = { week: 3, day: 60 } as const;

export async function generateMetadata() {
  return { title: (await getTranslations("agenda"))("title") };
}

/** What the viewer agreed on, put off and is advised to do, by week or day; what is late stands above either. */
export default async function AgendaPage({ searchParams }: PageProps<"/agenda">) {
  const viewer = await requireAbility("agenda.plan");
  const [today, t] = await Promise.all([getToday(viewer), getTranslations("agenda")]);
  const span = parseAgendaSpan(await searchParams, today);
  return (
    <>
      <PageHeader title={t("title")} />
      <AgendaNav span={span} today={today} />
      <Suspense fallback={<SkeletonRows label={t("title")} rows={12} />}>
        <Days viewer={viewer} span={span} />
      </Suspense>
    </>
  );
}

async function Days({ viewer, span }: { viewer: Viewer; span: AgendaSpan }) {
  const days = span.view === "week" ? daysOf(span.week) : [span.day];
  const [from, until] = [days[0], days.at(-1)];
  if (from === undefined || until === undefined) return null;
  const [agenda, feed, locale] = await Promise.all([listAgenda(viewer, { from, until, suggestionsADay: SUGGESTIONS[span.view] }), getCalendarFeed(viewer), getLocale()]);
  return (
    <ClientMessages namespaces={["agenda", "domain"]}>
      <AgendaView key={from} agenda={agenda} days={days} commands={COMMANDS} feed={<FeedButton feed={feed && shownFeed(feed, locale)} commands={FEED_COMMANDS} />} />
    </ClientMessages>
  );
}

function shownFeed({ names, createdAt, lastUsedAt }: CalendarFeedCard, locale: Locale) {
  return { names, createdAt: formatInstant(locale, createdAt), lastUsedAt: lastUsedAt && formatInstant(locale, lastUsedAt) };
}
