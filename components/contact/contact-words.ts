import type { useTranslations } from "next-intl";
import type { Moment } from "@/lib/domain/call-hours";
import { CALL_CONSENT_FROM, COMMERCIAL_INTERVAL_DAYS, type ContactAnswer, type ContactFacts, type InteractionChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import { clockOf } from "@/lib/domain/local-time";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

export type ContactWording = { locale: Locale; domain: ReturnType<typeof useTranslations<"domain">> };

/** `verdict`: in a word or two; `until`: the moment at which it ends, or null; `rule`: a sentence with its days. */
type ContactWords = { verdict: string; until: string | null; rule: string };

/** An answer of the contact policy in words: what may be done, until when not, and by which rule. */
export function contactWords(answer: ContactAnswer, channel: InteractionChannel, facts: ContactFacts, { locale, domain }: ContactWording): ContactWords {
  const day = (value: Day | null) => (value === null ? "" : formatDay(locale, value));
  const rule = domain(`contactRule.${answer.rule}`, {
    channel,
    complaintOn: day(facts.complaintOpenSince),
    objectedOn: day(facts.profilingObjectedOn),
    lastOn: day(facts.lastCommercialContactOn),
    days: COMMERCIAL_INTERVAL_DAYS,
    callsFrom: day(CALL_CONSENT_FROM),
  });
  return { verdict: domain(`contactVerdict.${answer.verdict}`), until: answer.until && momentWords(locale, answer.until), rule };
}

/** `4 déc. 2026`, or with its hour `23 nov. 2026, 10:00`. */
export function momentWords(locale: Locale, { day, minute }: Moment): string {
  return minute ? `${formatDay(locale, day)}, ${clockOf(minute)}` : formatDay(locale, day);
}
