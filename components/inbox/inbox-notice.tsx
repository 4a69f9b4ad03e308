import Link from "next/link";
import type { useTranslations } from "next-intl";
import { MessageIcon } from "@/components/ui/icons";
import type { InboxCount } from "@/lib/domain/inbox";
import styles from "./inbox.module.css";

/** What waits for the reader, in one line; nothing when nothing does. */
export function InboxNotice({ count: { all, late }, t }: { count: InboxCount; t: ReturnType<typeof useTranslations<"inbox">> }) {
  if (all === 0) return null;
  return (
    <p className={styles.notice} data-late={late > 0}>
      <MessageIcon size={16} /> <span>{t("notice", { count: all, late })}</span> <Link href="/inbox" prefetch={false}>{t("see")}</Link>
    </p>
  );
}
