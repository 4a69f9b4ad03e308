import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Moment } from "@/lib/domain/call-hours";
import {
  CALL_CONSENT_FROM, CONSENT_CHANNELS, contactAnswer, contactAnswerFor, INTERACTION_CHANNELS, mayUseChannel,
  type AskedProduct, type ConsentState, type ContactAsk, type ContactFacts, type ContactRule,
} from "@/lib/domain/contact-policy";
import { addDays, type Day } from "@/lib/domain/dates";
import { UNIVERSES } from "@/lib/domain/universes";
import { TEST_TODAY } from "@/tests/support/factories";
import { contactFacts, daysAgo } from "@/tests/support/facts";

const offer = (universe: string, over: Partial<AskedProduct> = {}): AskedProduct => ({ universe, forFragile: false, ...over });
const sale = (over: Partial<ContactAsk> = {}): ContactAsk => ({ commercial: true, channel: "APP", product: offer("INSURANCE"), profiled: false, at: { day: TEST_TODAY, minute: null }, ...over });
const everything = contactFacts({
  status: "DECEASED", protected: true, fragile: true, complaintOpenSince: daysAgo(1), profilingObjectedOn: daysAgo(1), lastCommercialContactOn: daysAgo(1), consents: { PHONE: "REFUSED" },
});

describe("a commercial contact", () => {
  it.each<[string, Partial<ContactFacts>, Partial<ContactAsk>, ContactRule, string | null]>([
    ["without any reserve", {}, {}, "NOT_REFUSED", null],
    ["with a deceased client", { status: "DECEASED" }, {}, "DECEASED", null],
    ["with a protected client", { protected: true }, {}, "PROTECTED", null],
    ["with a client in difficulty", { fragile: true }, {}, "FRAGILE", null],
    ["with a client in difficulty, of nothing in particular", { fragile: true }, { product: null }, "FRAGILE", null],
    ["with a client in difficulty, of the specific offer", { fragile: true }, { product: offer("SERVICES", { forFragile: true }) }, "NOT_REFUSED", null],
    ["while a complaint is open", { complaintOpenSince: TEST_TODAY }, {}, "COMPLAINT_OPEN", null],
    ["drawn from peers, with someone who objects", { profilingObjectedOn: TEST_TODAY }, { profiled: true }, "PROFILING_OBJECTED", null],
    ["drawn from nothing, with someone who objects to profiling", { profilingObjectedOn: TEST_TODAY }, {}, "NOT_REFUSED", null],
    ["on the day of another", { lastCommercialContactOn: TEST_TODAY }, {}, "RECENT_COMMERCIAL_CONTACT", "2026-12-04"],
    ["13 days after another", { lastCommercialContactOn: daysAgo(13) }, {}, "RECENT_COMMERCIAL_CONTACT", "2026-11-21"],
    ["14 days after another", { lastCommercialContactOn: daysAgo(14) }, {}, "NOT_REFUSED", null],
    ["logged late, 13 days before another", { lastCommercialContactOn: TEST_TODAY }, { at: { day: daysAgo(13), minute: null } }, "RECENT_COMMERCIAL_CONTACT", "2026-12-04"],
    ["logged late, 14 days before another", { lastCommercialContactOn: TEST_TODAY }, { at: { day: daysAgo(14), minute: null } }, "NOT_REFUSED", null],
    ["in the branch", { consents: { PHONE: "REFUSED" } }, { channel: "BRANCH" }, "IN_PERSON", null],
    ["on video, by appointment", {}, { channel: "VIDEO" }, "IN_PERSON", null],
    ["in the branch too soon after another", { lastCommercialContactOn: daysAgo(2) }, { channel: "BRANCH" }, "RECENT_COMMERCIAL_CONTACT", "2026-12-02"],
  ])("%s", (_, over, ask, rule, until) => {
    expect(contactAnswer(contactFacts(over), sale(ask))).toMatchObject({ rule, until: until && { day: until } });
  });

  it("is refused for the gravest of several causes, and for the next once it is lifted", () => {
    const lifted: Partial<ContactFacts>[] = [
      {}, { status: "ACTIVE" }, { protected: false }, { fragile: false }, { complaintOpenSince: null }, { profilingObjectedOn: null },
      { consents: { PHONE: "GRANTED" } }, { consents: {} }, { consents: { PHONE: "PROVEN" } }, { lastCommercialContactOn: null },
    ];
    const ask = sale({ channel: "PHONE", profiled: true, at: { day: TEST_TODAY, minute: 9 * 60 } });
    const rules = lifted.map((_, count) => contactAnswer(Object.assign({}, everything, ...lifted.slice(0, count + 1)), ask).rule);
    expect(rules).toEqual([
      "DECEASED", "PROTECTED", "FRAGILE", "COMPLAINT_OPEN", "PROFILING_OBJECTED", "CONSENT_REFUSED", "CONSENT_UNPROVEN", "CONSENT_NOT_ASKED",
      "RECENT_COMMERCIAL_CONTACT", "CALL_HOURS",
    ]);
  });
});

describe("consent, by channel: refused, granted, granted with proof, never asked", () => {
  const states: (ConsentState | undefined)[] = ["REFUSED", "GRANTED", "PROVEN", undefined];
  const rulesOf = (channel: (typeof CONSENT_CHANNELS)[number], over: Partial<ContactFacts> = {}, ask: Partial<ContactAsk> = {}) =>
    states.map((state) => contactAnswer(contactFacts({ ...over, consents: state ? { [channel]: state } : {} }), sale({ channel, ...ask })).rule);

  it.each<[(typeof CONSENT_CHANNELS)[number], ContactRule[]]>([
    ["PHONE", ["CONSENT_REFUSED", "CONSENT_UNPROVEN", "CONSENT_PROVEN", "CONSENT_NOT_ASKED"]],
    ["EMAIL", ["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "CONSENT_NOT_ASKED"]],
    ["SMS", ["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "CONSENT_NOT_ASKED"]],
    ["POST", ["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "NOT_REFUSED"]],
    ["APP", ["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "NOT_REFUSED"]],
  ])("%s: %j", (channel, rules) => {
    expect(rulesOf(channel)).toEqual(rules);
  });

  it.each<[Day, ContactRule[]]>([
    ["2026-08-10", ["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "NOT_REFUSED"]],
    ["2026-08-11", ["CONSENT_REFUSED", "CONSENT_UNPROVEN", "CONSENT_PROVEN", "CONSENT_NOT_ASKED"]],
  ])("a call on %s: %j", (day, rules) => {
    expect(rulesOf("PHONE", {}, { at: { day, minute: null } })).toEqual(rules);
  });

  it("a wait that ends after the law begins is no wait: consent is wanting", () => {
    const facts = contactFacts({ lastCommercialContactOn: "2026-08-01" });
    expect(contactAnswer(facts, sale({ channel: "PHONE", at: { day: "2026-08-08", minute: null } }))).toMatchObject({ rule: "CONSENT_NOT_ASKED", until: null });
    expect(contactAnswer({ ...facts, lastCommercialContactOn: "2026-07-26" }, sale({ channel: "PHONE", at: { day: "2026-08-08", minute: null } }))).toMatchObject({ until: { day: "2026-08-09" } });
  });

  it("a running contract takes its place where the product relates to it, never against a refusal", () => {
    expect(rulesOf("PHONE", { runningUniverses: ["CREDIT"] })).toEqual(["CONSENT_REFUSED", "RUNNING_CONTRACT", "CONSENT_PROVEN", "RUNNING_CONTRACT"]);
    expect(rulesOf("EMAIL", { runningUniverses: ["INSURANCE"] })).toEqual(["CONSENT_REFUSED", "CONSENT_GRANTED", "CONSENT_PROVEN", "SIMILAR_PRODUCT"]);
  });

  it("what relates to a contract for a call is more than what is like it for a message", () => {
    const granted = (channel: "PHONE" | "EMAIL") =>
      UNIVERSES.map((running) => UNIVERSES.filter((universe) => contactAnswer(contactFacts({ runningUniverses: [running] }), sale({ channel, product: offer(universe) })).verdict === "ALLOWED_ON_GROUND"));
    expect(granted("EMAIL")).toEqual(UNIVERSES.map((universe) => [universe]));
    expect(granted("PHONE")).toEqual([["DAILY_BANKING", "SERVICES"], ["SAVINGS"], ["CREDIT", "INSURANCE"], ["CREDIT", "INSURANCE"], ["INVESTMENTS"], ["DAILY_BANKING", "SERVICES"]]);
  });

  it("a ground is named as one, and needs a product", () => {
    const facts = contactFacts({ runningUniverses: ["INSURANCE"] });
    expect(contactAnswer(facts, sale({ channel: "PHONE" }))).toEqual({ verdict: "ALLOWED_ON_GROUND", rule: "RUNNING_CONTRACT", ground: "RUNNING_CONTRACT", until: null });
    expect(contactAnswer(facts, sale({ channel: "PHONE", product: null })).rule).toBe("CONSENT_NOT_ASKED");
  });
});

describe("the hours of a commercial call", () => {
  const proven = contactFacts({ consents: { PHONE: "PROVEN" } });
  const at = (day: Day, minute: number) => contactAnswer(proven, sale({ channel: "PHONE", at: { day, minute } }));

  it("count for a call alone, and only where an hour is asked about", () => {
    expect(at("2026-11-20", 9 * 60 + 59)).toMatchObject({ rule: "CALL_HOURS", until: { day: "2026-11-20", minute: 600 } });
    expect(at("2026-11-20", 10 * 60).rule).toBe("CONSENT_PROVEN");
    expect(contactAnswer(proven, sale({ channel: "PHONE", at: { day: "2026-11-22", minute: null } })).rule).toBe("CONSENT_PROVEN");
    expect(contactAnswer(proven, sale({ channel: "APP", at: { day: "2026-11-22", minute: 0 } })).rule).toBe("NOT_REFUSED");
  });

  it("after a recent contact, the first free minute is one at which calls are allowed", () => {
    const facts = { ...proven, lastCommercialContactOn: "2026-11-14" as Day };
    // 14 days later it is a Saturday.
    expect(contactAnswer(facts, sale({ channel: "PHONE", at: { day: TEST_TODAY, minute: 660 } }))).toMatchObject({ rule: "RECENT_COMMERCIAL_CONTACT", until: { day: "2026-11-30", minute: 600 } });
  });
});

/** About the day on which the law on calls begins, and about today. */
const anyDay = fc.tuple(fc.constantFrom<Day>(CALL_CONSENT_FROM, TEST_TODAY), fc.integer({ min: -20, max: 20 })).map(([day, days]) => addDays(day, days));
const anyFacts: fc.Arbitrary<ContactFacts> = fc.record({
  status: fc.constantFrom("ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "CLOSED", "CLOSED", "DECEASED"),
  protected: fc.constantFrom(false, false, false, true),
  fragile: fc.constantFrom(false, false, false, true),
  profilingObjectedOn: fc.option(anyDay, { nil: null }),
  complaintOpenSince: fc.constantFrom<Day | null>(null, null, null, TEST_TODAY),
  lastCommercialContactOn: fc.option(anyDay, { nil: null }),
  consents: fc.dictionary(fc.constantFrom(...CONSENT_CHANNELS), fc.constantFrom<ConsentState>("REFUSED", "GRANTED", "PROVEN")),
  runningUniverses: fc.subarray([...UNIVERSES]),
});
const anyMoment: fc.Arbitrary<Moment> = fc.record({ day: anyDay, minute: fc.option(fc.integer({ min: 0, max: 1_439 }), { nil: null }) });
const anyAsk: fc.Arbitrary<ContactAsk> = fc.record({
  commercial: fc.boolean(),
  channel: fc.constantFrom(...INTERACTION_CHANNELS),
  product: fc.option(fc.record({ universe: fc.constantFrom(...UNIVERSES), forFragile: fc.boolean() }), { nil: null }),
  profiled: fc.boolean(),
  at: anyMoment,
});
const RUNS = { numRuns: 3_000 };

describe("whoever asks, of whomever", () => {
  it("a service contact is stopped by death alone", () => {
    fc.assert(
      fc.property(anyFacts, anyAsk, (facts, ask) => {
        const { verdict, rule } = contactAnswer(facts, { ...ask, commercial: false });
        expect([verdict, rule]).toEqual(facts.status === "DECEASED" ? ["FORBIDDEN", "DECEASED"] : ["ALLOWED", "SERVICE_CONTACT"]);
      }),
      RUNS,
    );
  });

  it("a refused channel is never used to sell, whatever else is true", () => {
    fc.assert(
      fc.property(anyFacts, anyAsk, fc.constantFrom(...CONSENT_CHANNELS), (facts, ask, channel) => {
        expect(contactAnswer({ ...facts, consents: { ...facts.consents, [channel]: "REFUSED" } }, { ...ask, commercial: true, channel }).verdict).toBe("FORBIDDEN");
      }),
      RUNS,
    );
  });

  it("is free at the moment that is named, and not just before", () => {
    let named = 0;
    fc.assert(
      fc.property(anyFacts, anyAsk, fc.boolean(), (some, asked, isHindered) => {
        // Most causes have no end: half of the clients have none of them.
        const facts: ContactFacts = isHindered ? some : { ...some, status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: null };
        const ask = isHindered ? asked : { ...asked, commercial: true };
        const { until } = contactAnswer(facts, ask);
        if (until === null) return;
        named++;
        const [then, before] = [until, justBefore(until)].map((at) => contactAnswer(facts, { ...ask, at }).verdict);
        expect(then).not.toBe("FORBIDDEN");
        expect(before).toBe("FORBIDDEN");
      }),
      RUNS,
    );
    expect(named).toBeGreaterThan(200);
  });

  it("several products are judged by the one that is judged hardest", () => {
    const facts = contactFacts({ runningUniverses: ["CREDIT"] });
    const ask = { commercial: true, channel: "PHONE", profiled: false, at: { day: TEST_TODAY, minute: null } } as const;
    expect(contactAnswerFor([offer("INSURANCE"), offer("SAVINGS")], facts, ask).rule).toBe("CONSENT_NOT_ASKED");
    expect(contactAnswerFor([offer("INSURANCE"), offer("CREDIT")], facts, ask).rule).toBe("RUNNING_CONTRACT");
    expect(contactAnswerFor([], facts, { ...ask, commercial: false }).rule).toBe("SERVICE_CONTACT");
  });
});

function justBefore({ day, minute }: Moment): Moment {
  if (minute === null) return { day: addDays(day, -1), minute };
  return minute === 0 ? { day: addDays(day, -1), minute: 1_439 } : { day, minute: minute - 1 };
}

describe("a channel to serve by", () => {
  it.each(CONSENT_CHANNELS)("%s is not used once refused; it is when granted or never asked about", (channel) => {
    expect([mayUseChannel(channel, { [channel]: "REFUSED" }), mayUseChannel(channel, { [channel]: "GRANTED" }), mayUseChannel(channel, {})]).toEqual([false, true, true]);
  });

  it("where the client comes in person needs no consent", () => {
    const refused = Object.fromEntries(CONSENT_CHANNELS.map((channel) => [channel, "REFUSED" as const]));
    expect(INTERACTION_CHANNELS.filter((channel) => mayUseChannel(channel, refused))).toEqual(["BRANCH", "VIDEO"]);
  });
});
