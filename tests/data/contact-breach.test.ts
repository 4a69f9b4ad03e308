import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { contactAnswerFor, CONSENT_CHANNELS, type ConsentStates, type InteractionChannel } from "@/lib/domain/contact-policy";
import { addDays, type Day } from "@/lib/domain/dates";
import { CATALOGUE } from "@/prisma/catalogue";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertConsent, insertHolding, insertInteraction } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** Was a contact made against the policy? The database answers out of history what contactAnswer() answers out of the facts of that day. */
const { owner } = await testDatabase();
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});

const MADE_ON: Day = "2026-10-14";
const products = ["LIVRET_A", "HOME_INSURANCE", "PERSONAL_LOAN", "LIFE_INSURANCE", "ALERTS"] as const;

/** What was known on the eve, and what was said. `ago`: days before the contact, 0 the day itself. */
const scene = fc.record({
  // Not the fortnight before the law on calls: asked ahead, the policy names the rule that will forbid it then.
  madeOn: fc.constantFrom<Day>(MADE_ON, MADE_ON, "2026-07-20", "2026-08-11"),
  channel: fc.constantFrom<InteractionChannel>("PHONE", "PHONE", "PHONE", "EMAIL", "SMS", "POST", "APP", "BRANCH", "VIDEO"),
  commercial: fc.constantFrom(true, true, true, false),
  discussed: fc.uniqueArray(fc.constantFrom(...products), { maxLength: 2 }),
  consents: fc.array(fc.record({ channel: fc.constantFrom(...CONSENT_CHANNELS), granted: fc.boolean(), proven: fc.boolean(), ago: fc.integer({ min: 0, max: 4 }), kept: fc.boolean() }), { maxLength: 5 }),
  held: fc.array(fc.record({ code: fc.constantFrom(...products), openedAgo: fc.integer({ min: 0, max: 2 }), closedAgo: fc.option(fc.integer({ min: -2, max: 1 })) }), { maxLength: 2 }),
  others: fc.array(fc.record({ ago: fc.integer({ min: -3, max: 16 }), commercial: fc.boolean(), isReached: fc.boolean(), isCorrected: fc.boolean() }), { maxLength: 2 }),
  complaints: fc.array(fc.record({ ago: fc.integer({ min: 0, max: 6 }), isResolved: fc.constantFrom(true, true, false) }), { maxLength: 2 }),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

it("what history forbade is what the policy would have answered on that day", async () => {
  const seen = new Map<string, number>();
  for (const one of fc.sample(scene, { numRuns: 400, seed: 22 })) {
    const { clientId, contactId } = await insertScene(one);
    const { rows: [found] } = await owner.query<{ rule: string | null }>("SELECT contact_breach($1, $2) AS rule", [clientId, contactId]);
    const expected = answerOf(one);
    expect({ one, rule: found?.rule }).toEqual({ one, rule: expected });
    seen.set(String(expected), (seen.get(String(expected)) ?? 0) + 1);
  }
  for (const rule of ["null", "COMPLAINT_OPEN", "CONSENT_REFUSED", "CONSENT_UNPROVEN", "CONSENT_NOT_ASKED", "RECENT_COMMERCIAL_CONTACT"]) expect({ rule, often: (seen.get(rule) ?? 0) >= 5 }).toEqual({ rule, often: true });
}, 120_000);

it("a refusal that the contact itself brought forbids it not", async () => {
  const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  const contactId = await insertInteraction(owner, { clientId, occurredAt: `${MADE_ON}T12:00:00Z`, channel: "EMAIL", commercial: true, productsDiscussed: ["LDDS"] });
  await insertHolding(owner, { clientId, productCode: "LIVRET_A" });
  await insertConsent(owner, { clientId, channel: "EMAIL", granted: false, recordedOn: addDays(MADE_ON, -1) });
  await insertRow(owner, "consent_change", { clientId, id: randomUUID(), channel: "EMAIL", granted: true, recordedAt: `${addDays(MADE_ON, -1)}T08:00:00Z` });
  await insertRow(owner, "consent_change", { clientId, id: randomUUID(), channel: "EMAIL", granted: false, recordedAt: `${addDays(MADE_ON, -1)}T12:00:00Z`, interactionId: contactId });
  const { rows } = await owner.query("SELECT contact_breach($1, $2) AS rule", [clientId, contactId]);
  expect(rows).toEqual([{ rule: null }]);
});

async function insertScene(one: Scene): Promise<{ clientId: number; contactId: string }> {
  const { madeOn } = one;
  const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  for (const [place, { channel, granted, proven, ago }] of changesOf(one).entries()) {
    await insertRow(owner, "consent_change", { clientId, id: randomUUID(), channel, granted, proof: granted && proven ? "GED" : null, recordedAt: `${addDays(madeOn, -ago)}T08:0${place}:00Z` });
  }
  for (const { channel, granted, proven, ago } of keptOf(one)) await insertConsent(owner, { clientId, channel, granted, proof: granted && proven ? "GED" : null, recordedOn: addDays(madeOn, -ago) });
  for (const { code, openedAgo, closedAgo } of one.held) {
    await insertHolding(owner, { clientId, productCode: code, openedOn: addDays(madeOn, -openedAgo), closedOn: closedAgo === null ? null : addDays(madeOn, -closedAgo) });
  }
  for (const { ago, commercial, isReached, isCorrected } of one.others) {
    const other = await insertInteraction(owner, { clientId, occurredAt: `${addDays(madeOn, -ago)}T09:00:00Z`, channel: "BRANCH", commercial, outcome: isReached ? "DISCUSSED" : "NO_ANSWER" });
    if (isCorrected) await insertInteraction(owner, { clientId, occurredAt: `${addDays(madeOn, -ago)}T09:00:00Z`, channel: "BRANCH", outcome: "NO_ANSWER", cancels: true, correctsId: other });
  }
  for (const [place, { ago, isResolved }] of one.complaints.entries()) {
    await insertInteraction(owner, { clientId, occurredAt: `${addDays(madeOn, -ago)}T07:0${place}:00Z`, channel: "PHONE", outcome: isResolved ? "COMPLAINT_RESOLVED" : "COMPLAINT_RECEIVED" });
  }
  const contactId = await insertInteraction(owner, { clientId, occurredAt: `${madeOn}T12:00:00Z`, channel: one.channel, commercial: one.commercial, outcome: "DISCUSSED", productsDiscussed: [...one.discussed] });
  return { clientId, contactId };
}

/** In the order in which they were recorded. */
const changesOf = ({ consents }: Scene) => consents.filter(({ kept }) => !kept).sort((a, b) => b.ago - a.ago);
/** One a channel, as the table has it. */
const keptOf = ({ consents }: Scene) => [...new Map(consents.filter(({ kept }) => kept).map((consent) => [consent.channel, consent])).values()];

function answerOf(one: Scene): string | null {
  const universeOf = (code: string) => CATALOGUE.find((product) => product.code === code)?.universe ?? "SERVICES";
  const known = [...keptOf(one), ...changesOf(one)].filter(({ ago }) => ago > 0);
  const consents: ConsentStates = Object.fromEntries(known.map(({ channel, granted, proven }) => [channel, granted ? (proven ? "PROVEN" : "GRANTED") : "REFUSED"]));
  const complaint = one.complaints.map((entry, place) => ({ ...entry, place })).filter(({ ago }) => ago > 0).sort((a, b) => a.ago - b.ago || b.place - a.place)[0];
  // The nearest before it; what came afterwards is to blame itself.
  const before = one.others.filter(({ ago, commercial, isReached, isCorrected }) => ago >= 0 && commercial && isReached && !isCorrected).map(({ ago }) => ago).sort((a, b) => a - b)[0];
  const answer = contactAnswerFor(one.discussed.map((code) => ({ universe: universeOf(code), forFragile: CATALOGUE.find((product) => product.code === code)?.forFragile ?? false })), {
    status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: complaint && !complaint.isResolved ? addDays(one.madeOn, -complaint.ago) : null,
    lastCommercialContactOn: before === undefined ? null : addDays(one.madeOn, -before), consents,
    runningUniverses: one.held.filter(({ openedAgo, closedAgo }) => openedAgo > 0 && (closedAgo === null || closedAgo < 0)).map(({ code }) => universeOf(code)),
  }, { commercial: one.commercial, channel: one.channel, profiled: false, at: { day: one.madeOn, minute: null } });
  return answer.verdict === "FORBIDDEN" ? answer.rule : null;
}
