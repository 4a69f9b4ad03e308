import { describe, expect, it } from "vitest";
import { DEFAULT_DEMO_CLIENTS, DEFAULT_DEMO_SEED, demoBank } from "@/lib/demo/bank";
import { addDays, daysBetween, type Day } from "@/lib/domain/dates";
import { DISMISSAL_REASONS } from "@/lib/domain/action-rest";

const TODAY: Day = "2026-11-21";
const bank = demoBank({ seed: DEFAULT_DEMO_SEED, clients: DEFAULT_DEMO_CLIENTS, today: TODAY });
const clients = Array.from({ length: DEFAULT_DEMO_CLIENTS }, (_, place) => bank.clientAt(place));
const past = clients.flatMap((client) => client.pastActions.map((action) => ({ action, client })));
const closedOn = (closedAt: string | null) => closedAt?.slice(0, 10) as Day;

describe("the suggestions of the past year", () => {
  it("are done, dismissed for every reason, left lying and open", () => {
    const shares = Object.fromEntries(["DONE", "DISMISSED", "WITHDRAWN", "OPEN"].map((status) => [status, past.filter(({ action }) => action.status === status).length / past.length]));
    for (const [status, least, most] of [["DONE", 0.3, 0.6], ["DISMISSED", 0.05, 0.2], ["WITHDRAWN", 0.08, 0.3], ["OPEN", 0.15, 0.4]] as const) {
      expect({ status, within: (shares[status] ?? 0) > least && (shares[status] ?? 0) < most }).toEqual({ status, within: true });
    }
    for (const reason of DISMISSAL_REASONS) expect({ reason, times: past.filter(({ action }) => action.dismissalReason === reason).length > 20 }).toEqual({ reason, times: true });
  });

  it("that are done were answered by a contact that reached the client, one each, which names them", () => {
    for (const { action, client } of past.filter(({ action: { status } }) => status === "DONE")) {
      const contact = client.interactions.find(({ id }) => id === action.interactionId);
      expect(contact?.outcome).not.toBe("NO_ANSWER");
      expect(contact?.occurredAt).toBe(action.closedAt);
      expect(client.pastActions.filter(({ interactionId }) => interactionId === action.interactionId)).toHaveLength(1);
    }
  });

  it("stand in order: after the client came, before they were closed, before today", () => {
    for (const { action, client } of past) {
      expect(action.createdOn > client.row.clientSinceOn && action.createdOn < TODAY).toBe(true);
      if (action.closedAt) expect(closedOn(action.closedAt) >= action.createdOn && closedOn(action.closedAt) < TODAY).toBe(true);
    }
    expect(past.filter(({ client }) => client.row.status !== "ACTIVE")).toEqual([]);
  });

  it("leave today's suggestions alone: what was dismissed has rested, or could not be proposed", () => {
    for (const { action, client } of past.filter(({ action: { status } }) => status === "DISMISSED")) {
      const daysAgo = daysBetween(closedOn(action.closedAt), TODAY);
      if (action.kind !== "TARGETED_OFFER") expect(daysAgo).toBeGreaterThan(60);
      const isHeld = client.holdings.some(({ product, closedOn: endedOn }) => product.code === action.productCode && endedOn === null);
      if (action.kind === "TARGETED_OFFER" && !isHeld && !["NOT_SUITABLE", "WRONG_SUGGESTION"].includes(action.dismissalReason ?? "")) expect(daysAgo).toBeGreaterThan(180);
    }
    const done = past.filter(({ action: { status, kind } }) => status === "DONE" && ["CHURN_WATCH", "RE_ENGAGEMENT"].includes(kind));
    expect(done.filter(({ action }) => closedOn(action.closedAt) >= addDays(TODAY, -30))).toEqual([]);
  });
});
