import { describe, expect, it } from "vitest";
import { actionOf, bulkVerdict, type BulkAction, type BulkStep } from "@/lib/domain/bulk-step";
import type { ContactFacts } from "@/lib/domain/contact-policy";

const SNOOZE: BulkStep = { kind: "SNOOZE", untilOn: "2026-11-27" };
const DISMISS: BulkStep = { kind: "DISMISS", reason: "BAD_TIMING" };
const remind = (untilOn: `${number}-${number}-${number}` = "2026-11-27"): BulkStep => ({ kind: "REMIND", untilOn });
const contact = (over: Partial<ContactFacts> = {}): ContactFacts => ({
  status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: null, lastCommercialContactOn: null, consents: {}, runningUniverses: [], ...over,
});
const offer = (over: Partial<BulkAction> = {}): BulkAction => ({ id: "a", kind: "TARGETED_OFFER", channel: "PHONE", product: { universe: "INSURANCE", forFragile: false }, dueOn: "2026-11-20", isSnoozed: false, ...over });
const followUp = offer({ kind: "PERSONAL_FOLLOW_UP", product: null });

describe("snoozing and dismissing", () => {
  it.each([SNOOZE, DISMISS])("$kind: whoever has an action that is shown, whatever the contact policy says", (step) => {
    expect(bulkVerdict(step, offer(), contact({ complaintOpenSince: "2026-11-01" }))).toEqual({ applies: true, answer: null });
    expect(bulkVerdict(step, null, contact())).toEqual({ applies: false, refusal: "NO_ACTION" });
    expect(bulkVerdict(step, offer({ isSnoozed: true }), contact())).toEqual({ applies: false, refusal: "SNOOZED" });
  });
});

describe("a reminder", () => {
  it.each<[string, BulkAction | null, Partial<ContactFacts>, string]>([
    ["an offer by phone without consent", offer(), {}, "CONSENT_NOT_ASKED"],
    ["with consent, unproven", offer(), { consents: { PHONE: "GRANTED" } }, "CONSENT_UNPROVEN"],
    ["during a complaint", offer(), { consents: { PHONE: "PROVEN" }, complaintOpenSince: "2026-11-01" }, "COMPLAINT_OPEN"],
    ["13 days after the last commercial contact", offer(), { consents: { PHONE: "PROVEN" }, lastCommercialContactOn: "2026-11-14" }, "RECENT_COMMERCIAL_CONTACT"],
    ["to serve who has died", followUp, { status: "DECEASED" }, "DECEASED"],
    ["without an action, to who has died", null, { status: "DECEASED" }, "DECEASED"],
    ["to who has left", followUp, { status: "CLOSED" }, "DEPARTED"],
  ])("%s is left out", (_, action, over, refusal) => {
    expect(bulkVerdict(remind(), action, contact(over))).toEqual({ applies: false, refusal });
  });

  it.each<[string, BulkAction | null, Partial<ContactFacts>, string]>([
    ["an offer with proven consent", offer(), { consents: { PHONE: "PROVEN" } }, "CONSENT_PROVEN"],
    ["14 days after the last commercial contact", offer(), { consents: { PHONE: "PROVEN" }, lastCommercialContactOn: "2026-11-13" }, "CONSENT_PROVEN"],
    ["on the ground of a running contract", offer(), { runningUniverses: ["INSURANCE"] }, "RUNNING_CONTRACT"],
    ["to serve, during a complaint and with calls refused", followUp, { consents: { PHONE: "REFUSED" }, complaintOpenSince: "2026-11-01" }, "SERVICE_CONTACT"],
    ["without an action, to a client under guardianship", null, { protected: true }, "SERVICE_CONTACT"],
    ["of a snoozed action", { ...followUp, isSnoozed: true }, {}, "SERVICE_CONTACT"],
  ])("%s applies", (_, action, over, rule) => {
    expect(bulkVerdict(remind(), action, contact(over))).toMatchObject({ applies: true, answer: { rule } });
  });

  it("is about an action that is due by its day; of a later one it is a follow-up, which serves", () => {
    expect(actionOf(remind("2026-11-20"), offer())).not.toBeNull();
    expect(actionOf(remind("2026-11-19"), offer())).toBeNull();
    expect(bulkVerdict(remind("2026-11-19"), offer(), contact())).toMatchObject({ applies: true, answer: { rule: "SERVICE_CONTACT" } });
    expect(actionOf(SNOOZE, offer({ dueOn: "2027-11-20" }))).not.toBeNull();
  });
});
