import {
  CONSENT_CHANNELS, contactAnswer, mayUseChannel, type AskedProduct, type ContactAnswer, type ContactBlock, type ContactFacts, type ContactGround, type InteractionChannel,
} from "./contact-policy";
import type { Day } from "./dates";
import type { NextActionKind } from "./next-actions";
import type { ServiceModel } from "./profile";

/** How an action reaches the client, on which ground, and what forbids it today; `blockedUntilOn` null: until its cause is gone. */
export type ActionPolicy = { channel: InteractionChannel; ground: ContactGround | null; blockedBy: ContactBlock | null; blockedUntilOn: Day | null };

/** A commercial contact counts against the contact policy, and is blocked by it. */
const COMMERCIAL: Record<NextActionKind, boolean> = {
  PERSONAL_FOLLOW_UP: false,
  CHURN_WATCH: false,
  TARGETED_OFFER: true,
  RE_ENGAGEMENT: true,
  PORTFOLIO_REVIEW: false,
  WELCOME: false,
  COMPLAINT_FOLLOW_UP: false,
};

/** The channels that suit how a client wants to be served, the best first. */
const CHANNELS: Record<ServiceModel, readonly InteractionChannel[]> = {
  DEDICATED: ["PHONE", "BRANCH", "VIDEO", "EMAIL"],
  DIGITAL: ["APP", "EMAIL", "VIDEO", "PHONE"],
  TRADITIONAL: ["PHONE", "BRANCH", "POST"],
  HYBRID: ["PHONE", "EMAIL", "APP", "BRANCH"],
};
/** Ways to reach someone who is not there: a commercial suggestion needs one of them. */
const REMOTE: ReadonlySet<InteractionChannel> = new Set(CONSENT_CHANNELS);

type ReachedClient = ContactFacts & { serviceModel: ServiceModel };

/** The contact policy speaks of commercial contacts alone. */
export function isCommercial(kind: NextActionKind): boolean {
  return COMMERCIAL[kind];
}

/**
 * Does an action rest on a comparison with peers? An offer does, and a product to meet again with. What a client in
 * financial difficulty is offered does not.
 */
export function isProfiled(kind: NextActionKind, hasProduct: boolean, { fragile }: Pick<ContactFacts, "fragile">): boolean {
  return COMMERCIAL[kind] && hasProduct && !fragile;
}

/**
 * The first channel of the service model on which the contact policy lets an action be done; where there is none, what
 * forbids it on the best. Of the day: calling hours pass.
 */
export function policyOf(kind: NextActionKind, product: AskedProduct | null, facts: ReachedClient, today: Day): ActionPolicy {
  const suiting = CHANNELS[facts.serviceModel].filter((channel) => mayUseChannel(channel, facts.consents));
  if (!isCommercial(kind)) return { channel: suiting[0] ?? "BRANCH", ground: null, blockedBy: null, blockedUntilOn: null };
  const ask = { commercial: true, product, profiled: isProfiled(kind, product !== null, facts), at: { day: today, minute: null } };
  let best: { channel: InteractionChannel; answer: ContactAnswer } | null = null;
  for (const channel of new Set([...suiting, ...CONSENT_CHANNELS])) {
    if (!REMOTE.has(channel) || !mayUseChannel(channel, facts.consents)) continue;
    const answer = contactAnswer(facts, { ...ask, channel });
    if (answer.verdict !== "FORBIDDEN") return { channel, ...blockOf(answer) };
    // What ends is better than what does not.
    if (best === null || (best.answer.until === null && answer.until !== null)) best = { channel, answer };
  }
  // Every remote channel is refused: it may be said when the client comes in.
  return { channel: best?.channel ?? "BRANCH", ...blockOf(best?.answer ?? contactAnswer(facts, { ...ask, channel: "PHONE" })) };
}

function blockOf({ verdict, rule, ground, until }: ContactAnswer): Omit<ActionPolicy, "channel"> {
  // Without a minute in the question no calling hour is in the answer.
  if (verdict === "FORBIDDEN" && rule !== "CALL_HOURS") return { ground: null, blockedBy: rule, blockedUntilOn: until?.day ?? null };
  return { ground, blockedBy: null, blockedUntilOn: null };
}
