import { useLocale, useTranslations } from "next-intl";
import type { HandOverNote } from "@/lib/domain/assignment";
import { formatDay } from "@/lib/i18n/format";
import styles from "./hand-over.module.css";

/** What advisors noted for whoever takes the client over, the latest first. */
export function HandOverNotes({ notes }: { notes: readonly HandOverNote[] }) {
  const t = useTranslations("handOver");
  const locale = useLocale();
  return (
    <ul>
      {notes.map(({ id, by, on, text }) => <li key={id}><p className={styles.notes}>{text}</p><p className={styles.by}>{t("by", { name: by, day: formatDay(locale, on) })}</p></li>)}
    </ul>
  );
}
