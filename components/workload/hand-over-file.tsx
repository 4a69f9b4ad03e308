import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { actionWords } from "@/components/actions/action-words";
import { momentWords } from "@/components/contact/contact-words";
import type { ActionCard } from "@/lib/domain/action-card";
import type { HandOver, HandOverNote } from "@/lib/domain/assignment";
import type { ClientSheet, TimelineInteraction } from "@/lib/domain/client-sheet";
import { formatDay } from "@/lib/i18n/format";
import { HandOverNotes } from "./hand-over-notes";
import styles from "./hand-over.module.css";

type HandOverFileProps = { sheet: ClientSheet; cards: readonly ActionCard[]; /** Null: never changed hands. */ handOver: HandOver | null; notes: readonly HandOverNote[]; /** Where the advisor adds one. */ write?: ReactNode; printedBy: string; level: 1 | 2 };

/** What whoever takes a client over must know: why, what was agreed and promised, what is open, what was said, whom to ask. */
export function HandOverFile({ sheet, cards, handOver, notes, write, printedBy, level }: HandOverFileProps) {
  const t = useTranslations("workload.handover");
  const words = useTranslations("handOver");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const { client } = sheet;
  const agreed = cards.filter(({ origin }) => origin === "PLANNED");
  const open = cards.filter(({ origin }) => origin !== "PLANNED");
  const Heading = level === 1 ? "h1" : "h2";
  const who = [client.externalRef, client.phone, client.email, client.commune, domain(`segment.${sheet.score?.segment ?? "NEW"}`), domain(`serviceModel.${client.serviceModel}`)];
  return (
    <article className={styles.file}>
      <header className={styles.head}><Heading>{client.name}</Heading><p>{who.filter(Boolean).join(" · ")}</p></header>
      <Part level={level} title={t("why")}>{handOver ? <Why handOver={handOver} /> : <p>{t("none")}</p>}</Part>
      {handOver && <Part level={level} title={t("ask")}><p>{t("askLine", { name: handOver.fromName, email: handOver.fromEmail })}</p></Part>}
      <Part level={level} title={words("title")}>{notes.length === 0 ? <p>{words("none")}</p> : <HandOverNotes notes={notes} />}{write}</Part>
      <Part level={level} title={t("steps")}><Actions cards={agreed} none={t("noSteps")} today={sheet.today} /></Part>
      <Part level={level} title={t("open")}><Actions cards={open} none={t("noOpen")} today={sheet.today} /></Part>
      <Part level={level} title={t("contacts")}>{sheet.lastContacts.length === 0 ? <p>{t("noContacts")}</p> : <ul>{sheet.lastContacts.map((entry) => <Contact key={entry.id} entry={entry} />)}</ul>}</Part>
      <p className={styles.foot}>{t("confidential", { name: printedBy, day: formatDay(locale, sheet.today, "long") })}</p>
    </article>
  );
}

/** One level below the name of the client. */
function Part({ level, title, children }: { level: 1 | 2; title: string; children: ReactNode }) {
  const Heading = level === 1 ? "h2" : "h3";
  return <section><Heading>{title}</Heading>{children}</section>;
}

function Why({ handOver: { kind, on, untilOn, fromName, toName, note, decidedBy } }: { handOver: HandOver }) {
  const t = useTranslations("workload.handover");
  const locale = useLocale();
  return (
    <>
      <p>{t(kind, { from: fromName, to: toName, day: untilOn ? formatDay(locale, untilOn) : "" })}</p>
      <p>{[t("on", { day: formatDay(locale, on) }), decidedBy && t("decidedBy", { name: decidedBy })].filter(Boolean).join(", ")}</p>
      {note && <p><strong>{t("note")}</strong> {note}</p>}
    </>
  );
}

function Actions({ cards, none, today }: { cards: readonly ActionCard[]; none: string; today: ClientSheet["today"] }) {
  const wording = { locale: useLocale(), today, t: useTranslations("actions"), domain: useTranslations("domain") };
  if (cards.length === 0) return <p>{none}</p>;
  return (
    <ul>{cards.map((card) => {
      const words = actionWords(card, wording);
      return <li key={card.id}><strong>{words.title}</strong> · {words.due.text} ({words.due.day}) · {words.channel}. {words.block ?? words.reasons[0]}</li>;
    })}</ul>
  );
}

function Contact({ entry }: { entry: TimelineInteraction }) {
  const t = useTranslations("workload.handover");
  const timeline = useTranslations("timeline");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const by = entry.userName === null ? timeline("bySystem") : timeline("by", { name: entry.userName });
  return (
    <li>
      <strong>{formatDay(locale, entry.on)}</strong> {domain(`channel.${entry.channel}`)} · {domain(`outcome.${entry.outcome}`)}, {by}
      {entry.notes && <p className={styles.notes}>{entry.notes}</p>}
      {entry.nextStepOn && <p>{t("promised", { on: formatDay(locale, entry.on), day: momentWords(locale, { day: entry.nextStepOn, minute: entry.nextStepMinute }) })}</p>}
    </li>
  );
}
