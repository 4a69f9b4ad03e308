import { describe, expect, it } from "vitest";
import { isCommercial } from "@/lib/domain/action-policy";
import type { ContactBlock } from "@/lib/domain/contact-policy";
import { addDays } from "@/lib/domain/dates";
import { CADENCE_DAYS, planNextActions, type ActionFacts, type NextActionKind } from "@/lib/domain/next-actions";
import type { ServiceModel } from "@/lib/domain/profile";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { TEST_TODAY } from "@/tests/support/factories";
import { actionContext, actionFacts, daysAgo, held, offerable, peersHold } from "@/tests/support/facts";

const inDays = (count: number) => addDays(TEST_TODAY, count);
const planOf = (segment: Segment | null, over: Partial<ActionFacts> = {}) => planNextActions(actionFacts(segment, over), actionContext());
const kindsOf = (segment: Segment | null, over: Partial<ActionFacts> = {}) => planOf(segment, over).map((action) => action.kind);
const actionOf = (kind: NextActionKind, segment: Segment | null, over: Partial<ActionFacts> = {}) => planOf(segment, over).find((action) => action.kind === kind);
const HOME_GAP = peersHold({ HOME: 62 }, { HOME: { entryLevel: true } });

describe("the channel", () => {
  const ALL_REFUSED = { PHONE: "REFUSED", EMAIL: "REFUSED", SMS: "REFUSED", POST: "REFUSED", APP: "REFUSED" } as const;
  it.each<[ServiceModel, ActionFacts["consents"], string, string, string | null]>([
    ["DEDICATED", { PHONE: "PROVEN" }, "PHONE", "PHONE", null],
    ["DEDICATED", {}, "PHONE", "POST", null],
    ["DEDICATED", { PHONE: "GRANTED", EMAIL: "GRANTED" }, "PHONE", "EMAIL", null],
    ["DIGITAL", {}, "APP", "APP", null],
    ["TRADITIONAL", {}, "PHONE", "POST", null],
    ["HYBRID", {}, "PHONE", "APP", null],
    ["DIGITAL", { APP: "REFUSED", EMAIL: "REFUSED" }, "VIDEO", "POST", null],
    ["TRADITIONAL", { PHONE: "REFUSED", POST: "REFUSED" }, "BRANCH", "APP", null],
    ["DEDICATED", { ...ALL_REFUSED, SMS: "GRANTED" }, "BRANCH", "SMS", null],
    ["HYBRID", { POST: "REFUSED", APP: "REFUSED" }, "PHONE", "PHONE", "CONSENT_NOT_ASKED"],
    ["HYBRID", { PHONE: "GRANTED", POST: "REFUSED", APP: "REFUSED" }, "PHONE", "PHONE", "CONSENT_UNPROVEN"],
    ["DIGITAL", ALL_REFUSED, "VIDEO", "BRANCH", "CONSENT_REFUSED"],
  ])("of %s who said %j: %s to serve, %s to offer, blocked: %s", (serviceModel, consents, service, commercial, blockedBy) => {
    const over = { ...HOME_GAP, serviceModel, consents };
    expect(actionOf("PERSONAL_FOLLOW_UP", "DEVELOP", over)).toMatchObject({ channel: service, ground: null, blockedBy: null });
    expect(actionOf("TARGETED_OFFER", "DEVELOP", over)).toMatchObject({ channel: commercial, ground: null, blockedBy });
  });

  it("without consent rests on a running contract that the product complements", () => {
    expect(actionOf("TARGETED_OFFER", "DEVELOP", { ...HOME_GAP, runningUniverses: ["CREDIT"] })).toMatchObject({ channel: "PHONE", ground: "RUNNING_CONTRACT", blockedBy: null });
    expect(actionOf("TARGETED_OFFER", "DEVELOP", { ...HOME_GAP, runningUniverses: ["INSURANCE"], consents: { PHONE: "REFUSED" } })).toMatchObject({ channel: "EMAIL", ground: "SIMILAR_PRODUCT" });
  });

  it("is not kept from a client for good who may be reached by another in a few days", () => {
    expect(actionOf("TARGETED_OFFER", "DEVELOP", { ...HOME_GAP, lastCommercialContactOn: daysAgo(4) })).toMatchObject({ channel: "APP", blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: inDays(10) });
  });
});

describe("where nothing may be proposed, the client still hears from the bank", () => {
  it.each<[string, Partial<ActionFacts>, ContactBlock]>([
    ["someone who objects to profiling", { profilingObjectedOn: daysAgo(9) }, "PROFILING_OBJECTED"],
    ["a protected client", { protected: true }, "PROTECTED"],
    ["someone who complains", { complaintOpenSince: daysAgo(9) }, "COMPLAINT_OPEN"],
  ])("%s", (_, over, blockedBy) => {
    for (const segment of ["DEVELOP", "STIMULATE", "BUILD"] as const) {
      const plan = planOf(segment, { ...HOME_GAP, ...over });
      expect(plan.filter((action) => isCommercial(action.kind))).toMatchObject([{ blockedBy }]);
      expect(plan.find((action) => action.kind === "PERSONAL_FOLLOW_UP")).toMatchObject({ blockedBy: null, dueOn: inDays(CADENCE_DAYS[segment] - 10) });
    }
  });

  it("but a block that is over by the time the contact is due takes nothing from it", () => {
    const recent = { ...HOME_GAP, lastCommercialContactOn: daysAgo(10), lastContactOn: daysAgo(10) };
    expect(kindsOf("STIMULATE", recent)).toEqual(["TARGETED_OFFER"]);
    expect(kindsOf("BUILD", recent)).toEqual(["RE_ENGAGEMENT"]);
    // Long overdue already: it is owed now, and not when the block is over.
    expect(kindsOf("STIMULATE", { ...recent, lastContactOn: daysAgo(400) })).toEqual(["TARGETED_OFFER", "PERSONAL_FOLLOW_UP"]);
  });

  it("meeting again without a product rests on no comparison, and is open to someone who objects to it", () => {
    expect(planOf("BUILD", { profilingObjectedOn: daysAgo(9) })).toMatchObject([{ kind: "RE_ENGAGEMENT", productCode: null, blockedBy: null }]);
  });
});

describe("a client in financial difficulty", () => {
  const SPECIFIC = offerable("SPECIFIC", "DAILY_BANKING", { forFragile: true, offerable: false, minAge: 18 });
  const ALERTS = offerable("ALERTS", "SERVICES", { forFragile: true, entryLevel: true });
  const catalogue = [ALERTS, ...(HOME_GAP.catalogue ?? []), SPECIFIC];
  const offers = (segment: Segment, over: Partial<ActionFacts> = {}) =>
    planOf(segment, { ...HOME_GAP, catalogue, fragile: true, ...over }).filter((action) => isCommercial(action.kind)).map(({ kind, productCode, blockedBy, reason }) => [kind, productCode, blockedBy, reason.code]);

  it("is offered the specific offer, in any segment and whatever the peers hold", () => {
    for (const segment of SEGMENTS) expect(offers(segment)).toEqual([["TARGETED_OFFER", "SPECIFIC", null, "SPECIFIC_OFFER"]]);
  });

  it("then what else belongs to it; then nothing, and the contact is still owed", () => {
    expect(offers("STIMULATE", { held: [held("SPECIFIC", "DAILY_BANKING")] })).toEqual([["TARGETED_OFFER", "ALERTS", null, "SPECIFIC_OFFER"]]);
    const over = { ...HOME_GAP, catalogue, fragile: true, held: [held("SPECIFIC", "DAILY_BANKING"), held("ALERTS", "SERVICES")] };
    expect(kindsOf("BUILD", over)).toEqual(["PERSONAL_FOLLOW_UP"]);
  });

  it("may object to profiling: the specific offer rests on none", () => {
    expect(offers("STIMULATE", { profilingObjectedOn: daysAgo(3) })).toEqual([["TARGETED_OFFER", "SPECIFIC", null, "SPECIFIC_OFFER"]]);
  });

  it("is not offered what does not suit, or was turned down", () => {
    expect(offers("STIMULATE", { birthOn: "2010-01-01" })).toEqual([["TARGETED_OFFER", "ALERTS", null, "SPECIFIC_OFFER"]]);
    const closedActions = [{ kind: "TARGETED_OFFER" as const, productCode: "SPECIFIC", closedOn: daysAgo(5), dismissalReason: "NOT_INTERESTED" as const }];
    expect(offers("STIMULATE", { closedActions })).toEqual([["TARGETED_OFFER", "ALERTS", null, "SPECIFIC_OFFER"]]);
  });

  it("is the only one to be offered what is for them alone", () => {
    const peers = { ...HOME_GAP, catalogue: [SPECIFIC], peerHoldings: [{ productCode: "SPECIFIC", n: 100, holders: 90 }] };
    expect(actionOf("TARGETED_OFFER", "STIMULATE", peers)).toBeUndefined();
  });
});
