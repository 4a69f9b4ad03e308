import type { useTranslations } from "next-intl";
import { contactWords } from "@/components/contact/contact-words";
import { answerAt, type AgendaEntry, type AgendaPlace } from "@/lib/domain/agenda";
import { daysBetween, laterOf, type Day } from "@/lib/domain/dates";
import { clockOf } from "@/lib/domain/local-time";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

/** What putting an entry in words takes: the language, the bank's day, the words of `agenda` and of `domain`. */
export type AgendaWording = { locale: Locale; today: Day; t: ReturnType<typeof useTranslations<"agenda">>; domain: ReturnType<typeof useTranslations<"domain">> };

export type EntryWords = {
  /** `14:30` to `15:15`; null where it has no hour. */
  hours: { from: string; until: string } | null;
  /** `mar. 24 nov., 14:30`. */
  when: string;
  /** The kind, and the product where there is one. */
  title: string;
  channel: string;
  source: string;
  /** How long it has been late; null: it is not. */
  late: string | null;
  /** What the contact policy says of it there and then; null: it has no say. */
  answer: { isForbidden: boolean; verdict: string; rule: string } | null;
};

/** Everything that an advisor reads of an entry. Pure: the same entry and day give the same words. */
export function entryWords(entry: AgendaEntry, wording: AgendaWording): EntryWords {
  const { locale, today, t, domain } = wording;
  const days = daysBetween(entry.on, today);
  return {
    hours: entry.minute === null ? null : { from: clockOf(entry.minute), until: clockOf(Math.min(entry.minute + (entry.lengthMinutes ?? 0), 1_439)) },
    when: whenWords(entry, wording),
    title: [domain(`actionKind.${entry.kind}`), entry.productName?.[locale]].filter(Boolean).join(" · "),
    channel: domain(`channel.${entry.channel}`),
    source: t(`source.${entry.source}`),
    late: days > 0 ? t("late.since", { days }) : null,
    answer: answerWords(entry, entry, wording),
  };
}

/** `mar. 24 nov., 14:30`; without its hour where it has none. */
export function whenWords({ on, minute }: Pick<AgendaPlace, "on" | "minute">, { locale }: Pick<AgendaWording, "locale">): string {
  return [formatDay(locale, on, "weekday"), minute !== null && clockOf(minute)].filter(Boolean).join(", ");
}

/** What the contact policy says of an entry at another place; of what is late, today. */
export function answerWords(entry: AgendaEntry, { on, minute }: Pick<AgendaPlace, "on" | "minute">, { locale, today, domain }: AgendaWording): EntryWords["answer"] {
  const answer = answerAt(entry, on < today ? { day: laterOf(on, today), minute: null } : { day: on, minute });
  if (answer === null || entry.contact === null) return null;
  const { verdict, rule } = contactWords(answer, entry.channel, entry.contact, { locale, domain });
  return { isForbidden: answer.verdict === "FORBIDDEN", verdict, rule };
}
