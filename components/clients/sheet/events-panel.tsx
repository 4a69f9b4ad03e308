import { useLocale, useTranslations } from "next-intl";
import { TodayIcon } from "@/components/ui/icons";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { eventDay, eventWords } from "./event-words";
import styles from "./sheet.module.css";

/** What is coming up or has just happened in the client's life, each with its day and what to say; nothing where nothing is. */
export function EventsPanel({ sheet: { lifeEvents, today, productNames } }: { sheet: Pick<ClientSheet, "lifeEvents" | "today" | "productNames"> }) {
  const t = useTranslations("client.events");
  const wording = { locale: useLocale(), today, productNames, t };
  if (lifeEvents.length === 0) return null;
  return (
    <section className={styles.events} aria-label={t("title")}>
      <h2><TodayIcon size={18} /> {t("title")}</h2>
      <ul>{lifeEvents.map((event) => (
        <li key={`${event.kind} ${event.on}`}>
          <time dateTime={event.on}>{eventDay(event, wording)}</time>
          <span><strong>{eventWords(event, wording)}</strong> <span className={styles.quiet}>{t(`say.${event.kind}`)}</span></span>
        </li>
      ))}</ul>
    </section>
  );
}
