import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONSENT_CHANNELS, contactDecision, INTERACTION_CHANNELS, mayUseChannel, type ContactBlock, type ContactFacts } from "@/lib/domain/contact-policy";
import { addDays } from "@/lib/domain/dates";
import { TEST_TODAY } from "@/tests/support/factories";
import { contactFacts, daysAgo } from "@/tests/support/facts";

const everything = contactFacts({ status: "DECEASED", protected: true, complaintOpenSince: daysAgo(1), lastCommercialContactOn: daysAgo(1) });

describe("a commercial contact", () => {
  it.each<[string, Partial<ContactFacts>, ContactBlock | null, string | null]>([
    ["of a client without any reserve", {}, null, null],
    ["of a deceased client", { status: "DECEASED" }, "DECEASED", null],
    ["of a protected client", { protected: true }, "PROTECTED", null],
    ["while a complaint is open", { complaintOpenSince: TEST_TODAY }, "COMPLAINT_OPEN", null],
    ["on the day of another", { lastCommercialContactOn: TEST_TODAY }, "RECENT_COMMERCIAL_CONTACT", "2026-12-04"],
    ["13 days after another", { lastCommercialContactOn: daysAgo(13) }, "RECENT_COMMERCIAL_CONTACT", "2026-11-21"],
    ["14 days after another", { lastCommercialContactOn: daysAgo(14) }, null, null],
  ])("%s is blocked by its cause, or not", (_, over, blockedBy, blockedUntilOn) => {
    expect(contactDecision(contactFacts(over), true, "PHONE", TEST_TODAY)).toEqual({ blockedBy, blockedUntilOn });
  });

  it("is blocked where no channel is left", () => {
    expect(contactDecision(contactFacts(), true, null, TEST_TODAY)).toEqual({ blockedBy: "NO_CONSENT", blockedUntilOn: null });
  });

  it("names the gravest of several causes, and the next once it is lifted", () => {
    const lifted: Partial<ContactFacts>[] = [{}, { status: "ACTIVE" }, { protected: false }, { complaintOpenSince: null }];
    const causes = lifted.map((_, count) => contactDecision(Object.assign({}, everything, ...lifted.slice(0, count + 1)), true, null, TEST_TODAY).blockedBy);
    expect(causes).toEqual(["DECEASED", "PROTECTED", "COMPLAINT_OPEN", "NO_CONSENT"]);
  });

  it("says from which day on it is free, and is free on that day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 40 }), (days) => {
        const facts = contactFacts({ lastCommercialContactOn: daysAgo(days) });
        const { blockedUntilOn } = contactDecision(facts, true, "PHONE", TEST_TODAY);
        if (blockedUntilOn === null) return;
        expect(contactDecision(facts, true, "PHONE", blockedUntilOn).blockedBy).toBeNull();
        expect(contactDecision(facts, true, "PHONE", addDays(blockedUntilOn, -1)).blockedBy).toBe("RECENT_COMMERCIAL_CONTACT");
      }),
    );
  });
});

describe("a service contact", () => {
  it("is owed to a protected client who complains, was called yesterday and refused every channel", () => {
    expect(contactDecision({ ...everything, status: "ACTIVE" }, false, null, TEST_TODAY)).toEqual({ blockedBy: null, blockedUntilOn: null });
  });

  it("is not made with the dead", () => {
    expect(contactDecision(everything, false, "PHONE", TEST_TODAY)).toEqual({ blockedBy: "DECEASED", blockedUntilOn: null });
  });
});

describe("a channel", () => {
  it.each(CONSENT_CHANNELS)("%s is not used once refused; it is when granted or never asked about", (channel) => {
    expect([mayUseChannel(channel, { [channel]: false }), mayUseChannel(channel, { [channel]: true }), mayUseChannel(channel, {})]).toEqual([false, true, true]);
  });

  it("that was refused leaves the others", () => {
    expect(INTERACTION_CHANNELS.filter((channel) => mayUseChannel(channel, { PHONE: false, SMS: false }))).toEqual(["EMAIL", "POST", "APP", "BRANCH", "VIDEO"]);
  });

  it("where the client comes in person needs no consent", () => {
    const refused = Object.fromEntries(CONSENT_CHANNELS.map((channel) => [channel, false]));
    expect(INTERACTION_CHANNELS.filter((channel) => mayUseChannel(channel, refused))).toEqual(["BRANCH", "VIDEO"]);
  });
});
