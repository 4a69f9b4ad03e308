import { describe, expect, it } from "vitest";
import { newDraft, policyOf, submissionOf, withOutcome, type LogDraft, type LogSubject } from "@/components/interactions/log-draft";
import type { AnsweredAction } from "@/components/interactions/log-interaction";
import type { LogContext, LoggedEntry } from "@/lib/domain/interaction-log";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { contactFacts } from "@/tests/support/facts";

const KEY = { id: "7b0f3c1a-6a51-4a63-9d1c-0b0f6a1f7a11", clientId: 12 };
const OFFER: AnsweredAction = { id: "0b6f7a2e-55a5-4f0d-9a7e-0f5f3f2a1b10", kind: "TARGETED_OFFER", channel: "EMAIL", productCode: "PEA", blockedBy: null, blockedUntilOn: null };

const CONTEXT: LogContext = {
  today: "2026-11-20",
  minute: 11 * 60,
  products: [
    { code: "PEA", universe: "INVESTMENTS", forFragile: false, nameFr: "PEA", nameEn: "PEA", isHeld: false },
    { code: "LDDS", universe: "SAVINGS", forFragile: false, nameFr: "LDDS", nameEn: "LDDS", isHeld: true },
  ],
  profile: { maritalStatus: "COUPLE", dependentChildren: 1, occupation: 5, incomeCents: 3_200_050, serviceModel: "HYBRID", email: null, phone: "0612345678" },
  highValue: false,
  contact: contactFacts({ consents: { SMS: "REFUSED", EMAIL: "GRANTED", APP: "PROVEN" } }),
  cadenceDays: 90,
  nextStepOn: "2027-02-18",
};

const ENTRY: LoggedEntry = {
  id: "1f0e6a5c-3c88-4c51-8f7e-4f5a2c1d0e99", occurredOn: "2026-11-10", channel: "BRANCH", outcome: "SOLD", review: false, notes: "Oui",
  productsDiscussed: [], productsSold: ["LDDS"], satisfaction: 4, nextStepOn: "2026-11-15", nextStepMinute: 630, nextStepLength: 45,
};

function subject(over: Partial<LogSubject> = {}): LogSubject {
  return { action: null, corrects: null, context: CONTEXT, ...over };
}

describe("the form as it opens", () => {
  it("starts from the suggestion: its channel, its product, today, no outcome", () => {
    expect(newDraft(subject({ action: OFFER }))).toMatchObject({ channel: "EMAIL", discussed: ["PEA"], occurredOn: "2026-11-20", outcome: null, nextStepOn: "" });
  });

  it("a review that was suggested is noted as one", () => {
    expect(newDraft(subject({ action: { ...OFFER, kind: "PORTFOLIO_REVIEW", productCode: null } })).review).toBe(true);
  });

  it("starts from the entry to correct, with its next step, gone by or not", () => {
    expect(newDraft(subject({ corrects: ENTRY }))).toMatchObject({ occurredOn: "2026-11-10", channel: "BRANCH", outcome: "SOLD", sold: ["LDDS"], satisfaction: 4, nextStepOn: "2026-11-15", nextStepTime: "10:30", nextStepLength: 45 });
  });
});

describe("what is sent", () => {
  it("an untouched form with an outcome is valid, and changes neither profile nor consents", () => {
    const sent = submissionOf({ ...newDraft(subject({ action: OFFER })), outcome: "DISCUSSED" }, subject({ action: OFFER }), KEY);
    expect(logInteractionInput.safeParse(sent)).toMatchObject({ success: true, data: { nextActionId: OFFER.id, profile: {}, consents: {}, nextStepOn: null } });
  });

  it("a sale starts from the suggested product, which is then not discussed besides", () => {
    const draft = withOutcome(newDraft(subject({ action: OFFER })), "SOLD", OFFER);
    expect(submissionOf(draft, subject({ action: OFFER }), KEY)).toMatchObject({ productsSold: ["PEA"], productsDiscussed: [] });
  });

  it("what an outcome has no place for is left out: products sold of a refusal, satisfaction of no answer", () => {
    const draft = { ...newDraft(subject({ corrects: ENTRY })), discussed: ["PEA"] };
    expect(submissionOf({ ...draft, outcome: "DECLINED" }, subject({ corrects: ENTRY }), KEY)).toMatchObject({ productsSold: [], correctsId: ENTRY.id });
    expect(submissionOf({ ...draft, outcome: "NO_ANSWER" }, subject(), KEY)).toMatchObject({ satisfaction: null });
  });

  it.each([
    ["32 000", 3_200_000],
    ["33 000,5", 3_300_050],
    ["33,000.50", 3_300_050],
    ["41500.25 €", 4_150_025],
    ["1.234.567", 123_456_700],
    ["", null],
  ])("an income typed as “%s” is %s cents", (typed, cents) => {
    const draft = newDraft(subject());
    const sent = submissionOf({ ...draft, profile: { ...draft.profile, incomeCents: typed, phone: "" } }, subject(), KEY);
    expect(sent.profile).toEqual({ incomeCents: cents, phone: null });
  });

  it("an income that is no amount is refused by its name", () => {
    const draft = newDraft(subject());
    const sent = submissionOf({ ...draft, outcome: "DISCUSSED", profile: { ...draft.profile, incomeCents: "beaucoup" } }, subject(), KEY);
    expect(logInteractionInput.safeParse(sent).error?.issues).toMatchObject([{ path: ["profile", "incomeCents"], message: "amount" }]);
  });

  it("a consent chosen as it was is no change", () => {
    const sent = submissionOf({ ...newDraft(subject()), consents: { EMAIL: true, SMS: true, PHONE: false } }, subject(), KEY);
    expect(sent.consents).toEqual({ SMS: true, PHONE: false });
  });
});

describe("the proof of a consent", () => {
  const sentOf = (over: Partial<LogDraft>) => submissionOf({ ...newDraft(subject()), outcome: "DISCUSSED", ...over }, subject(), KEY);

  it("is sent with a consent that is granted, now or before, without the spaces around it", () => {
    expect(sentOf({ consents: { PHONE: true }, proofs: { PHONE: " GED 12 ", EMAIL: "GED 13" } })).toMatchObject({ consents: { PHONE: true }, consentProofs: { PHONE: "GED 12", EMAIL: "GED 13" } });
  });

  it("is not sent of a refusal, nor when nothing was typed", () => {
    expect(sentOf({ consents: { PHONE: false, EMAIL: false }, proofs: { PHONE: "GED 12", EMAIL: "GED 13", SMS: "GED 14", APP: "  " } }).consentProofs).toEqual({});
  });

  it("of a refusal is refused by the server, and so is one that is too long", () => {
    const input = sentOf({});
    const faultOf = (over: object) => logInteractionInput.safeParse({ ...input, ...over }).error?.issues[0]?.message;
    expect(faultOf({ consents: { PHONE: false }, consentProofs: { PHONE: "GED 12" } })).toBe("proofWithoutConsent");
    expect(faultOf({ consents: { PHONE: true }, consentProofs: { PHONE: "x".repeat(201) } })).toBe("tooLong");
    expect(faultOf({ consents: { PHONE: true }, consentProofs: { PHONE: "x".repeat(200) } })).toBeUndefined();
  });
});

describe("the contact policy", () => {
  const ruleOf = (over: Partial<LogDraft>, contact: Partial<LogContext["contact"]> = {}, of: Partial<LogSubject> = {}) =>
    policyOf({ ...newDraft(subject(of)), ...over }, subject({ ...of, context: { ...CONTEXT, contact: { ...CONTEXT.contact, ...contact } } })).rule;

  it("says nothing of a contact that sells nothing, and answers as soon as a product is spoken of", () => {
    expect(ruleOf({}, { complaintOpenSince: "2026-11-01" })).toBe("SERVICE_CONTACT");
    expect(ruleOf({ discussed: ["PEA"] }, { complaintOpenSince: "2026-11-01" })).toBe("COMPLAINT_OPEN");
    expect(ruleOf({ channel: "EMAIL" }, {}, { action: OFFER })).toBe("CONSENT_GRANTED");
  });

  it("follows the channel, the products and the day as they are chosen", () => {
    expect(ruleOf({ channel: "SMS", discussed: ["PEA"] })).toBe("CONSENT_REFUSED");
    expect(ruleOf({ channel: "PHONE", discussed: ["PEA"] })).toBe("CONSENT_NOT_ASKED");
    expect(ruleOf({ channel: "PHONE", discussed: ["LDDS"] }, { runningUniverses: ["SAVINGS"] })).toBe("RUNNING_CONTRACT");
    expect(ruleOf({ channel: "PHONE", discussed: ["LDDS", "PEA"] }, { runningUniverses: ["SAVINGS"] })).toBe("CONSENT_NOT_ASKED");
    expect(ruleOf({ channel: "APP", discussed: ["PEA"] }, { lastCommercialContactOn: "2026-11-07" })).toBe("RECENT_COMMERCIAL_CONTACT");
    expect(ruleOf({ channel: "APP", discussed: ["PEA"] }, { lastCommercialContactOn: "2026-11-06" })).toBe("CONSENT_PROVEN");
  });

  it("knows the hour of today, and of no other day", () => {
    const consents = { PHONE: "PROVEN" } as const;
    const early = { context: { ...CONTEXT, minute: 9 * 60, contact: contactFacts({ consents }) } };
    const draft = { ...newDraft(subject()), channel: "PHONE" as const, discussed: ["PEA"] };
    expect(policyOf(draft, subject(early)).rule).toBe("CALL_HOURS");
    expect(policyOf({ ...draft, occurredOn: "2026-11-19" }, subject(early)).rule).toBe("CONSENT_PROVEN");
    expect(policyOf({ ...draft, occurredOn: "" }, subject(early)).rule).toBe("CONSENT_PROVEN");
  });

  it("an offer drawn from peers is not for someone who objects; what comes up by itself is", () => {
    const objects = { profilingObjectedOn: "2026-01-05" as const };
    expect(ruleOf({ channel: "APP" }, objects, { action: OFFER })).toBe("PROFILING_OBJECTED");
    expect(ruleOf({ channel: "APP", discussed: ["PEA"] }, objects)).toBe("CONSENT_PROVEN");
  });

  it("an entry that is corrected is not another contact", () => {
    expect(ruleOf({ channel: "APP" }, { lastCommercialContactOn: ENTRY.occurredOn }, { corrects: ENTRY })).toBe("CONSENT_PROVEN");
  });
});
