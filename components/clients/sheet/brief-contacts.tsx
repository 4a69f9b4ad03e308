import { useLocale, useTranslations } from "next-intl";
import type { ClientSheet, TimelineInteraction } from "@/lib/domain/client-sheet";
import { formatDay } from "@/lib/i18n/format";
import styles from "./brief.module.css";

/** Notes are cut where they would push the page past its end. */
const NOTE_LENGTH = 220;

/** The last contacts, what was said, and room to write. */
export function BriefContacts({ contacts, productNames }: { contacts: ClientSheet["lastContacts"] } & Pick<ClientSheet, "productNames">) {
  const t = useTranslations("client.brief");
  return (
    <section>
      <h2>{t("contacts")}</h2>
      {contacts.length === 0 ? <p>{t("noContacts")}</p> : <ul>{contacts.map((entry) => <Contact key={entry.id} entry={entry} productNames={productNames} />)}</ul>}
      <div className={styles.notes}><span>{t("notes")}</span></div>
    </section>
  );
}

function Contact({ entry, productNames }: { entry: TimelineInteraction } & Pick<ClientSheet, "productNames">) {
  const domain = useTranslations("domain");
  const locale = useLocale();
  const products = [...new Set([...entry.productsSold, ...entry.productsDiscussed])].map((code) => productNames[code]?.[locale] ?? code).join(", ");
  return (
    <li>
      <strong>{formatDay(locale, entry.on)}</strong> {[domain(`channel.${entry.channel}`), domain(`outcome.${entry.outcome}`), products].filter(Boolean).join(" · ")}
      {entry.notes && <span className={styles.clamped}> {shortened(entry.notes)}</span>}
    </li>
  );
}

function shortened(notes: string): string {
  const line = notes.replace(/\s+/g, " ").trim();
  return line.length <= NOTE_LENGTH ? line : `${line.slice(0, NOTE_LENGTH).trimEnd()}…`;
}
