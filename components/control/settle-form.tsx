"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import button from "@/components/ui/button.module.css";
import { Panel } from "@/components/ui/panel";
import { useCommand, type ControlCommand } from "./use-command";
import type { LookKey } from "./use-look";
import styles from "./entry.module.css";

/** What two reviewers agreed on after they saw it differently. */
export function SettleForm({ entry, settle }: { entry: LookKey; settle: ControlCommand }) {
  const t = useTranslations("controlReview");
  const { isPending, run, toast } = useCommand();
  const [compliant, setCompliant] = useState<boolean | null>(null);
  const [remark, setRemark] = useState("");
  const id = useId();
  const send = () => run(settle, { ...entry, compliant, remark }, () => toast({ message: t("settle.saved"), tone: "success" }));
  return (
    <Panel title={t("settle.title")} lead={t("settle.lead")}>
      <div className={styles.fields}>
        <fieldset className={styles.question}>
          <legend>{t("settle.verdict")}</legend>
          <div className={styles.answers}>
            {[true, false].map((choice) => <label key={String(choice)}><input type="radio" name={id} checked={compliant === choice} onChange={() => setCompliant(choice)} /> {t(`verdict.${choice}`)}</label>)}
          </div>
        </fieldset>
        <label>{t("settle.reason")}<textarea className={styles.input} maxLength={2000} value={remark} onChange={(event) => setRemark(event.target.value)} /></label>
        <p className={styles.foot}><button type="button" className={button.primary} disabled={isPending || compliant === null || remark.trim() === ""} onClick={send}>{t("settle.confirm")}</button></p>
      </div>
    </Panel>
  );
}
