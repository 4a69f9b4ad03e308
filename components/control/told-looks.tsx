import table from "@/components/ui/data-table.module.css";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { GridQuestion } from "@/lib/domain/control-campaign";
import type { ControlLook } from "@/lib/domain/control-entry";
import { formatInstant } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";
import styles from "./entry.module.css";

const NAMES = { 1: "first", 2: "second", 3: "third" } as const;

/** What each look said, once it may be told: verdicts and remarks, then answer beside answer. */
export function ToldLooks({ looks, questions, wording: { t, locale } }: { looks: readonly ControlLook[]; questions: readonly GridQuestion[]; wording: ControlWording }) {
  const answered = looks.filter(({ look }) => look < 3);
  const nameOf = (look: number) => t(`looks.${NAMES[look as 1 | 2 | 3]}`);
  return (
    <Panel title={t(answered.length > 1 ? "looks.title" : "looks.titleOne")}>
      <div className={styles.looks}>
        {looks.map((look) => (
          <div key={look.look} className={styles.look}>
            <h3>{nameOf(look.look)} <Tag tone={look.compliant ? "success" : "danger"}>{t(`verdict.${look.compliant}`)}</Tag></h3>
            <p className={styles.hint}>{t("looks.by", { name: look.reviewer, at: formatInstant(locale, new Date(look.doneAt)) })}</p>
            {look.remark && <p>{look.remark}</p>}
          </div>
        ))}
        <div className={table.frame} role="region" aria-label={t("looks.question")} tabIndex={0}>
          <table className={table.table}>
            <thead><tr><th scope="col">{t("looks.question")}</th>{answered.map(({ look }) => <th key={look} scope="col">{nameOf(look)}</th>)}</tr></thead>
            <tbody>
              {questions.map((question) => (
                <tr key={question.code}>
                  <th scope="row">{locale === "fr" ? question.textFr : question.textEn}</th>
                  {answered.map(({ look, answers }) => <td key={look}>{answers[question.code] && t(`answer.${answers[question.code] ?? "NA"}`)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}
