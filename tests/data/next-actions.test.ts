import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planClients } from "@/lib/data/action-plan";
import { dismissNextAction, reopenNextAction, snoozeNextAction } from "@/lib/data/next-action-changes";
import { countToday, listClientActions, listToday, todayNeighbours } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { ActionCard } from "@/lib/domain/action-card";
import { addDays } from "@/lib/domain/dates";
import type { DismissalReason } from "@/lib/domain/next-actions";
import { urgencyOf } from "@/lib/domain/priority";
import type { AppErrorCode } from "@/lib/errors";
import type { Place } from "@/lib/schemas/place";
import { ALL_DUE, TODAY_VIEWS, type TodayFilter } from "@/lib/schemas/today-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertHolding, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { planningFrame, runnerOfPool } from "@/tests/support/scoring";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
/** Of a portfolio of their own, so that each test counts only what it made. */
let advisor: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
  // À développer: 62 % hold home insurance, half a Livret A. Nothing else may be suggested.
  for (const [productCode, holders] of [["HOME_INSURANCE", 62], ["LIVRET_A", 50]]) {
    await insertRow(owner, "peer_holding", { modelId: 1, cell: "", segment: "DEVELOP", productCode, n: 100, holders });
  }
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
});

const inDays = (count: number) => addDays(TEST_TODAY, count);
const refusal = (code: AppErrorCode, fields?: Record<string, string>) => expect.objectContaining({ code, ...(fields && { fields }) }) as Error;

describe("today's list", () => {
  it("ranks by P × value × urgency, what the contact policy forbids last, and says each factor", async () => {
    const clientId = await newClient();
    await insertNextAction(owner, { clientId, kind: "WELCOME", successChance: 0.5, valueCents: 10_000 });
    await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", successChance: 0.5, valueCents: 9_000, dueOn: inDays(-30) });
    await insertNextAction(owner, { clientId, kind: "RE_ENGAGEMENT", valueCents: 900_000, blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: inDays(1) });
    await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", valueCents: 1_000, blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: TEST_TODAY });
    await insertNextAction(owner, { clientId, kind: "PORTFOLIO_REVIEW", valueCents: 800_000, blockedBy: "PROTECTED" });

    const { rows } = await listToday(advisor, ALL_DUE);
    expect(rows.map((card) => [card.kind, Math.round(card.priority), card.blockedBy, card.blockedUntilOn])).toEqual([
      ["CHURN_WATCH", 68, null, null],
      ["WELCOME", 50, null, null],
      ["TARGETED_OFFER", 5, null, null],
      ["RE_ENGAGEMENT", 4500, "RECENT_COMMERCIAL_CONTACT", inDays(1)],
      ["PORTFOLIO_REVIEW", 4000, "PROTECTED", null],
    ]);
    for (const card of rows) {
      expect(card.urgency).toBeCloseTo(urgencyOf(card.dueOn, TEST_TODAY), 12);
      expect(card.priority).toBeCloseTo((card.successChance * card.valueCents * card.urgency) / 100, 9);
    }
  });

  it("names the client, and every product that the action or its signals speak of, in both languages", async () => {
    const clientId = await newClient({ firstName: "Zoé", lastName: "Le Gall" });
    const reason = { code: "CHURN", signals: [{ code: "PRODUCT_CLOSED", productCode: "PEL", closedOn: TEST_TODAY }, { code: "INCOME_STOPPED" }] };
    await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", reason, productCode: "LDDS" });
    const [card] = (await listToday(advisor, ALL_DUE)).rows;
    expect(card).toMatchObject({ clientId, clientName: "Zoé Le Gall", segment: "STIMULATE", reason, productCode: "LDDS" });
    expect(card?.productNames).toEqual({ LDDS: { fr: "LDDS", en: "Sustainable savings account (LDDS)" }, PEL: { fr: "Plan d’épargne logement", en: "Home savings plan" } });
  });

  it("each part has what falls in it, and the counts say the same", async () => {
    const clientId = await newClient();
    const days = { overdue: -1, today: 0, soon: 7, far: 8 };
    for (const [name, days_] of Object.entries(days)) {
      await insertNextAction(owner, { clientId, origin: "PLANNED", id: uuidOf(name), dueOn: inDays(days_) });
      await insertNextAction(owner, { clientId, origin: "PLANNED", id: uuidOf(`${name} snoozed`), dueOn: inDays(days_), snoozedUntilOn: inDays(1) });
      await insertNextAction(owner, { clientId, origin: "PLANNED", id: uuidOf(`${name} awake`), dueOn: inDays(days_), snoozedUntilOn: TEST_TODAY });
      await insertNextAction(owner, { clientId, origin: "PLANNED", dueOn: inDays(days_), status: "DONE" });
    }
    await insertNextAction(owner, { clientId, kind: "WELCOME", id: uuidOf("welcome") });
    const seen = Object.fromEntries(await Promise.all(TODAY_VIEWS.map(async (view) => [view, (await listToday(advisor, { ...ALL_DUE, view })).rows.map((card) => card.id).sort()])));
    const ids = (...names: string[]) => names.map(uuidOf).sort();
    expect(seen).toEqual({
      overdue: ids("overdue", "overdue awake"),
      today: ids("today", "today awake", "welcome"),
      due: ids("overdue", "overdue awake", "today", "today awake", "welcome"),
      soon: ids("soon", "soon awake"),
      snoozed: ids("overdue snoozed", "today snoozed", "soon snoozed", "far snoozed"),
    });
    expect((await listToday(advisor, { ...ALL_DUE, kind: "WELCOME" })).rows.map((card) => card.id)).toEqual(ids("welcome"));
    expect(await countToday(advisor)).toEqual(
      expect.arrayContaining([
        { kind: "PERSONAL_FOLLOW_UP", overdue: 2, today: 2, soon: 2, snoozed: 4 },
        { kind: "WELCOME", overdue: 0, today: 1, soon: 0, snoozed: 0 },
      ]),
    );
  });

  it("gives every action once, fifty a page, forwards and back, equals of one priority too", async () => {
    const clients = [await newClient(), await newClient(), await newClient()];
    for (let i = 0; i < 120; i++) {
      await insertNextAction(owner, { clientId: clients[i % 3] ?? 0, origin: "PLANNED", successChance: 1 / 3, dueOn: inDays(-(i % 4)), blockedBy: i < 9 ? "PROTECTED" : null });
    }
    const pages = await allPages(advisor);
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat().map((card) => card.id)).size).toBe(120);
    const ranks = pages.flat().map((card) => [Number(card.blockedBy !== null), -card.priority, card.clientId]);
    expect(ranks).toEqual([...ranks].sort((a, b) => compare(a, b)));

    const second = await listToday(advisor, at((await listToday(advisor, ALL_DUE)).next));
    const back = await listToday(advisor, at(second.previous));
    expect(back.rows).toEqual(pages[0]);
    expect([second.from, back.from, back.previous]).toEqual([50, 0, null]);
  });

  it("is one's own: not a colleague's, not another branch's; who holds no portfolio and sees no client has none", async () => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    expect((await listToday(advisor, ALL_DUE)).rows.map((card) => card.id)).toEqual([id]);
    for (const viewer of [staff.colleague, staff.otherAdvisor, staff.otherSupervisor, staff.analyst, staff.administrator]) {
      expect((await listToday(viewer, ALL_DUE)).rows).toEqual([]);
      expect(await countToday(viewer)).toEqual([]);
      expect(await listClientActions(viewer, clientId)).toEqual([]);
      expect(await todayNeighbours(viewer, clientId)).toEqual({ previousId: null, nextId: null, position: null, total: 0 });
    }
    expect((await listClientActions(staff.supervisor, clientId)).map((card) => card.id)).toEqual([id]);
  });

  it("leads from one client to the next in the order of their first actions, and to its head from a client who has left it", async () => {
    const [first, second, third, away] = [await newClient(), await newClient(), await newClient(), await newClient()];
    await insertNextAction(owner, { clientId: third, valueCents: 5_000, blockedBy: "PROTECTED" });
    await insertNextAction(owner, { clientId: second, valueCents: 5_000 });
    await insertNextAction(owner, { clientId: first, valueCents: 9_000 });
    await insertNextAction(owner, { clientId: first, kind: "WELCOME", valueCents: 1_000 });
    expect(await todayNeighbours(advisor, second)).toEqual({ previousId: first, nextId: third, position: 2, total: 3 });
    expect(await todayNeighbours(advisor, first, { ...ALL_DUE, kind: "WELCOME" })).toEqual({ previousId: null, nextId: null, position: 1, total: 1 });
    expect(await todayNeighbours(advisor, away)).toEqual({ previousId: null, nextId: first, position: null, total: 3 });
  });
});

describe("snoozing", () => {
  it("hides an action until its day, in the viewer's name in the trail, and back", async () => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(3) });
    expect((await listToday(advisor, ALL_DUE)).rows).toEqual([]);
    await reopenNextAction(advisor, { clientId, id });
    expect((await listToday(advisor, ALL_DUE)).rows).toHaveLength(1);
    expect(await trail(clientId)).toEqual([
      { user_id: advisor.userId, action: "nextAction.snooze", details: { actionId: id, untilOn: inDays(3) } },
      { user_id: advisor.userId, action: "nextAction.snooze", details: { actionId: id, undone: true } },
    ]);
  });

  it.each([
    ["yesterday", -1, "dayNotAhead"],
    ["today", 0, "dayNotAhead"],
    ["in a year and a day", 366, "dayTooFar"],
  ])("%s is refused", async (_, days, field) => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await expect(snoozeNextAction(advisor, { clientId, id, untilOn: inDays(days) })).rejects.toEqual(refusal("INVALID", { untilOn: field }));
    expect(await trail(clientId)).toEqual([]);
  });

  it.each([1, 365])("in %i days is allowed", async (days) => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(days) });
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: inDays(days) });
  });
});

describe("dismissing an offer", () => {
  it("lets the next suggestion take its place at once", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "BAD_TIMING" });
    expect(await actionRow(id)).toMatchObject({ status: "DISMISSED", dismissal_reason: "BAD_TIMING", closed_by_id: advisor.userId });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER LIVRET_A"]);
    expect(await trail(clientId)).toEqual([{ user_id: advisor.userId, action: "nextAction.dismiss", details: { actionId: id, reason: "BAD_TIMING" } }]);
  });

  it("counts it as declined in the client's segment when it does not interest, and only then", async () => {
    const { clientId, id } = await newOffer();
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before + 1);
    const [livret] = await listClientActions(advisor, clientId);
    await dismissNextAction(advisor, { clientId, id: livret?.id ?? "", reason: "NOT_SUITABLE" });
    expect(await declined("LIVRET_A", "STIMULATE")).toBe(0);
    // Nothing is left to offer: the contact is still owed.
    expect(await openActions(clientId)).toEqual(["PERSONAL_FOLLOW_UP -"]);
  });

  it("taken back: it is open again, its replacement is gone, and nothing was learnt", async () => {
    const { clientId, id } = await newOffer();
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    await reopenNextAction(advisor, { clientId, id });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER HOME_INSURANCE"]);
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", dismissal_reason: null, closed_by_id: null, closed_at: null });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before);
  });

  it("the last of them taken back, the follow-up that stood in for it is gone too", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_SUITABLE" });
    const [livret] = await listClientActions(advisor, clientId);
    await dismissNextAction(advisor, { clientId, id: livret?.id ?? "", reason: "NOT_SUITABLE" });
    await reopenNextAction(advisor, { clientId, id: livret?.id ?? "" });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER LIVRET_A"]);
  });

  it("taken back after the client moved, it is forgotten in the segment it was counted in", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await owner.query("INSERT INTO score_history (client_id, cause, model_id, segment_before, segment_after) VALUES ($1, 'NIGHTLY', 1, 'STIMULATE', 'DEVELOP')", [clientId]);
    await owner.query("UPDATE client_score SET segment = 'DEVELOP' WHERE client_id = $1", [clientId]);
    await reopenNextAction(advisor, { clientId, id });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before - 1);
    expect(await declined("HOME_INSURANCE", "DEVELOP")).toBe(0);
  });

  it("a snooze that it had comes back with it", async () => {
    const { clientId, id } = await newOffer();
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(7) });
    await dismissNextAction(advisor, { clientId, id, reason: "ALREADY_DONE" });
    await reopenNextAction(advisor, { clientId, id });
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: inDays(7) });
  });
});

it("a planned step is dismissed and taken back beside what the rules suggest", async () => {
  const { clientId } = await newOffer();
  const id = await insertNextAction(owner, { clientId, origin: "PLANNED", reason: { code: "PLANNED", plannedOn: TEST_TODAY } });
  await dismissNextAction(advisor, { clientId, id, reason: "ALREADY_DONE" });
  expect(await openActions(clientId)).toEqual(["TARGETED_OFFER HOME_INSURANCE"]);
  await reopenNextAction(advisor, { clientId, id });
  expect(await openActions(clientId)).toEqual(["PERSONAL_FOLLOW_UP -", "TARGETED_OFFER HOME_INSURANCE"]);
});

it("what is not open is left as it is: snoozed or dismissed again, closed, or nothing to take back", async () => {
  const { clientId, id } = await newOffer();
  await expect(reopenNextAction(advisor, { clientId, id })).rejects.toEqual(refusal("CONFLICT"));
  await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
  const before = [await actionRow(id), await declined("HOME_INSURANCE", "STIMULATE"), await trail(clientId)];
  await expect(dismissNextAction(advisor, { clientId, id, reason: "BAD_TIMING" })).rejects.toEqual(refusal("CONFLICT"));
  await expect(snoozeNextAction(advisor, { clientId, id, untilOn: inDays(1) })).rejects.toEqual(refusal("CONFLICT"));
  const done = await insertNextAction(owner, { clientId, kind: "WELCOME", status: "DONE" });
  await expect(reopenNextAction(advisor, { clientId, id: done })).rejects.toEqual(refusal("CONFLICT"));
  await expect(dismissNextAction(advisor, { clientId, id: randomUUID(), reason: "BAD_TIMING" })).rejects.toEqual(refusal("CONFLICT"));
  expect([await actionRow(id), await declined("HOME_INSURANCE", "STIMULATE"), await trail(clientId)]).toEqual(before);
});

it("two at once dismiss it once", async () => {
  const { clientId, id } = await newOffer();
  const before = await declined("HOME_INSURANCE", "STIMULATE");
  const both = await Promise.allSettled([1, 2].map(() => dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" })));
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before + 1);
});

describe.each(["colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst", "administrator"] as const)("%s", (who) => {
  it("changes nothing of it: the same answer as for an unknown client", async () => {
    const { clientId, id } = await newOffer();
    const before = await actionRow(id);
    const reason: DismissalReason = "NOT_INTERESTED";
    for (const key of [{ clientId, id }, { clientId: 2_000_000_000, id }]) {
      await expect(snoozeNextAction(staff[who], { ...key, untilOn: inDays(1) })).rejects.toEqual(refusal("NOT_FOUND"));
      await expect(dismissNextAction(staff[who], { ...key, reason })).rejects.toEqual(refusal("NOT_FOUND"));
      await expect(reopenNextAction(staff[who], key)).rejects.toEqual(refusal("NOT_FOUND"));
    }
    expect(await actionRow(id)).toEqual(before);
    expect(await trail(clientId)).toEqual([]);
  });
});

type ClientOver = Partial<Parameters<typeof insertClient>[1]>;

/** À stimuler, with a current account. */
async function newClient(over: ClientOver = {}): Promise<number> {
  const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId, ...over });
  await insertHolding(owner, { clientId });
  await insertScore(owner, { clientId, modelId: 1 });
  await insertRow(owner, "score_history", { clientId, cause: "FIRST", modelId: 1, segmentAfter: "STIMULATE" });
  return clientId;
}

/** A client for whom the rules suggest home insurance. */
async function newOffer(): Promise<{ clientId: number; id: string }> {
  const clientId = await newClient();
  await insertActivityMonths(owner, 12, { clientId });
  const run = runnerOfPool(owner);
  await planClients(run, await planningFrame(run), [clientId]);
  const [offer] = await listClientActions(advisor, clientId);
  expect(offer).toMatchObject({ kind: "TARGETED_OFFER", productCode: "HOME_INSURANCE" });
  return { clientId, id: offer?.id ?? "" };
}

function at(place: Place | null): TodayFilter {
  return { ...ALL_DUE, place: place && { token: "", value: place } };
}

async function allPages(viewer: Viewer): Promise<ActionCard[][]> {
  const pages: ActionCard[][] = [];
  for (let filter: TodayFilter | null = ALL_DUE; filter; ) {
    const page: Awaited<ReturnType<typeof listToday>> = await listToday(viewer, filter);
    pages.push(page.rows);
    filter = page.next && at(page.next);
  }
  return pages;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const place = a.findIndex((value, i) => value !== b[i]);
  return place === -1 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

async function openActions(clientId: number): Promise<string[]> {
  return (await listClientActions(advisor, clientId)).map((card) => `${card.kind} ${card.productCode ?? "-"}`).sort();
}

async function actionRow(id: string): Promise<unknown> {
  const { rows } = await owner.query("SELECT status, snoozed_until_on::text, dismissal_reason, closed_by_id, closed_at FROM next_action WHERE id = $1", [id]);
  return rows[0];
}

async function trail(clientId: number): Promise<unknown[]> {
  return (await owner.query("SELECT user_id, action, details FROM audit_entry WHERE client_id = $1 ORDER BY id", [clientId])).rows;
}

async function declined(productCode: string, segment: string): Promise<number> {
  const { rows } = await owner.query<{ declined: number }>("SELECT declined FROM offer_outcome WHERE product_code = $1 AND segment = $2::segment", [productCode, segment]);
  return rows[0]?.declined ?? 0;
}

/** The same id for the same name. */
const ids = new Map<string, string>();
function uuidOf(name: string): string {
  const id = ids.get(name) ?? randomUUID();
  ids.set(name, id);
  return id;
}
