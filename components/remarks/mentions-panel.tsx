import type { Route } from "next";
import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import type { MentionCard } from "@/lib/domain/correction-request";
import { formatDay } from "@/lib/i18n/format";
import styles from "./remarks.module.css";
import type { RequestsWording } from "./requests-table";

/** The remarks that name the reader and wait for a word of theirs. */
export function MentionsPanel({ mentions, wording: { locale, t } }: { mentions: readonly MentionCard[]; wording: Pick<RequestsWording, "locale" | "t"> }) {
  return (
    <Panel title={t("mentions.title")} lead={t("mentions.lead")}>
      <ul className={styles.mentions}>
        {mentions.map((mention) => (
          <li key={mention.id}>
            <p><Link href={`/clients/${mention.clientId}/entries/${mention.interactionId}` as Route} prefetch={false}>{mention.lastName} {mention.firstName}</Link> <span className={styles.muted}>{t("mentions.by", { name: mention.userName, day: formatDay(locale, mention.writtenOn) })}</span></p>
            <p className={styles.text}>{mention.text}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
