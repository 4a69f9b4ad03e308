import { describe, expect, it } from "vitest";
import { channelAnswers } from "@/lib/domain/channel-answers";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import { TEST_TODAY } from "@/tests/support/factories";
import { contactFacts, daysAgo } from "@/tests/support/facts";

/** At eleven on a Friday. */
const answersOf = (over: Partial<ContactFacts>) => channelAnswers(contactFacts(over), { day: TEST_TODAY, minute: 660 });
const rulesOf = (over: Partial<ContactFacts>) => Object.fromEntries(answersOf(over).map(({ channel, answer }) => [channel, answer.rule]));

describe("what a client's page says of each channel", () => {
  it("names the rule of each", () => {
    const consents = { PHONE: "PROVEN", EMAIL: "GRANTED", SMS: "REFUSED" } as const;
    expect(rulesOf({ consents })).toEqual({ PHONE: "CONSENT_PROVEN", EMAIL: "CONSENT_GRANTED", SMS: "CONSENT_REFUSED", POST: "NOT_REFUSED", APP: "NOT_REFUSED", BRANCH: "IN_PERSON" });
  });

  it("where consent is wanting, names the families of products that a running contract opens", () => {
    const [phone, email] = answersOf({ runningUniverses: ["CREDIT", "SAVINGS"] });
    expect([phone, email]).toMatchObject([
      { answer: { verdict: "ALLOWED_ON_GROUND", rule: "RUNNING_CONTRACT" }, universes: ["SAVINGS", "CREDIT", "INSURANCE"] },
      { answer: { rule: "SIMILAR_PRODUCT" }, universes: ["SAVINGS", "CREDIT"] },
    ]);
    expect(answersOf({})[0]).toMatchObject({ answer: { rule: "CONSENT_NOT_ASKED" }, universes: [] });
  });

  it("where a wait comes first, says until when, and what may be proposed then", () => {
    expect(answersOf({ runningUniverses: ["CREDIT"], lastCommercialContactOn: daysAgo(3) })[0]).toMatchObject({
      answer: { rule: "RECENT_COMMERCIAL_CONTACT", until: { day: "2026-12-01", minute: 600 } }, universes: ["CREDIT", "INSURANCE"],
    });
  });

  it("of a client in difficulty, speaks of the specific offer", () => {
    expect(rulesOf({ fragile: true, consents: { PHONE: "PROVEN" } })).toMatchObject({ PHONE: "CONSENT_PROVEN", POST: "NOT_REFUSED" });
  });
});
