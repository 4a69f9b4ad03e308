import styles from "@/components/shell/shell.module.css";
import type { InboxCount } from "@/lib/domain/inbox";
import { getTranslations } from "@/lib/i18n/translations";

/** The number beside the entry of the inbox, when it is known; a frame that cannot count is a frame without a number. */
export async function InboxBadge({ count }: { count: Promise<InboxCount | null> }) {
  const [waiting, t] = await Promise.all([count, getTranslations("inbox")]);
  if (!waiting || waiting.all === 0) return null;
  const { all, late } = waiting;
  return (
    <>
      <span className={styles.count} data-late={late > 0} aria-hidden="true">{all}</span>
      <span className="visually-hidden">, {t("waiting", { count: all, late })}</span>
    </>
  );
}
