import type { Moment } from "./call-hours";
import { CONSENT_CHANNELS, contactAnswer, type AskedProduct, type ConsentChannel, type ContactAnswer, type ContactFacts } from "./contact-policy";
import { UNIVERSES, type Universe } from "./universes";

/** `universes`: the only ones in which something may be proposed, where no consent allows the rest; empty: any. */
export type ChannelAnswer = { channel: ConsentChannel | "BRANCH"; answer: ContactAnswer; universes: readonly Universe[] };

/** Someone met in person is met in the branch or, by appointment, on video: one answer for both. */
const CHANNELS = [...CONSENT_CHANNELS, "BRANCH"] as const;

/**
 * What the contact policy says of a commercial contact by each channel, now. Of a client in financial difficulty it is
 * asked for the specific offer, the only one there is.
 */
export function channelAnswers(facts: ContactFacts, at: Moment): ChannelAnswer[] {
  return CHANNELS.map((channel) => {
    const ask = (product: AskedProduct | null) => contactAnswer(facts, { commercial: true, channel, product, profiled: false, at });
    const specific: AskedProduct | null = facts.fragile ? { universe: "DAILY_BANKING", forFragile: true } : null;
    const answer = ask(specific);
    if (!isForWantOfConsent(answer) || facts.fragile) return { channel, answer, universes: [] };
    const permitted = UNIVERSES.map((universe) => ({ universe, answer: ask({ universe, forFragile: false }) })).filter((one) => !isForWantOfConsent(one.answer));
    return { channel, answer: permitted[0]?.answer ?? answer, universes: permitted.map(({ universe }) => universe) };
  });
}

function isForWantOfConsent({ rule }: ContactAnswer): boolean {
  return rule === "CONSENT_UNPROVEN" || rule === "CONSENT_NOT_ASKED";
}
