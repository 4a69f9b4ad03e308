import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { useApproachWords } from "./approach-words";
import styles from "./sheet.module.css";

/** How to go about it: adapted to sub-segment and service model. Source: domain, *Approach*. */
export function ApproachPanel({ sheet }: { sheet: ClientSheet }) {
  const t = useTranslations("client.approach");
  const words = useApproachWords(sheet);
  if (words === null) return <Panel title={t("title")}><p className={styles.quiet}>{t(sheet.client.status === "ACTIVE" ? "protected" : "none")}</p></Panel>;
  return (
    <Panel title={t("title")} lead={words.lead}>
      <p className={styles.opening}>{words.opening}</p>
      <dl className={styles.facts}>
        <div><dt>{t("angleTitle")}</dt><dd>{words.angle}</dd></div>
        <div><dt>{t("toneTitle")}</dt><dd>{words.tone}</dd></div>
        <div><dt>{t("channel")}</dt><dd>{words.channels}</dd></div>
        <div><dt>{t("service.title")}</dt><dd>{words.service}</dd></div>
      </dl>
    </Panel>
  );
}
