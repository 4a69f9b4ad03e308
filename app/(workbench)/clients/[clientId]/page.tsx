import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import button from "@/components/ui/button.module.css";
import { getTranslations } from "@/lib/i18n/translations";
import { ActionList } from "@/components/actions/action-list";
import { ClientMessages } from "@/components/client-messages";
import { ClientSheetView } from "@/components/clients/sheet/client-sheet-view";
import { ClientBrief } from "@/components/clients/sheet/client-brief";
import { LogButton } from "@/components/clients/sheet/log-button";
import { Timeline } from "@/components/clients/sheet/timeline";
import { TimelineParts } from "@/components/clients/sheet/timeline-parts";
import { HandOverStrip } from "@/components/workload/hand-over-strip";
import { ReassignButton } from "@/components/workload/reassign-button";
import { InvitationPanel } from "@/components/invitations/invitation-panel";
import { requireAbility } from "@/lib/auth/viewer";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listClientEvents } from "@/lib/data/event-invitations";
import { getHandOver } from "@/lib/data/hand-over";
import { listClientActions } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { ActionCard } from "@/lib/domain/action-card";
import type { HandOver } from "@/lib/domain/assignment";
import type { ClientSheet, TimelinePart } from "@/lib/domain/client-sheet";
import type { ClientEvent } from "@/lib/domain/invitation";
import { mayDo } from "@/lib/domain/permissions";
import { clientIdOf, timelinePartOf } from "@/lib/schemas/client";
import type { SearchParams } from "@/lib/schemas/portfolio-filter";
import { dismissNextActionAction, reopenNextActionAction, snoozeNextActionAction } from "../../next-action-actions";
import { REASSIGN_COMMANDS } from "../../supervision/workload/reassign-commands";
import { listOriginOf } from "./list-origin";
import { answerInvitationAction, inviteClientAction, listTimelineAction, logContextAction, logInteractionAction } from "./server-actions";

/** Not the client's name: titles stay in the history of a shared machine. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("client"))("title") };
}

export default async function ClientPage({ params, searchParams }: PageProps<"/clients/[clientId]">) {
  const viewer = await requireAbility("client.view");
  const clientId = clientIdOf((await params).clientId);
  const query = await searchParams;
  const part = timelinePartOf(query);
  const sheet = clientId === null ? null : await getClientSheet(viewer, clientId, part);
  if (clientId === null || sheet === null) notFound();
  const [cards, origin, events, handOver] = await Promise.all([
    listClientActions(viewer, clientId), listOriginOf(viewer, clientId, query), mayDo(viewer.role, "desk.view") ? listClientEvents(viewer, clientId) : [], getHandOver(viewer, clientId),
  ]);
  const canLog = mayDo(viewer.role, "interaction.log");
  return (
    <ClientMessages namespaces={["actions", "domain", "invitations", "remarks", "timeline", ...(canLog ? (["log"] as const) : []), ...(mayDo(viewer.role, "client.reassign") ? (["workload"] as const) : [])]}>
      <ClientSheetView sheet={sheet} origin={origin} showsAdvisor={viewer.role === "SUPERVISOR"} slots={await slotsOf(viewer, sheet, { cards, events, handOver }, { part, query: queryText(query) })} />
    </ClientMessages>
  );
}

const LOG = { logInteraction: logInteractionAction, loadContext: logContextAction };
const INVITATIONS = { invite: inviteClientAction, answer: answerInvitationAction };
const COMMANDS = { snooze: snoozeNextActionAction, dismiss: dismissNextActionAction, reopen: reopenNextActionAction };

/** What listens, with what this viewer may do: whoever does not log only looks. */
async function slotsOf(viewer: Viewer, sheet: ClientSheet, { cards, events, handOver }: { cards: readonly ActionCard[]; events: readonly ClientEvent[]; handOver: HandOver | null }, shown: { part: TimelinePart | null; query: string }) {
  const t = await getTranslations("client");
  const { client: { id, name, highValue, status }, today, timeline, productNames } = sheet;
  const log = mayDo(viewer.role, "interaction.log") ? LOG : null;
  const commands = mayDo(viewer.role, "nextAction.snooze") ? COMMANDS : null;
  return {
    invitations: <InvitationPanel sheet={sheet} events={events} commands={mayDo(viewer.role, "event.invite") ? INVITATIONS : null} />,
    brief: <ClientBrief sheet={sheet} cards={cards} printedBy={viewer.name} />,
    review: mayDo(viewer.role, "looks.view") ? <Link href={`/supervision/looks?client=${id}` as Route} prefetch={false} className={button.quiet}>{(await getTranslations("looks"))("fromSheet")}</Link>
      : highValue && status === "ACTIVE" && mayDo(viewer.role, "review.prepare")
      ? <Link href={`/clients/${id}/review` as Route} prefetch={false} className={button.quiet}>{(await getTranslations("review"))("link")}</Link> : null,
    handOver: handOver && <HandOverStrip clientId={id} handOver={handOver} />,
    reassign: mayDo(viewer.role, "handOver.write") && !handOver ? <Link href={`/clients/${id}/handover` as Route} prefetch={false} className={button.quiet}>{(await getTranslations("handOver"))("link")}</Link> : mayDo(viewer.role, "client.reassign") && (
      <ReassignButton asked={{ of: "SELECTION", selection: { list: "", all: false, ids: [id] } }} whom={name} today={today} absentId={null} commands={REASSIGN_COMMANDS}>{(await getTranslations("workload"))("bulk")}</ReassignButton>
    ),
    log: log && <LogButton label={t("log")} client={{ id, name }} log={log} />,
    actions: cards.length === 0 ? <p>{t("actions.none")}</p> : (
      <ActionList cards={cards} today={today} label={t("actions.label")} commands={commands} log={log} clientQuery={null} />
    ),
    timeline: (
      <>
        <TimelineParts clientId={id} {...shown} />
        <Timeline key={`${shown.part} ${timeline.entries[0]?.id}`} client={{ id, name }} today={today} firstPage={timeline} part={shown.part} productNames={productNames} listTimeline={listTimelineAction} log={log} />
      </>
    ),
  };
}

/** The address's own query; of a name given twice, the first. */
function queryText(params: SearchParams): string {
  const entries = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? (value[0] ?? "") : value]]));
  return new URLSearchParams(entries).toString();
}
