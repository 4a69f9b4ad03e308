import { describe, expect, it } from "vitest";
import { keyOfProduct, productOfKey, quickDraft, withProduct, withQuickOutcome } from "@/components/round/quick-draft";
import { digitOf } from "@/components/round/use-single-keys";
import { addDays } from "@/lib/domain/dates";
import type { InteractionOutcome, LogContext } from "@/lib/domain/interaction-log";
import { writePlace } from "@/lib/schemas/place";
import { parseRound, roundOf, roundQuery } from "@/lib/schemas/round";
import { TEST_TODAY } from "@/tests/support/factories";
import { contactFacts } from "@/tests/support/facts";

const NOW = 1_763_800_000;
/** Opens what was sealed by writing it down. */
const open = (_purpose: string, token: string) => Buffer.from(token, "base64url").toString();
const seal = (text: string) => Buffer.from(text).toString("base64url");
const parse = (query: string) => parseRound(Object.fromEntries(new URLSearchParams(query)), open, NOW);

describe("the address of a round", () => {
  const at = seal(writePlace("round -pnb", { side: "after", key: ["12", "7"], offset: 3 }));

  it.each([
    `from=portfolio&segment=DEVELOP&contact=90&sort=-pnb&since=${NOW - 60}&at=${at}`,
    `from=portfolio&since=${NOW - 60}&client=7`,
    `from=today&view=soon&kind=WELCOME&since=${NOW - 60}&end=1`,
  ])("%s says the same when it is read and written again", (query) => {
    expect(roundQuery(parse(query))).toBe(query);
  });

  it("a place in another order, or of a page of the list, is none", () => {
    expect(parse(`from=portfolio&sort=-pnb&at=${at}`).place?.value.key).toEqual(["12", "7"]);
    expect(parse(`from=portfolio&sort=name&at=${at}`).place).toBeNull();
    expect(parse(`from=portfolio&sort=-pnb&at=${seal(writePlace("-pnb", { side: "after", key: ["12", "7"], offset: 3 }))}`).place).toBeNull();
  });

  it.each([
    ["that begins in the future", NOW + 1, null],
    ["that began now", NOW, NOW],
    ["of thirteen days ago", NOW - 13 * 86_400, NOW - 13 * 86_400],
    ["of two weeks ago", NOW - 14 * 86_400, null],
  ])("a round %s", (_, since, kept) => {
    expect(parse(`from=portfolio&since=${since}`).since).toBe(kept);
  });

  it("leaves the list's own page behind", () => {
    const { list } = parse("from=today&kind=WELCOME");
    expect(roundOf(list)).toBe("from=today&kind=WELCOME");
    expect(parse("nonsense=1&since=x&client=-4").list.name).toBe("portfolio");
  });
});

const product = (code: string) => ({ code, universe: "SAVINGS" as const, forFragile: false, nameFr: code, nameEn: code, isHeld: false });
const context: LogContext = {
  today: TEST_TODAY,
  minute: 11 * 60,
  products: ["DAV", "LDDS", "PEL"].map(product),
  profile: { maritalStatus: null, dependentChildren: null, occupation: null, incomeCents: null, serviceModel: "HYBRID", email: null, phone: null },
  highValue: false,
  contact: contactFacts(),
  cadenceDays: 90,
  nextStepOn: addDays(TEST_TODAY, 90),
};
const subject = {
  action: { id: "a", kind: "TARGETED_OFFER" as const, channel: "EMAIL" as const, productCode: "PEL", blockedBy: null, blockedUntilOn: null },
  corrects: null,
  context,
};

describe("a contact in a few keys", () => {
  it("begins with the channel and the product of the action, today, and the next step by rhythm", () => {
    expect(quickDraft(subject)).toMatchObject({ channel: "EMAIL", occurredOn: TEST_TODAY, discussed: ["PEL"], outcome: null, nextStepOn: addDays(TEST_TODAY, 90) });
  });

  it.each([
    ["DISCUSSED", 90],
    ["SOLD", 90],
    ["APPOINTMENT_MADE", 7],
    ["COMPLAINT_RECEIVED", 7],
    ["NO_ANSWER", null],
  ] as [InteractionOutcome, number | null][])("after %s the next step is proposed in %s days", (outcome, days) => {
    expect(withQuickOutcome(quickDraft(subject), outcome, subject).nextStepOn).toBe(days === null ? "" : addDays(TEST_TODAY, days));
  });

  it("a next step chosen by hand is left alone", () => {
    const chosen = { ...quickDraft(subject), nextStepOn: addDays(TEST_TODAY, 3) };
    expect(withQuickOutcome(chosen, "NO_ANSWER", subject).nextStepOn).toBe(addDays(TEST_TODAY, 3));
    expect(withQuickOutcome(withQuickOutcome(quickDraft(subject), "NO_ANSWER", subject), "SOLD", subject).nextStepOn).toBe(addDays(TEST_TODAY, 90));
  });

  it("letters are products by their place in the catalogue, ticked as what the outcome makes of them", () => {
    expect([productOfKey(context, "a"), productOfKey(context, "B"), productOfKey(context, "d"), productOfKey(context, "é"), productOfKey(context, "Enter")]).toEqual(["DAV", "LDDS", null, null, null]);
    expect(keyOfProduct(context, "PEL")).toBe("C");
    const discussed = withProduct(quickDraft(subject), "LDDS");
    expect(discussed).toMatchObject({ discussed: ["PEL", "LDDS"], sold: [] });
    expect(withProduct(discussed, "PEL").discussed).toEqual(["LDDS"]);
    expect(withProduct(withQuickOutcome(discussed, "SOLD", subject), "DAV")).toMatchObject({ discussed: ["PEL", "LDDS"], sold: ["PEL", "DAV"] });
  });

  it.each([
    ["Digit1", 1],
    ["Numpad6", 6],
    ["Digit0", null],
    ["KeyA", null],
  ])("the key %s is the digit %s, whatever a keyboard writes with it", (code, digit) => {
    expect(digitOf({ code })).toBe(digit);
  });
});
