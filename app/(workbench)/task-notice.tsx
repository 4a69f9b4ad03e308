import Link from "next/link";
import styles from "@/components/control/control.module.css";
import { WarningIcon } from "@/components/ui/icons";
import { getTranslations } from "@/lib/i18n/translations";

/** Leads to what control asks to be put right, when it asks for something. */
export async function TaskNotice({ open }: { open: Promise<number> }) {
  const [count, t] = await Promise.all([open, getTranslations("controlReview.tasks")]);
  return count === 0 ? null : <p className={styles.notice}><WarningIcon size={18} /> <Link href="/tasks" prefetch={false}>{t("notice", { count })}</Link></p>;
}
