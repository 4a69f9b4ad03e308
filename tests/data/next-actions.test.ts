import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { countToday, listClientActions, listToday, todayNeighbours } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import type { ActionCard } from "@/lib/domain/action-card";
import { addDays } from "@/lib/domain/dates";
import { urgencyOf } from "@/lib/domain/priority";
import type { Place } from "@/lib/schemas/place";
import { ALL_DUE, TODAY_VIEWS, type TodayFilter } from "@/lib/schemas/today-filter";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
/** Of a portfolio of their own, so that each test counts only what it made. */
let advisor: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
});

const inDays = (count: number) => addDays(TEST_TODAY, count);

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
  await insertNextAction(owner, { clientId, origin: "PLANNED", id: uuidOf("far taken"), dueOn: inDays(9), takenAt: `${TEST_TODAY}T08:00:00Z` });
  const seen = Object.fromEntries(await Promise.all(TODAY_VIEWS.map(async (view) => [view, (await listToday(advisor, { ...ALL_DUE, view })).rows.map((card) => card.id).sort()])));
  const ids = (...names: string[]) => names.map(uuidOf).sort();
  expect(seen).toEqual({
    overdue: ids("overdue", "overdue awake"),
    today: ids("today", "today awake", "welcome"),
    due: ids("overdue", "overdue awake", "today", "today awake", "welcome"),
    soon: ids("soon", "soon awake"),
    taken: ids("far taken"),
    snoozed: ids("overdue snoozed", "today snoozed", "soon snoozed", "far snoozed"),
  });
  expect((await listToday(advisor, { ...ALL_DUE, kind: "WELCOME" })).rows.map((card) => card.id)).toEqual(ids("welcome"));
  expect(await countToday(advisor)).toEqual(
    expect.arrayContaining([
      { kind: "PERSONAL_FOLLOW_UP", overdue: 2, today: 2, soon: 2, taken: 1, snoozed: 4 },
      { kind: "WELCOME", overdue: 0, today: 1, soon: 0, taken: 0, snoozed: 0 },
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

type ClientOver = Partial<Parameters<typeof insertClient>[1]>;

/** À stimuler. */
async function newClient(over: ClientOver = {}): Promise<number> {
  const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId, ...over });
  await insertScore(owner, { clientId, modelId: 1 });
  return clientId;
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

/** The same id for the same name. */
const ids = new Map<string, string>();
function uuidOf(name: string): string {
  const id = ids.get(name) ?? randomUUID();
  ids.set(name, id);
  return id;
}
