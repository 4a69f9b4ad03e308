import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import type { AppErrorCode } from "@/lib/errors";
import { logInteractionInput, type LogInteractionDraft } from "@/lib/schemas/interaction";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertHolding, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
});

/** 600 € of PNB and one current account: Score PNB 3, Score MIRE 2, to be stimulated. Two products more would develop it. */
beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  await insertActivityMonths(owner, 12, { clientId });
  await insertHolding(owner, { clientId, productCode: "DAV" });
  await insertScore(owner, { clientId, modelId: 1, pnbCents: 60_000, pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE" });
});

const SOLD_TWO: Partial<LogInteractionDraft> = { outcome: "SOLD", productsSold: ["LIVRET_A", "HOME_INSURANCE"] };

function log(over: Partial<LogInteractionDraft> = {}, viewer: Viewer = staff.advisor) {
  return logInteraction(viewer, inputOf(over));
}

function inputOf(over: Partial<LogInteractionDraft>) {
  return logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED", ...over });
}

function refusal(code: AppErrorCode, fields?: Record<string, string>) {
  return expect.objectContaining({ code, ...(fields && { fields }) }) as Error;
}

describe("everything that follows from one interaction", () => {
  it("a sale opens unconfirmed products and moves the client: PNB 3 + MIRE 2 → 3, À stimuler → À développer", async () => {
    const id = randomUUID();
    const effect = await log({ id, ...SOLD_TWO });

    expect(effect).toEqual({
      repeated: false,
      closedAction: null,
      before: { pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE" },
      after: { pnbScore: 3, mireScore: 3, combinedScore: 6, segment: "DEVELOP" },
    });
    expect(await rows("SELECT product_code, status, opened_on::text, interaction_id FROM holding WHERE client_id = $1 AND status <> 'CONFIRMED' ORDER BY 1")).toEqual([
      { product_code: "HOME_INSURANCE", status: "UNCONFIRMED", opened_on: TEST_TODAY, interaction_id: id },
      { product_code: "LIVRET_A", status: "UNCONFIRMED", opened_on: TEST_TODAY, interaction_id: id },
    ]);
    expect(await rows("SELECT cause, segment_before, segment_after, mire_before, mire_after, interaction_id FROM score_history WHERE client_id = $1")).toEqual([
      { cause: "INTERACTION", segment_before: "STIMULATE", segment_after: "DEVELOP", mire_before: 2, mire_after: 3, interaction_id: id },
    ]);
  });

  it("a sale counts as an accepted offer in the segment of before, a refusal as a declined one", async () => {
    const before = await offers();
    await log(SOLD_TWO);
    await log({ outcome: "DECLINED", productsDiscussed: ["PEA"] });
    const after = await offers();
    expect(difference(before, after)).toEqual({ "HOME_INSURANCE STIMULATE": [1, 0], "LIVRET_A STIMULATE": [1, 0], "PEA DEVELOP": [0, 1] });
  });

  it("the action it answers is done, by whom and with what", async () => {
    const nextActionId = await insertNextAction(owner, { clientId });
    const id = randomUUID();
    await log({ id, nextActionId });
    expect(await rows("SELECT status, closed_by_id, interaction_id FROM next_action WHERE client_id = $1 AND id = $2", nextActionId)).toEqual([
      { status: "DONE", closed_by_id: staff.advisor.userId, interaction_id: id },
    ]);
  });

  it("without an answer the action stays open and comes back in three days; the client was not contacted", async () => {
    // Of a kind that the rules do not plan for this client, so that they leave it alone.
    const nextActionId = await insertNextAction(owner, { clientId, origin: "PLANNED" });
    await log({ nextActionId, outcome: "NO_ANSWER" });
    expect(await rows("SELECT status, snoozed_until_on::text FROM next_action WHERE client_id = $1 AND id = $2", nextActionId)).toEqual([
      { status: "OPEN", snoozed_until_on: addDays(TEST_TODAY, 3) },
    ]);
    expect(await rows("SELECT last_contact_on FROM client WHERE id = $1")).toEqual([{ last_contact_on: null }]);
  });

  it("an action that was closed meanwhile does not lose the entry", async () => {
    const nextActionId = await insertNextAction(owner, { clientId, status: "WITHDRAWN" });
    expect((await log({ nextActionId })).closedAction).toBeNull();
    expect(await count("interaction")).toBe(1);
  });

  it("profile corrections are stored, and the scores follow them", async () => {
    const profile = { occupation: 3, incomeCents: 5_000_000, email: "claude@example.org", dependentChildren: null };
    await log({ profile });
    expect(await rows("SELECT occupation, income_cents::int AS income, email, dependent_children, marital_status FROM client WHERE id = $1")).toEqual([
      { occupation: 3, income: 5_000_000, email: "claude@example.org", dependent_children: null, marital_status: "COUPLE" },
    ]);
    expect(await rows("SELECT profile FROM client_score WHERE client_id = $1")).toEqual([{ profile: "45-70|35-44|3|URBAN|COUPLE|Auvergne-Rhône-Alpes" }]);
  });

  it("the trail names the fields of a corrected profile, never their values", async () => {
    await log({ profile: { email: "claude@example.org" } });
    const trail = JSON.stringify(await rows("SELECT action, details FROM audit_entry WHERE client_id = $1"));
    expect(trail).toContain("email");
    expect(trail).not.toContain("claude@example.org");
  });

  it("a consent that changed is in force and in the history; one given again is not", async () => {
    await insertConsent(owner, { clientId, channel: "EMAIL", granted: true });
    await log({ consents: { PHONE: false, EMAIL: true } });
    expect(await rows("SELECT channel, granted, recorded_on::text FROM client_consent WHERE client_id = $1 ORDER BY channel")).toEqual([
      { channel: "PHONE", granted: false, recorded_on: TEST_TODAY },
      { channel: "EMAIL", granted: true, recorded_on: "2026-01-05" },
    ]);
    expect(await rows("SELECT channel, granted, user_id FROM consent_change WHERE client_id = $1")).toEqual([{ channel: "PHONE", granted: false, user_id: staff.advisor.userId }]);
  });

  it("a refused channel is not suggested any more", async () => {
    await log({ consents: { PHONE: false } });
    expect(await rows("SELECT DISTINCT channel FROM next_action WHERE client_id = $1 AND status = 'OPEN' AND channel = 'PHONE'")).toEqual([]);
  });

  it("the next step is planned beside what the rules suggest", async () => {
    await log({ channel: "VIDEO", nextStepOn: addDays(TEST_TODAY, 14) });
    expect(await rows("SELECT channel, due_on::text, reason FROM next_action WHERE client_id = $1 AND origin = 'PLANNED' AND status = 'OPEN'")).toEqual([
      { channel: "VIDEO", due_on: addDays(TEST_TODAY, 14), reason: { code: "PLANNED", plannedOn: TEST_TODAY } },
    ]);
  });

  it("an hour that was agreed is stored with the step and with the entry", async () => {
    const id = randomUUID();
    await log({ id, nextStepOn: "2026-11-24", nextStepMinute: 14 * 60 + 30, nextStepLength: 45 });
    expect(await rows("SELECT to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS utc, length_minutes FROM next_action WHERE client_id = $1 AND id = $2", id)).toEqual([{ utc: "2026-11-24 13:30", length_minutes: 45 }]);
    expect(await rows("SELECT next_step_minute, next_step_length FROM interaction WHERE client_id = $1")).toEqual([{ next_step_minute: 870, next_step_length: 45 }]);
  });

  it("a step whose day had gone by when it was logged is there, late", async () => {
    await log({ occurredOn: addDays(TEST_TODAY, -20), nextStepOn: addDays(TEST_TODAY, -6) });
    expect(await rows("SELECT due_on::text, status FROM next_action WHERE client_id = $1 AND origin = 'PLANNED'")).toEqual([{ due_on: addDays(TEST_TODAY, -6), status: "OPEN" }]);
  });

  it("satisfaction is an answer of its own, and a bad one raises a churn watch", async () => {
    await log({ satisfaction: 1 });
    expect(await rows("SELECT kind, score, answered_on::text FROM satisfaction_answer WHERE client_id = $1")).toEqual([{ kind: "CSAT", score: 1, answered_on: TEST_TODAY }]);
    expect(await openKinds()).toContain("CHURN_WATCH");
  });

  it("a complaint opens, blocks offers, and ends when it is resolved", async () => {
    await log({ outcome: "COMPLAINT_RECEIVED" });
    expect(await complaintSince()).toBe(TEST_TODAY);
    expect(await openKinds()).toContain("COMPLAINT_FOLLOW_UP");
    await log({ outcome: "COMPLAINT_RESOLVED" });
    expect(await complaintSince()).toBeNull();
  });

  it("it is audited with codes and counts", async () => {
    const id = randomUUID();
    await log({ id, ...SOLD_TWO, notes: "Projet d’achat" });
    expect(await rows("SELECT user_id, action, details FROM audit_entry WHERE client_id = $1")).toEqual([
      { user_id: staff.advisor.userId, action: "interaction.log", details: { interactionId: id, outcome: "SOLD", sold: 2, corrects: null } },
    ]);
  });
});

describe("the same submission twice", () => {
  it("changes nothing and answers what the first one moved", async () => {
    const input = { id: randomUUID(), ...SOLD_TWO, satisfaction: 5, nextStepOn: addDays(TEST_TODAY, 30) };
    const first = await log(input);
    const stored = await contents();
    const second = await log(input);
    expect(second).toEqual({ ...first, repeated: true });
    expect(await contents()).toEqual(stored);
  });

  it("sent twice at the same moment, is one entry", async () => {
    const input = { id: randomUUID(), ...SOLD_TWO };
    const answers = await Promise.all([log(input), log(input), log(input)]);
    expect(answers.map((answer) => answer.repeated).sort()).toEqual([false, true, true]);
    expect(new Set(answers.map((answer) => answer.after.segment))).toEqual(new Set(["DEVELOP"]));
    expect(await count("interaction")).toBe(1);
    expect(await count("holding")).toBe(3);
  });

  it("two different ones at the same moment are both there, one after the other", async () => {
    await Promise.all([log({ outcome: "SOLD", productsSold: ["LIVRET_A"] }), log({ outcome: "SOLD", productsSold: ["HOME_INSURANCE"] })]);
    expect(await count("holding")).toBe(3);
    expect(await rows("SELECT segment FROM client_score WHERE client_id = $1")).toEqual([{ segment: "DEVELOP" }]);
  });
});

describe("a correction is an entry of its own that points to the first", () => {
  it("reverses, visibly, what the first had sold by mistake, and the scores with it", async () => {
    const mistaken = randomUUID();
    const before = await offers();
    await log({ id: mistaken, ...SOLD_TWO });
    const effect = await log({ correctsId: mistaken });
    expect(effect.after).toEqual({ pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE" });
    expect(await rows("SELECT product_code, status FROM holding WHERE client_id = $1 AND interaction_id = $2 ORDER BY 1", mistaken)).toEqual([
      { product_code: "HOME_INSURANCE", status: "REVERSED" },
      { product_code: "LIVRET_A", status: "REVERSED" },
    ]);
    expect(await rows("SELECT outcome, corrects_id FROM interaction WHERE client_id = $1 ORDER BY recorded_at")).toEqual([
      { outcome: "SOLD", corrects_id: null },
      { outcome: "DISCUSSED", corrects_id: mistaken },
    ]);
    // Counted in the segment of before and taken back in that of after: offers learn by segment.
    expect(Object.values(difference(before, await offers())).flat().reduce((sum, value) => sum + value, 0)).toBe(2);
  });

  it("keeps what both sold, and a second correction reverses that too", async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    await log({ id: first, ...SOLD_TWO });
    await log({ id: second, correctsId: first, outcome: "SOLD", productsSold: ["LIVRET_A"] });
    expect(await standingSales()).toEqual(["LIVRET_A"]);
    await log({ correctsId: second });
    expect(await standingSales()).toEqual([]);
    expect(await count("holding")).toBe(3);
  });

  it("leaves alone what the bank has confirmed meanwhile", async () => {
    const first = randomUUID();
    await log({ id: first, ...SOLD_TWO });
    await owner.query("UPDATE holding SET status = 'CONFIRMED' WHERE client_id = $1 AND product_code = 'LIVRET_A'", [clientId]);
    await log({ correctsId: first });
    expect(await rows("SELECT product_code FROM holding WHERE client_id = $1 AND status = 'CONFIRMED' ORDER BY 1")).toEqual([{ product_code: "DAV" }, { product_code: "LIVRET_A" }]);
  });

  it("takes back the contact, the complaint, the satisfaction and the next step of the first", async () => {
    const first = randomUUID();
    await log({ id: first, outcome: "COMPLAINT_RECEIVED", satisfaction: 1, nextStepOn: addDays(TEST_TODAY, 7) });
    await log({ correctsId: first, outcome: "NO_ANSWER" });
    expect(await complaintSince()).toBeNull();
    expect(await openKinds()).toEqual(["PERSONAL_FOLLOW_UP"]);
    expect(await rows("SELECT status FROM next_action WHERE client_id = $1 AND id = $2", first)).toEqual([{ status: "WITHDRAWN" }]);
    expect(await rows("SELECT last_contact_on FROM client WHERE id = $1")).toEqual([{ last_contact_on: null }]);
  });

  it.each([
    ["a correction that agrees on the same keeps the step where it was moved to", { due_on: addDays(TEST_TODAY, 3) }, "OPEN", [addDays(TEST_TODAY, 3)]],
    ["nor does it ask again for what was done", { status: "DONE" }, "DONE", []],
  ])("%s", async (_, change, was, open) => {
    const step = { nextStepOn: addDays(TEST_TODAY, -2), nextStepMinute: 600, nextStepLength: 30 };
    const first = randomUUID();
    await log({ id: first, occurredOn: addDays(TEST_TODAY, -9), ...step });
    const [[column, value] = ["", ""]] = Object.entries(change);
    await owner.query(`UPDATE next_action SET ${column} = $2 WHERE id = $1`, [first, value]);
    await log({ correctsId: first, occurredOn: addDays(TEST_TODAY, -9), ...step });
    expect(await rows("SELECT due_on::text AS on FROM next_action WHERE client_id = $1 AND origin = 'PLANNED' AND status = 'OPEN'")).toEqual(open.map((on) => ({ on })));
    expect(await rows("SELECT status FROM next_action WHERE client_id = $1 AND id = $2", first)).toEqual([{ status: was === "OPEN" ? "WITHDRAWN" : was }]);
  });

  it("is refused for an entry of another client, and for one that was corrected before", async () => {
    const [elsewhere, first] = [randomUUID(), randomUUID()];
    const other = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
    await log({ id: elsewhere, clientId: other });
    await expect(log({ correctsId: elsewhere })).rejects.toEqual(refusal("INVALID", { correctsId: "correctedUnknown" }));
    await log({ id: first });
    await log({ correctsId: first });
    await expect(log({ correctsId: first })).rejects.toEqual(refusal("CONFLICT"));
  });
});

describe("what is refused leaves nothing behind", () => {
  it.each(["colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst", "administrator"] as const)(
    "%s does not log for someone else's client: as if there were none",
    async (who) => {
      const stored = await contents();
      await expect(log(SOLD_TWO, staff[who])).rejects.toEqual(refusal("NOT_FOUND"));
      await expect(log({ ...SOLD_TWO, clientId: 2_000_000_000 }, staff[who])).rejects.toEqual(refusal("NOT_FOUND"));
      expect(await contents()).toEqual(stored);
    },
  );

  it.each([
    ["a day ahead", { occurredOn: addDays(TEST_TODAY, 1) }, { occurredOn: "dayInFuture" }],
    ["a day over a year ago", { occurredOn: addDays(TEST_TODAY, -366) }, { occurredOn: "dayTooOld" }],
    ["a next step on the day of the contact without an hour", { nextStepOn: TEST_TODAY }, { nextStepOn: "dayNotAfter" }],
    ["a next step before the contact", { nextStepOn: addDays(TEST_TODAY, -1), nextStepMinute: 600, nextStepLength: 30 }, { nextStepOn: "dayNotAfter" }],
    ["an unknown product sold", { outcome: "SOLD", productsSold: ["MOON_LOAN"] }, { productsSold: "productUnknown" }],
    ["an unknown product discussed", { productsDiscussed: ["MOON_LOAN"] }, { productsDiscussed: "productUnknown" }],
  ] as const)("%s", async (_, over, fields) => {
    const stored = await contents();
    await expect(log(over as Partial<LogInteractionDraft>)).rejects.toEqual(refusal("INVALID", fields));
    expect(await contents()).toEqual(stored);
  });

  it.each(["score_history", "audit_entry"])("a failure at %s, after the entry was written, takes it all back", async (table) => {
    const stored = await contents();
    await owner.query(`CREATE FUNCTION break_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken on purpose'; END $$`);
    await owner.query(`CREATE TRIGGER broken BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION break_${table}()`);
    const input = { id: randomUUID(), ...SOLD_TWO, consents: { SMS: true }, satisfaction: 5 };
    await expect(log(input)).rejects.toThrow();
    await owner.query(`DROP TRIGGER broken ON ${table}`);
    expect(await contents()).toEqual(stored);
    // The same submission, sent again once all is well, is saved.
    expect((await log(input)).repeated).toBe(false);
  });
});

async function rows(sql: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>(sql, [clientId, ...values])).rows;
}

async function count(table: string): Promise<unknown> {
  return (await rows(`SELECT count(*)::int AS n FROM ${table} WHERE client_id = $1`))[0]?.n;
}

async function openKinds(): Promise<unknown[]> {
  return (await rows("SELECT kind::text FROM next_action WHERE client_id = $1 AND status = 'OPEN' ORDER BY 1")).map((row) => row.kind);
}

async function complaintSince(): Promise<unknown> {
  return (await rows("SELECT complaint_open_since::text AS since FROM client WHERE id = $1"))[0]?.since;
}

async function standingSales(): Promise<unknown[]> {
  return (await rows("SELECT product_code FROM holding WHERE client_id = $1 AND status = 'UNCONFIRMED' ORDER BY 1")).map((row) => row.product_code);
}

type Offers = Record<string, [accepted: number, declined: number]>;

/** Logged outcomes of offers by product and segment. */
async function offers(): Promise<Offers> {
  const { rows: found } = await owner.query<{ key: string; accepted: number; declined: number }>(
    "SELECT product_code || ' ' || segment AS key, accepted, declined FROM offer_outcome",
  );
  return Object.fromEntries(found.map(({ key, accepted, declined }) => [key, [accepted, declined]]));
}

function difference(before: Offers, after: Offers): Offers {
  const moved = Object.entries(after).map(([key, [accepted, declined]]): [string, [number, number]] => {
    const [acceptedBefore, declinedBefore] = before[key] ?? [0, 0];
    return [key, [accepted - acceptedBefore, declined - declinedBefore]];
  });
  return Object.fromEntries(moved.filter(([, [accepted, declined]]) => accepted !== 0 || declined !== 0));
}

/** All that one client owns, and what the bank learns from logging. */
async function contents(): Promise<Record<string, unknown>> {
  const tables = ["client_consent", "client_score", "consent_change", "holding", "interaction", "next_action", "satisfaction_answer", "score_history", "audit_entry"];
  const all: Record<string, unknown> = { client: await rows("SELECT * FROM client WHERE id = $1"), offers: await offers() };
  for (const table of tables) all[table] = await rows(`SELECT * FROM ${table} t WHERE client_id = $1 ORDER BY t::text`);
  return all;
}
