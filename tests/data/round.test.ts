import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "@/lib/data/database";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import { dismissNextAction, reopenNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { countToday, listClientActions, listToday } from "@/lib/data/next-actions";
import { findRoundPlace, type RoundPlace, type RoundStop } from "@/lib/data/round";
import { getRoundClient } from "@/lib/data/round-client";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import type { AppErrorCode } from "@/lib/errors";
import { logInteractionInput, type LogInteractionDraft } from "@/lib/schemas/interaction";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import type { RoundList } from "@/lib/schemas/round";
import { ALL_DUE } from "@/lib/schemas/today-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertHolding, insertInteraction, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner, ownerUrl, appUrl } = await testDatabase();
let staff: Staff;
let advisor: Viewer;
let ids: number[];
let actions: string[];
const since = new Date(Date.now() - 3_600_000);

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
});

/** Five clients, the first with the action of the highest priority and the first name of the alphabet. */
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
  ids = [];
  actions = [];
  for (const [place, lastName] of ["Albert", "Bernard", "Éloi", "Faure", "Girard"].entries()) {
    const clientId = await newClient(advisor, lastName);
    ids.push(clientId);
    actions.push(await insertNextAction(owner, { clientId, valueCents: 100_000 - 10_000 * place, reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null } }));
  }
});

describe("a round through a list", () => {
  it.each([
    ["a portfolio by priority", {}],
    ["a portfolio by name", { sort: "name" }],
    ["a portfolio from the end of the alphabet", { sort: "name", reversed: true }],
  ] as [string, Partial<PortfolioFilter>][])("%s: each client once, in the order of the list", async (_, over) => {
    const list = portfolio(over);
    const expected = over.reversed ? ids.toReversed() : ids;
    expect(await walk(list)).toEqual(expected);
    const middle = await placeOf(list, expected[2]);
    expect(middle).toMatchObject({ here: { clientId: expected[2] }, rank: 2, next: { clientId: expected[3] }, previous: { clientId: expected[1] }, ahead: 2, behind: 2, done: 0, last: null });
  });

  it("of Today, where a client with two actions has one turn, in the place of the first", async () => {
    await insertNextAction(owner, { clientId: ids[1] ?? 0, kind: "WELCOME", valueCents: 15_000 });
    expect((await listToday(advisor, ALL_DUE)).rows).toHaveLength(6);
    expect(await walk(today())).toEqual(ids);
  });

  it("whoever leaves the list when they had their turn makes nobody miss theirs", async () => {
    const list = today();
    const met: (number | undefined)[] = [];
    let stop: RoundStop | null = (await placeOf(list)).here;
    while (stop) {
      met.push(stop.clientId);
      const place = ids.indexOf(stop.clientId);
      await snoozeNextAction(advisor, { clientId: stop.clientId, id: actions[place] ?? "", untilOn: addDays(TEST_TODAY, 7) });
      stop = (await placeAt(list, stop)).next;
    }
    expect(met).toEqual(ids);
    expect(await placeOf(list)).toMatchObject({ here: null, next: null, ahead: 0, behind: 0, done: 5 });
  });

  it("whoever comes later in the list because they had their turn has no second one", async () => {
    const list = portfolio({});
    const first = (await placeOf(list)).here;
    await log(advisor, ids[0], { nextActionId: actions[0] });
    // What is suggested next is worth less than what everyone else is owed.
    await insertNextAction(owner, { clientId: ids[0] ?? 0, kind: "WELCOME", valueCents: 1_000 });
    const place = await placeAt(list, first);
    expect(place).toMatchObject({ here: first, next: { clientId: ids[1] }, ahead: 4, behind: 0, done: 1, last: { kind: "interaction.log", clientId: ids[0] }, lastHere: { clientId: ids[0] } });
    expect(await walk(list)).toEqual(ids.slice(1));
    // For a round that begins now, nobody had a turn.
    expect((await placeOf(list, undefined, new Date(Date.now() + 60_000))).done).toBe(0);
  });

  it("the page of the list on which a place is begins after a row of its own order", async () => {
    for (let more = 0; more < 50; more++) await newClient(advisor, `Martin${String(more).padStart(2, "0")}`);
    const list = portfolio({ sort: "name" });
    expect((await placeOf(list, ids[4])).page).toBeNull();
    let place = await placeOf(list, ids[4]);
    for (let step = 0; step < 46; step++) place = await placeAt(list, place.next);
    expect(place).toMatchObject({ rank: 50, page: { side: "after", offset: 50 } });
    expect(place.page?.key.slice(0, 1)).toEqual(["Martin44"]);
  });

  it.each([
    ["a log", async () => void (await log(advisor, ids[1], { nextActionId: actions[1] })), "interaction.log"],
    ["a snooze", () => snoozeNextAction(advisor, { ...key(1), untilOn: addDays(TEST_TODAY, 3) }), "nextAction.snooze"],
    ["an action taken on", () => takeNextAction(advisor, { ...key(1), isTaken: true }), "nextAction.take"],
    ["a dismissal", () => dismissNextAction(advisor, { ...key(1), reason: "BAD_TIMING" }), "nextAction.dismiss"],
  ])("%s is a turn, and none any more once it is taken back", async (_, act, kind) => {
    await act();
    const { done, last } = await placeOf(portfolio({}));
    expect({ done, kind: last?.kind, clientId: last?.clientId }).toEqual({ done: 1, kind, clientId: ids[1] });
    await takeBack(last);
    expect(await placeOf(portfolio({}))).toMatchObject({ done: 0, last: null, ahead: 4 });
    // Planned anew, an action may have another rank.
    expect((await walk(portfolio({}))).sort((a, b) => a - b)).toEqual(ids);
    await act();
    expect(await placeOf(portfolio({}))).toMatchObject({ done: 1, last: { kind } });
  });

  it("another advisor's link leads to one's own clients, as does one of an unknown client", async () => {
    const colleague = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
    const [one, other] = [await newClient(colleague, "Chevalier"), await newClient(colleague, "Zola")];
    const list = portfolio({ sort: "name" });
    const link = await placeOf(list, ids[1]);
    for (const key of [link.here, { clientId: 2_000_000_000, key: ["Bernard", "Claude", "2000000000"] }]) {
      const seen = await findRoundPlace(colleague, { list, since, clientId: key?.clientId ?? null, key: key?.key ?? null });
      expect(seen).toMatchObject({ here: { clientId: one }, next: { clientId: other }, rank: 0, ahead: 1 });
    }
    expect(await findRoundPlace(staff.analyst, { list, since, clientId: ids[1] ?? null, key: link.here?.key ?? null })).toMatchObject({ here: null, next: null, ahead: 0, behind: 0 });
  });
});

it("a link to another's client leads nowhere near them with the second wall down either", async () => {
  const stop = { clientId: ids[1] ?? 0, key: ["1", String(ids[1])] };
  const disconnect = useDatabase(ownerUrl);
  try {
    expect((await findRoundPlace(staff.otherAdvisor, { list: portfolio({}), since, ...stop })).here).toBeNull();
  } finally {
    await disconnect();
    useDatabase(appUrl);
  }
});

describe("a client as a round shows them", () => {
  it("who, how they stand, what was said last, and what logging takes; the look is in the trail", async () => {
    const clientId = ids[0] ?? 0;
    for (const day of ["01", "02", "03", "04"]) await insertInteraction(owner, { clientId, occurredAt: `2026-11-${day}T10:00:00Z`, notes: day });
    const client = await getRoundClient(advisor, clientId, { ahead: true });
    expect(client).toMatchObject({ name: "Claude Albert", score: { segment: "STIMULATE", pnbScore: 3 }, log: { cadenceDays: 120 } });
    expect(client?.contacts.map(({ notes }) => notes)).toEqual(["04", "03", "02"]);
    expect((await trail(clientId)).at(-1)).toEqual({ action: "client.view", details: { part: "round", ahead: true } });
  });

  it("a supervisor looks and has nothing to log; anyone else's client is nobody, and leaves no trace", async () => {
    const clientId = ids[0] ?? 0;
    expect(await getRoundClient(staff.supervisor, clientId, { ahead: false })).toMatchObject({ id: clientId, log: null });
    const before = await trail(clientId);
    for (const who of [staff.colleague, staff.otherAdvisor, staff.otherSupervisor, staff.analyst, staff.administrator]) expect(await getRoundClient(who, clientId, { ahead: false })).toBeNull();
    expect(await trail(clientId)).toEqual(before);
  });
});

describe("taking an action on", () => {
  it("keeps it in a view of its own until it is let go of", async () => {
    await takeNextAction(advisor, { ...key(2), isTaken: true });
    const taken = { ...ALL_DUE, view: "taken" as const };
    expect((await listToday(advisor, taken)).rows).toMatchObject([{ id: actions[2], isTaken: true }]);
    expect(await countToday(advisor)).toMatchObject([{ taken: 1 }]);
    await expect(takeNextAction(advisor, { ...key(2), isTaken: true })).rejects.toEqual(refusal("CONFLICT"));
    await takeNextAction(advisor, { ...key(2), isTaken: false });
    expect((await listToday(advisor, taken)).rows).toEqual([]);
    await expect(takeNextAction(advisor, { ...key(2), isTaken: false })).rejects.toEqual(refusal("CONFLICT"));
  });

  it("is refused while the contact policy forbids the action, until its last day", async () => {
    await owner.query("UPDATE next_action SET blocked_by = 'RECENT_COMMERCIAL_CONTACT', blocked_until_on = $2 WHERE id = $1", [actions[2], addDays(TEST_TODAY, 1)]);
    await expect(takeNextAction(advisor, { ...key(2), isTaken: true })).rejects.toEqual(refusal("CONFLICT"));
    await owner.query("UPDATE next_action SET blocked_until_on = $2 WHERE id = $1", [actions[2], TEST_TODAY]);
    await takeNextAction(advisor, { ...key(2), isTaken: true });
  });

  it("is the own advisor's alone", async () => {
    for (const who of [staff.colleague, staff.otherAdvisor, staff.supervisor]) await expect(takeNextAction(who, { ...key(2), isTaken: true })).rejects.toEqual(refusal("NOT_FOUND"));
  });
});

describe("taking a log back", () => {
  it("adds an entry that cancels it: no contact, the sale reversed, the action open again, the scores as before", async () => {
    const clientId = ids[0] ?? 0;
    const logged = await log(advisor, clientId, { nextActionId: actions[0], outcome: "SOLD", productsSold: ["LIVRET_A", "HOME_INSURANCE"], nextStepOn: addDays(TEST_TODAY, 30) });
    expect(logged.effect).toMatchObject({ before: { segment: "STIMULATE" }, after: { segment: "DEVELOP" } });
    const [id, interactionId] = [randomUUID(), logged.id];
    const taken = await cancelInteraction(advisor, { id, clientId, interactionId });
    expect(taken).toMatchObject({ repeated: false, before: { segment: "DEVELOP" }, after: { segment: "STIMULATE" } });
    expect(await rows("SELECT status FROM holding WHERE client_id = $1 AND interaction_id IS NOT NULL", clientId)).toEqual([{ status: "REVERSED" }, { status: "REVERSED" }]);
    expect((await listClientActions(advisor, clientId)).map((card) => card.id)).toEqual([actions[0]]);
    expect(await rows("SELECT last_contact_on FROM client WHERE id = $1", clientId)).toEqual([{ last_contact_on: null }]);
    expect(await rows("SELECT id, corrects_id, cancels, commercial FROM interaction WHERE client_id = $1 AND cancels", clientId)).toEqual([{ id, corrects_id: interactionId, cancels: true, commercial: false }]);
    expect((await getRoundClient(advisor, clientId, { ahead: false }))?.contacts).toEqual([]);
    expect(await rows("SELECT sum(interactions)::int AS count FROM follow_up_figures(ARRAY[(SELECT advisor_id FROM client WHERE id = $1)])", clientId)).toEqual([{ count: 0 }]);
    expect(await cancelInteraction(advisor, { id, clientId, interactionId })).toMatchObject({ repeated: true, after: { segment: "STIMULATE" } });
  });

  it("of a call without an answer: the action is due again", async () => {
    const logged = await log(advisor, ids[0], { nextActionId: actions[0], outcome: "NO_ANSWER" });
    expect((await listToday(advisor, ALL_DUE)).rows).toHaveLength(4);
    await cancelInteraction(advisor, { id: randomUUID(), clientId: ids[0] ?? 0, interactionId: logged.id });
    expect((await listToday(advisor, ALL_DUE)).rows).toHaveLength(5);
  });

  it("is refused twice, for a correction, for another's entry and after a day", async () => {
    const clientId = ids[0] ?? 0;
    const logged = await log(advisor, clientId, {});
    const takeBackOf = (interactionId: string, who = advisor) => cancelInteraction(who, { id: randomUUID(), clientId, interactionId });
    await expect(takeBackOf(logged.id, staff.colleague)).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(takeBackOf(logged.id, staff.supervisor)).rejects.toEqual(refusal("NOT_FOUND"));
    const correction = await log(advisor, clientId, { correctsId: logged.id });
    await expect(takeBackOf(logged.id)).rejects.toEqual(refusal("CONFLICT"));
    await expect(takeBackOf(correction.id)).rejects.toEqual(refusal("CONFLICT"));
    const [old, others] = [await insertInteraction(owner, { clientId, userId: advisor.userId, recordedAt: new Date(Date.now() - 25 * 3_600_000).toISOString() }), await insertInteraction(owner, { clientId, userId: staff.colleague.userId })];
    for (const id of [old, others]) await expect(takeBackOf(id)).rejects.toEqual(refusal("CONFLICT"));
  });
});

function portfolio(over: Partial<PortfolioFilter>): RoundList {
  return { name: "portfolio", filter: { ...NO_FILTER, ...over } };
}

function today(): RoundList {
  return { name: "today", filter: ALL_DUE };
}

function placeOf(list: RoundList, clientId?: number, from = since): Promise<RoundPlace> {
  return findRoundPlace(advisor, { list, since: from, clientId: clientId ?? null, key: null });
}

function placeAt(list: RoundList, stop: RoundStop | null): Promise<RoundPlace> {
  return findRoundPlace(advisor, { list, since, clientId: stop?.clientId ?? null, key: stop?.key ?? null });
}

/** From the first client to the last, doing nothing with anyone. */
async function walk(list: RoundList): Promise<number[]> {
  const met: number[] = [];
  let place = await placeOf(list);
  while (place.here) {
    met.push(place.here.clientId);
    if (!place.next) return met;
    place = await placeAt(list, place.next);
  }
  return met;
}

async function takeBack(last: RoundPlace["last"]): Promise<unknown> {
  if (!last) throw new Error("nothing was done");
  const { kind, clientId, targetId } = last;
  if (kind === "interaction.log") return cancelInteraction(advisor, { id: randomUUID(), clientId, interactionId: targetId });
  if (kind === "nextAction.take") return takeNextAction(advisor, { clientId, id: targetId, isTaken: false });
  return reopenNextAction(advisor, { clientId, id: targetId });
}

async function log(viewer: Viewer, clientId: number | undefined, over: Partial<LogInteractionDraft>) {
  const id = randomUUID();
  const effect = await logInteraction(viewer, logInteractionInput.parse({ id, clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED", ...over }));
  return { id, effect };
}

/** 600 € of PNB and one current account: Score PNB 3, Score MIRE 2. Two products more would develop them. */
async function newClient(of: Viewer, lastName: string): Promise<number> {
  const clientId = await insertClient(owner, { advisorId: of.userId, branchId: staff.branchId, lastName });
  await insertActivityMonths(owner, 12, { clientId });
  await insertHolding(owner, { clientId, productCode: "DAV" });
  await insertScore(owner, { clientId, modelId: 1, pnbCents: 60_000, pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE" });
  return clientId;
}

function key(place: number): { clientId: number; id: string } {
  return { clientId: ids[place] ?? 0, id: actions[place] ?? "" };
}

async function rows(sql: string, clientId: number) {
  return (await owner.query(sql, [clientId])).rows as unknown[];
}

async function trail(clientId: number) {
  return rows("SELECT action, details FROM audit_entry WHERE client_id = $1 ORDER BY id", clientId);
}

function refusal(code: AppErrorCode) {
  return expect.objectContaining({ code }) as Error;
}
