import { isCallMinute, nextCallMinute, type Moment } from "./call-hours";
import { addDays, daysBetween, type Day } from "./dates";
import type { Universe } from "./universes";

export const CONSENT_CHANNELS = ["PHONE", "EMAIL", "SMS", "POST", "APP"] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const INTERACTION_CHANNELS = ["PHONE", "EMAIL", "SMS", "POST", "APP", "BRANCH", "VIDEO"] as const;
export type InteractionChannel = (typeof INTERACTION_CHANNELS)[number];

/** PROVEN: granted, and the bank knows where the evidence is kept. Twin: consent_state() in the database. */
export type ConsentState = "REFUSED" | "GRANTED" | "PROVEN";
export type ConsentStates = Readonly<Partial<Record<ConsentChannel, ConsentState>>>;

/** At most one commercial contact in this many days, whoever made it. */
export const COMMERCIAL_INTERVAL_DAYS = 14;

/** From this day on a commercial call asks for prior consent, proven by the bank. Source: law 2025-594, art. 13. */
export const CALL_CONSENT_FROM: Day = "2026-08-11";

/**
 * What complements a running contract of a universe, or relates to it (art. L.223-1, fourth paragraph). A bank whose
 * counsel reads the article otherwise changes this table.
 */
const RELATED: Readonly<Record<Universe, readonly Universe[]>> = {
  DAILY_BANKING: ["DAILY_BANKING", "SERVICES"],
  SAVINGS: ["SAVINGS"],
  CREDIT: ["CREDIT", "INSURANCE"],
  INSURANCE: ["INSURANCE", "CREDIT"],
  INVESTMENTS: ["INVESTMENTS"],
  SERVICES: ["SERVICES", "DAILY_BANKING"],
};

export type ContactFacts = {
  status: "ACTIVE" | "CLOSED" | "DECEASED";
  /** Under guardianship, or another legal protection. */
  protected: boolean;
  /** In financial difficulty (art. L.312-1-3 Code monétaire et financier): the specific offer, no sales. */
  fragile: boolean;
  profilingObjectedOn: Day | null;
  complaintOpenSince: Day | null;
  lastCommercialContactOn: Day | null;
  /** By channel; a channel that was never asked about is absent. */
  consents: ConsentStates;
  /** Universes in which a contract runs today. */
  runningUniverses: readonly string[];
};

/** What is proposed. `forFragile`: part of the specific offer. */
export type AskedProduct = { universe: string; forFragile: boolean };

/** May I? `product` null: none in particular; `profiled`: the idea rests on a comparison with peers. */
export type ContactAsk = { commercial: boolean; channel: InteractionChannel; product: AskedProduct | null; profiled: boolean; at: Moment };

export type ContactBlock =
  | "DECEASED"
  | "PROTECTED"
  | "FRAGILE"
  | "COMPLAINT_OPEN"
  | "PROFILING_OBJECTED"
  | "CONSENT_REFUSED"
  | "CONSENT_UNPROVEN"
  | "CONSENT_NOT_ASKED"
  | "RECENT_COMMERCIAL_CONTACT";
export type ContactGround = "RUNNING_CONTRACT" | "SIMILAR_PRODUCT";
export type ContactRule = ContactBlock | "CALL_HOURS" | ContactGround | "SERVICE_CONTACT" | "IN_PERSON" | "CONSENT_PROVEN" | "CONSENT_GRANTED" | "NOT_REFUSED";

/** `until`: the first moment at which nothing forbids it any more; null: not before a cause is gone. */
export type ContactAnswer =
  | { verdict: "ALLOWED"; rule: ContactRule; ground: null; until: null }
  | { verdict: "ALLOWED_ON_GROUND"; rule: ContactGround; ground: ContactGround; until: null }
  | { verdict: "FORBIDDEN"; rule: ContactBlock | "CALL_HOURS"; ground: null; until: Moment | null };

type Applies = (facts: ContactFacts, ask: ContactAsk) => boolean;
type Rule = { applies: Applies; answer: ContactAnswer; ends?: (facts: ContactFacts, at: Moment) => Moment };

/**
 * In their order: the first that applies decides. What does not end by itself comes before what does, so that nobody is
 * told to wait for a day on which another rule will forbid it. Sources and judgement calls: decision 0014.
 */
const RULES: readonly Rule[] = [
  forbidden("DECEASED", ({ status }) => status === "DECEASED"),
  allowed("SERVICE_CONTACT", (_, { commercial }) => !commercial),
  forbidden("PROTECTED", (facts) => facts.protected),
  forbidden("FRAGILE", ({ fragile }, { product }) => fragile && !product?.forFragile),
  forbidden("COMPLAINT_OPEN", ({ complaintOpenSince }) => complaintOpenSince !== null),
  forbidden("PROFILING_OBJECTED", ({ profilingObjectedOn }, { profiled }) => profiled && profilingObjectedOn !== null),
  forbidden("CONSENT_REFUSED", (facts, { channel }) => stateOf(facts, channel) === "REFUSED"),
  forbidden("CONSENT_UNPROVEN", (facts, ask) => lacksConsent(facts, ask) && groundOf(facts, ask) === null && stateOf(facts, ask.channel) === "GRANTED"),
  forbidden("CONSENT_NOT_ASKED", (facts, ask) => lacksConsent(facts, ask) && groundOf(facts, ask) === null),
  forbidden("RECENT_COMMERCIAL_CONTACT", isTooSoon, ({ lastCommercialContactOn }, at) => ({ day: freeFrom(lastCommercialContactOn ?? at.day), minute: at.minute === null ? null : 0 })),
  forbidden("CALL_HOURS", isOutOfHours, (_, { day, minute }) => nextCallMinute(day, minute ?? 0)),
  allowed("IN_PERSON", (_, { channel }) => channel === "BRANCH" || channel === "VIDEO"),
  allowed("CONSENT_PROVEN", (facts, { channel }) => stateOf(facts, channel) === "PROVEN"),
  onGround("RUNNING_CONTRACT", (facts, ask) => lacksConsent(facts, ask) && groundOf(facts, ask) === "RUNNING_CONTRACT"),
  onGround("SIMILAR_PRODUCT", (facts, ask) => lacksConsent(facts, ask) && groundOf(facts, ask) === "SIMILAR_PRODUCT"),
  allowed("CONSENT_GRANTED", (facts, { channel }) => stateOf(facts, channel) === "GRANTED"),
];
const NOT_REFUSED = allowed("NOT_REFUSED", () => true);

/** May this client be contacted so? Wins over every suggestion, and names its rule. Source: domain, *Contact policy*. */
export function contactAnswer(facts: ContactFacts, ask: ContactAsk): ContactAnswer {
  const { answer, ends } = RULES.find((rule) => rule.applies(facts, ask)) ?? NOT_REFUSED;
  if (answer.verdict !== "FORBIDDEN" || !ends) return answer;
  const end = ends(facts, ask.at);
  const then = contactAnswer(facts, { ...ask, at: end });
  if (then.verdict !== "FORBIDDEN") return { ...answer, until: end };
  // Another rule begins before this one ends (prior consent, on its first day): there is nothing to wait for.
  return then.until === null ? then : { ...answer, until: then.until };
}

/** The answer for several products at once: what forbids one of them forbids the contact. */
export function contactAnswerFor(products: readonly AskedProduct[], facts: ContactFacts, ask: Omit<ContactAsk, "product">): ContactAnswer {
  const answers = (products.length > 0 ? products : [null]).map((product) => contactAnswer(facts, { ...ask, product }));
  return answers.reduce((strictest, answer) => (strictness(answer) > strictness(strictest) ? answer : strictest));
}

/** A refused channel is not used, not even to serve, as long as there is another. */
export function mayUseChannel(channel: InteractionChannel, consents: ConsentStates): boolean {
  return channel === "BRANCH" || channel === "VIDEO" || consents[channel] !== "REFUSED";
}

function strictness({ verdict, until }: ContactAnswer): number {
  if (verdict === "FORBIDDEN") return until === null ? 3 : 2;
  return verdict === "ALLOWED_ON_GROUND" ? 1 : 0;
}

function stateOf({ consents }: ContactFacts, channel: InteractionChannel): ConsentState | undefined {
  return channel === "BRANCH" || channel === "VIDEO" ? undefined : consents[channel];
}

/** A call: art. L.223-1 Code de la consommation. An e-mail or a text message: art. L.34-5 Code des postes. */
function lacksConsent(facts: ContactFacts, { channel, at }: ContactAsk): boolean {
  const state = stateOf(facts, channel);
  if (channel === "PHONE") return at.day >= CALL_CONSENT_FROM && state !== "PROVEN";
  return (channel === "EMAIL" || channel === "SMS") && state === undefined;
}

/** What takes the place of consent: a running contract that the product complements; for a message, one like it. */
function groundOf({ runningUniverses }: ContactFacts, { channel, product }: ContactAsk): ContactGround | null {
  if (product === null) return null;
  if (channel !== "PHONE") return runningUniverses.includes(product.universe) ? "SIMILAR_PRODUCT" : null;
  const isRelated = runningUniverses.some((universe) => RELATED[universe as Universe].some((related) => related === product.universe));
  return isRelated ? "RUNNING_CONTRACT" : null;
}

function isTooSoon({ lastCommercialContactOn }: ContactFacts, { at }: ContactAsk): boolean {
  return lastCommercialContactOn !== null && Math.abs(daysBetween(lastCommercialContactOn, at.day)) < COMMERCIAL_INTERVAL_DAYS;
}

function freeFrom(lastCommercialContactOn: Day): Day {
  return addDays(lastCommercialContactOn, COMMERCIAL_INTERVAL_DAYS);
}

/** Where no minute is asked about, no hour forbids it. */
function isOutOfHours(_: ContactFacts, { channel, at: { day, minute } }: ContactAsk): boolean {
  return channel === "PHONE" && minute !== null && !isCallMinute(day, minute);
}

function forbidden(rule: ContactBlock | "CALL_HOURS", applies: Applies, ends?: Rule["ends"]): Rule {
  return { applies, ends, answer: { verdict: "FORBIDDEN", rule, ground: null, until: null } };
}

function allowed(rule: ContactRule, applies: Applies): Rule {
  return { applies, answer: { verdict: "ALLOWED", rule, ground: null, until: null } };
}

function onGround(ground: ContactGround, applies: Applies): Rule {
  return { applies, answer: { verdict: "ALLOWED_ON_GROUND", rule: ground, ground, until: null } };
}
