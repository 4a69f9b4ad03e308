import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { Contact, ControlledEntry } from "@/lib/domain/control-entry";
import { bankDayOf, daysBetween } from "@/lib/domain/dates";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";
import styles from "./entry.module.css";

export type ProductNames = ReadonlyMap<string, string>;
type FactsProps = { entry: ControlledEntry; products: ProductNames; wording: ControlWording };

/** The entry and what the bank knew around it: what a reviewer judges by. */
export function EntryFacts({ entry, products, wording }: FactsProps) {
  const { t } = wording;
  return (
    <Panel title={entry.clientName} lead={<Who entry={entry} wording={wording} />}>
      <dl className={styles.facts}>
        {[...logged(entry, products, wording), ...around(entry, wording)].map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}
        <div className={styles.notes}><dt>{t("entry.notes")}</dt><dd>{entry.notes || t("entry.noNotes")}</dd></div>
        {entry.earlier.map((words) => (
          <div key={words.recordedAt} className={styles.notes}><dt>{t("entry.earlier")} · {t("entry.loggedBy", { by: words.by, at: formatInstant(wording.locale, new Date(words.recordedAt)) })}</dt><dd>{words.notes || t("entry.noNotes")}</dd></div>
        ))}
      </dl>
    </Panel>
  );
}

function Who({ entry, wording: { t, domain } }: Omit<FactsProps, "products">) {
  return (
    <span className={styles.who}>
      <span>{entry.externalRef}</span>
      <Tag>{entry.segment ? domain(`segment.${entry.segment}`) : t("entry.unscored")}</Tag>
      {entry.isProtected && <Tag tone="warning">{t("entry.protected")}</Tag>}
      {entry.isFragile && <Tag tone="warning">{t("entry.fragile")}</Tag>}
      <Link href={`/clients/${entry.clientId}` as Route} prefetch={false}>{t("entry.sheet")}</Link>
    </span>
  );
}

type Fact = [string, ReactNode];

function logged(entry: ControlledEntry, products: ProductNames, { t, domain, locale }: ControlWording): Fact[] {
  const lateBy = daysBetween(bankDayOf(new Date(entry.occurredAt)), bankDayOf(new Date(entry.recordedAt)));
  const contact = t("entry.contact", { channel: domain(`channel.${entry.channel}`), outcome: domain(`outcome.${entry.outcome}`), at: formatInstant(locale, new Date(entry.occurredAt)) });
  const recorded = [t("entry.loggedBy", { by: entry.by, at: formatInstant(locale, new Date(entry.recordedAt)) }), lateBy > 0 && t("entry.late", { days: lateBy })];
  const nature = [t(entry.commercial ? "entry.commercial" : "entry.service"), entry.review && t("entry.review")];
  const named = (codes: readonly string[]) => codes.map((code) => products.get(code) ?? code).join(", ");
  const segment = (of: ControlledEntry["segmentThen"]) => (of === null || of === "NEW" ? t("entry.unscored") : domain(`segment.${of}`));
  const about = [entry.productsDiscussed.length > 0 && t("entry.discussed", { list: named(entry.productsDiscussed) }), entry.productsSold.length > 0 && t("entry.sold", { list: named(entry.productsSold) })];
  const facts: (Fact | false)[] = [
    [t("entry.occurred"), contact],
    [t("entry.logged"), joined(recorded)],
    [t("entry.nature"), joined(nature)],
    entry.action !== null && [t("entry.action"), t("entry.actionText", { kind: domain(`actionKind.${entry.action.kind}`), day: formatDay(locale, entry.action.dueOn) })],
    moved(entry) && [t("entry.segment"), t("entry.segmentMoved", { then: segment(entry.segmentThen), drawn: segment(entry.segmentDrawn) })],
    about.some(Boolean) && [t("entry.products"), joined(about)],
    entry.satisfaction !== null && [t("entry.satisfaction"), `${entry.satisfaction} / 5`],
  ];
  return facts.filter((fact) => fact !== false);
}

/** Known on both days, and not the same. */
function moved({ segmentThen, segmentDrawn }: ControlledEntry): boolean {
  return segmentThen !== null && segmentDrawn !== null && segmentThen !== segmentDrawn;
}

function around(entry: ControlledEntry, wording: ControlWording): Fact[] {
  const { t, domain, locale } = wording;
  const consents = entry.consents.map(({ channel, granted, on }) => t(granted ? "entry.granted" : "entry.refused", { channel: domain(`channel.${channel}`), day: formatDay(locale, on) }));
  return [
    [t("entry.consents"), consents.length === 0 ? t("entry.noConsents") : <ul className={styles.consents}>{consents.map((words) => <li key={words}>{words}</li>)}</ul>],
    [t("entry.before"), before(entry.contactBefore, entry, wording)],
    [t("entry.commercialBefore"), before(entry.commercialBefore, entry, wording)],
    [t("entry.nextStep"), entry.nextStepOn ? formatDay(locale, entry.nextStepOn) : t("entry.nextStepNone")],
    [t("entry.after"), after(entry, wording)],
  ];
}

function before(contact: Contact | null, entry: ControlledEntry, { t, domain, locale }: ControlWording): string {
  if (!contact) return t("entry.never");
  const days = daysBetween(contact.on, bankDayOf(new Date(entry.occurredAt)));
  return t("entry.daysBefore", { channel: domain(`channel.${contact.channel}`), outcome: domain(`outcome.${contact.outcome}`), day: formatDay(locale, contact.on), days });
}

function after({ contactAfter: contact, nextStepOn }: ControlledEntry, { t, domain, locale }: ControlWording): string {
  if (!contact) return t("entry.notYet");
  const words = t("entry.afterText", { channel: domain(`channel.${contact.channel}`), outcome: domain(`outcome.${contact.outcome}`), day: formatDay(locale, contact.on) });
  if (!nextStepOn) return words;
  const lateBy = daysBetween(nextStepOn, contact.on);
  return `${words} (${lateBy > 0 ? t("entry.afterLate", { days: lateBy }) : t("entry.afterKept")})`;
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(" · ");
}
