"use server";
import { serverAction } from "@/lib/auth/server-action";
import { listTimeline } from "@/lib/data/client-timeline";
import { answerInvitation, inviteClient } from "@/lib/data/event-invitations";
import { logInteraction } from "@/lib/data/interactions";
import { getLogContext } from "@/lib/data/log-context";
import { listClientActions } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { FollowingAction } from "@/lib/domain/interaction-log";
import { answerInvitationInput, inviteClientInput } from "@/lib/schemas/bank-event";
import { timelineInput } from "@/lib/schemas/client";
import { logContextInput, logInteractionInput } from "@/lib/schemas/interaction";

/** Logs an interaction; answers what it moved and what comes next. The page is left as it is until the effect was seen. */
export const logInteractionAction = serverAction("interaction.log", logInteractionInput, async (viewer, input) => {
  const logged = await logInteraction(viewer, input);
  return { ...logged, nextAction: await followingAction(viewer, input.clientId) };
});

/** What the log dialog needs to know when it opens. */
export const logContextAction = serverAction("interaction.log", logContextInput, (viewer, { clientId }) => getLogContext(viewer, clientId));

/** The entries of the timeline after those shown. */
export const listTimelineAction = serverAction("client.view", timelineInput, (viewer, { clientId, after, part }) => listTimeline(viewer, clientId, after, part));

async function followingAction(viewer: Viewer, clientId: number): Promise<FollowingAction | null> {
  const [next] = (await listClientActions(viewer, clientId)).filter((card) => card.snoozedUntilOn === null && card.blockedBy === null);
  if (!next) return null;
  const name = next.productCode === null ? undefined : next.productNames[next.productCode];
  return { kind: next.kind, productNameFr: name?.fr ?? null, productNameEn: name?.en ?? null, dueOn: next.dueOn };
}

/** Invites the client to an event; the contact policy may forbid it. */
export const inviteClientAction = serverAction("event.invite", inviteClientInput, (viewer, input) => inviteClient(viewer, input));

/** Notes what an invited client said. */
export const answerInvitationAction = serverAction("event.invite", answerInvitationInput, (viewer, input) => answerInvitation(viewer, input));
