"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Colleague } from "@/lib/domain/assignment";
import { loadPercent } from "@/lib/domain/workload";
import type { AppErrorCode } from "@/lib/errors";
import { formatPercent } from "@/lib/i18n/format";
import type { ReassignCommands } from "./workload-commands";
import styles from "./workload.module.css";

type ColleagueChoiceProps = { list: ReassignCommands["listColleagues"]; chosen: readonly number[]; /** Whose clients they are. */ butId: number | null; onChange: (ids: readonly number[]) => void; isRefused: boolean };

/** One colleague or several, each with how loaded they are. */
export function ColleagueChoice({ list, chosen, butId, onChange, isRefused }: ColleagueChoiceProps) {
  const t = useTranslations("workload.dialog");
  const errors = useTranslations("errors.code");
  const locale = useLocale();
  const { colleagues, code } = useColleagues(list);
  const loadWords = ({ expectedMinutes, capacityMinutes }: Colleague) => {
    const percent = loadPercent(expectedMinutes, capacityMinutes);
    return percent === null ? t("noLoad") : t("load", { percent: formatPercent(locale, percent / 100) });
  };
  return (
    <fieldset className={styles.choices}>
      <legend>{t("to")}</legend>
      {code && <p role="alert" className={styles.fault}>{errors(code)}</p>}
      {!colleagues && !code && <p className={styles.hint}>{t("loading")}</p>}
      <div className={styles.colleagues}>
        {colleagues?.filter(({ id }) => id !== butId).map((colleague) => (
          <label key={colleague.id}>
            <input type="checkbox" checked={chosen.includes(colleague.id)} onChange={(event) => onChange(event.target.checked ? [...chosen, colleague.id] : chosen.filter((id) => id !== colleague.id))} />
            <span>{t("colleague", { name: colleague.name, branch: colleague.branchName })} <small>{loadWords(colleague)}</small></span>
          </label>
        ))}
      </div>
      <p className={styles.hint}>{t("toHint")}</p>
      {isRefused && <p role="alert" className={styles.fault}>{t("pick")}</p>}
    </fieldset>
  );
}

function useColleagues(list: ReassignCommands["listColleagues"]) {
  const [state, setState] = useState<{ colleagues: readonly Colleague[] | null; code: AppErrorCode | "OFFLINE" | null }>({ colleagues: null, code: null });
  useEffect(() => {
    let isLeft = false;
    void list({}).catch(() => ({ ok: false, code: "OFFLINE" }) as const).then((answer) => {
      if (!isLeft) setState({ colleagues: answer.ok ? answer.data : null, code: answer.ok ? null : answer.code });
    });
    return () => {
      isLeft = true;
    };
  }, [list]);
  return state;
}
