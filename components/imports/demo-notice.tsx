import { useTranslations } from "next-intl";
import { InfoIcon } from "@/components/ui/icons";
import styles from "./imports.module.css";

/** Said before anyone sends two gigabytes: the invented bank takes no real client. */
export function DemoNotice() {
  const t = useTranslations("imports.demo");
  return (
    <section className={styles.notice} aria-labelledby="demo-notice">
      <InfoIcon size={20} />
      <div>
        <h2 id="demo-notice" className={styles.noticeTitle}>{t("title")}</h2>
        <p>{t("text")}</p>
        <code className={styles.command} translate="no">{t("command")}</code>
      </div>
    </section>
  );
}
