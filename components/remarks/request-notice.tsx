import Link from "next/link";
import type { useTranslations } from "next-intl";
import { MessageIcon } from "@/components/ui/icons";
import type { RequestCounts } from "@/lib/domain/correction-request";
import styles from "./remarks.module.css";

type RequestNoticeProps = { counts: Pick<RequestCounts, "OPEN" | "late">; mentions: number; t: ReturnType<typeof useTranslations<"remarks.notice">> };

/** What was asked of the reader, in one line; nothing when nothing was. */
export function RequestNotice({ counts: { OPEN: open, late }, mentions, t }: RequestNoticeProps) {
  if (open === 0 && mentions === 0) return null;
  const words = [open > 0 && [t("open", { count: open }), late > 0 && t("late", { count: late })].filter(Boolean).join(", "), mentions > 0 && t("mentions", { count: mentions })];
  return (
    <p className={styles.notice} data-late={late > 0}>
      <MessageIcon size={16} /> <span>{words.filter(Boolean).join(" · ")}</span> <Link href="/requests" prefetch={false}>{t("see")}</Link>
    </p>
  );
}
