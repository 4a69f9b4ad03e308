import { addDays, type Day } from "./dates";

export const CONSENT_CHANNELS = ["PHONE", "EMAIL", "SMS", "POST", "APP"] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const INTERACTION_CHANNELS = ["PHONE", "EMAIL", "SMS", "POST", "APP", "BRANCH", "VIDEO"] as const;
export type InteractionChannel = (typeof INTERACTION_CHANNELS)[number];

export type ContactBlock = "DECEASED" | "PROTECTED" | "COMPLAINT_OPEN" | "NO_CONSENT" | "RECENT_COMMERCIAL_CONTACT";

/** At most one commercial contact in this many days, whoever made it. */
export const COMMERCIAL_INTERVAL_DAYS = 14;

export type ContactFacts = {
  status: "ACTIVE" | "CLOSED" | "DECEASED";
  protected: boolean;
  complaintOpenSince: Day | null;
  lastCommercialContactOn: Day | null;
  /** By channel; a channel that was never asked about is absent. */
  consents: Readonly<Partial<Record<ConsentChannel, boolean>>>;
};

export type ContactDecision = { blockedBy: ContactBlock | null; blockedUntilOn: Day | null };

const ALLOWED: ContactDecision = { blockedBy: null, blockedUntilOn: null };

/**
 * May this client be contacted? It wins over every suggestion. A service contact is never blocked by a commercial
 * rule. `channel` null: no channel is left that the client did not refuse. Source: domain, *Contact policy*.
 */
export function contactDecision(facts: ContactFacts, commercial: boolean, channel: InteractionChannel | null, today: Day): ContactDecision {
  if (facts.status === "DECEASED") return { blockedBy: "DECEASED", blockedUntilOn: null };
  if (!commercial) return ALLOWED;
  if (facts.protected) return { blockedBy: "PROTECTED", blockedUntilOn: null };
  if (facts.complaintOpenSince !== null) return { blockedBy: "COMPLAINT_OPEN", blockedUntilOn: null };
  if (channel === null) return { blockedBy: "NO_CONSENT", blockedUntilOn: null };
  if (facts.lastCommercialContactOn !== null) {
    const free = addDays(facts.lastCommercialContactOn, COMMERCIAL_INTERVAL_DAYS);
    if (today < free) return { blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: free };
  }
  return ALLOWED;
}

/** A refused channel is not used; one that was never asked about is, for as long as the law lets it be. */
export function mayUseChannel(channel: InteractionChannel, consents: ContactFacts["consents"]): boolean {
  return channel === "BRANCH" || channel === "VIDEO" || consents[channel] !== false;
}
