import { useLocale, useTranslations } from "next-intl";
import { contactWords } from "@/components/contact/contact-words";
import { BlockedIcon, CheckIcon } from "@/components/ui/icons";
import { policyOf, type LogDraft, type LogSubject } from "./log-draft";
import styles from "./log-dialog.module.css";

/** May the client be contacted so? What took place is logged all the same, and the form says so before. */
export function PolicyAnswer({ subject, draft }: { subject: LogSubject; draft: LogDraft }) {
  const t = useTranslations("log.policy");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const answer = policyOf(draft, subject);
  const { verdict, until, rule } = contactWords(answer, draft.channel, subject.context.contact, { locale, domain });
  const isForbidden = answer.verdict === "FORBIDDEN";
  return (
    <div role="status">
      <p className={styles.policy} data-verdict={answer.verdict}>
        {isForbidden ? <BlockedIcon size={18} /> : <CheckIcon size={18} />}
        <span><strong>{until === null ? t("verdict", { verdict }) : t("until", { until })}</strong> {rule} {isForbidden && t("stillLogged")}</span>
      </p>
    </div>
  );
}
