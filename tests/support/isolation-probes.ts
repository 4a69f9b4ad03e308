import { randomUUID } from "node:crypto";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline } from "@/lib/data/client-timeline";
import { logInteraction } from "@/lib/data/interactions";
import { getLogContext } from "@/lib/data/log-context";
import { countToday, listClientActions, listToday, todayNeighbours } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { ALL_DUE } from "@/lib/schemas/today-filter";
import { TEST_TODAY } from "./factories";

/** Someone's client, with an interaction and an open action of theirs. */
export type Target = { clientId: number; interactionId: string; actionId: string };

/** Every exported read and write of lib/data, aimed at a client. The matrix fails when one is missing here. */
export const PROBES: Readonly<Record<string, (viewer: Viewer, target: Target) => Promise<unknown>>> = {
  listToday: (viewer) => listToday(viewer, ALL_DUE),
  countToday: (viewer) => countToday(viewer),
  listClientActions: (viewer, { clientId }) => listClientActions(viewer, clientId),
  todayNeighbours: (viewer, { clientId }) => todayNeighbours(viewer, clientId),
  getClientSheet: (viewer, { clientId }) => getClientSheet(viewer, clientId),
  listTimeline: (viewer, { clientId }) => listTimeline(viewer, clientId, { at: "2100-01-01 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" }),
  getLogContext: (viewer, { clientId }) => getLogContext(viewer, clientId),
  logInteraction: (viewer, { clientId, actionId, interactionId }) =>
    logInteraction(
      viewer,
      logInteractionInput.parse({
        id: randomUUID(),
        clientId,
        nextActionId: actionId,
        correctsId: interactionId,
        occurredOn: TEST_TODAY,
        channel: "PHONE",
        outcome: "SOLD",
        productsSold: ["LDDS"],
        satisfaction: 1,
        profile: { occupation: 3 },
        consents: { PHONE: false },
      }),
    ),
};
