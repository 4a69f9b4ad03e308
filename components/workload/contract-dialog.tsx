"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useToast } from "@/components/ui/toaster";
import type { Day } from "@/lib/domain/dates";
import type { Absence, WorkContract } from "@/lib/domain/workload";
import type { ActionResult } from "@/lib/errors";
import { formatDay } from "@/lib/i18n/format";
import type { ContractCommands } from "./workload-commands";
import styles from "./workload.module.css";

export type ContractDialogProps = {
  advisor: { id: number; name: string };
  contract: WorkContract;
  absences: readonly (Absence & { id: string })[];
  commands: ContractCommands;
  onClose: () => void;
};

const MOST_HOURS = 60;

/** How much someone works, what of it is for their portfolio, and when they are away. */
export function ContractDialog({ advisor, contract, absences, commands, onClose }: ContractDialogProps) {
  const t = useTranslations("workload.contractDialog");
  const common = useTranslations("common");
  const toast = useToast();
  const [hours, setHours] = useState(String(contract.weeklyMinutes / 60));
  const [share, setShare] = useState(String(contract.clientSharePercent));
  const { isPending, fault, send, refuse } = useSending();
  const submit = () => {
    const [weekly, percent] = [Number(hours.replace(",", ".")), Number(share)];
    if (!(weekly >= 0 && weekly <= MOST_HOURS && Number.isInteger(percent) && percent >= 0 && percent <= 100)) return refuse(t("invalid"));
    send(() => commands.saveContract({ userId: advisor.id, weeklyMinutes: Math.round(weekly * 60), clientSharePercent: percent }), () => {
      onClose();
      toast({ message: t("saved"), tone: "success" });
    });
  };
  return (
    <PlainDialog title={t("title", { name: advisor.name })} labels={{ close: common("close") }} onClose={onClose} onSubmit={submit} actions={<button type="submit" className={button.primary} disabled={isPending}>{t("save")}</button>}>
      <div className={styles.row}>
        <label className={styles.field}><span>{t("hours")}</span><input inputMode="decimal" data-autofocus value={hours} onChange={(event) => setHours(event.target.value)} /></label>
        <label className={styles.field}><span>{t("share")}</span><input inputMode="numeric" value={share} onChange={(event) => setShare(event.target.value)} /></label>
      </div>
      {fault && <p role="alert" className={styles.fault}>{fault}</p>}
      <Absences userId={advisor.id} absences={absences} commands={commands} />
    </PlainDialog>
  );
}

function Absences({ userId, absences, commands }: { userId: number; absences: ContractDialogProps["absences"]; commands: ContractCommands }) {
  const t = useTranslations("workload.contractDialog");
  const locale = useLocale();
  const [[from, until], setDays] = useState<[string, string]>(["", ""]);
  const { isPending, fault, send, refuse } = useSending();
  const add = () => {
    if (!from || !until || until < from) return refuse(t("invalidDays"));
    send(() => commands.addAbsence({ userId, id: newSubmissionKey(), fromOn: from, untilOn: until }), () => setDays(["", ""]));
  };
  const words = (day: Day) => formatDay(locale, day);
  return (
    <fieldset className={styles.choices}>
      <legend>{t("absences")}</legend>
      {absences.length === 0 && <p className={styles.hint}>{t("none")}</p>}
      <ul className={styles.absences}>
        {absences.map(({ id, fromOn, untilOn }) => (
          <li key={id}>
            {t("from")} {words(fromOn)} {t("until")} {words(untilOn)}
            <button type="button" className={button.quiet} disabled={isPending} aria-label={t("remove", { from: words(fromOn), until: words(untilOn) })} onClick={() => send(() => commands.removeAbsence({ userId, id }))}>{t("removeShort")}</button>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <label className={styles.field}><span>{t("from")}</span><input type="date" value={from} onChange={(event) => setDays([event.target.value, until])} /></label>
        <label className={styles.field}><span>{t("until")}</span><input type="date" value={until} onChange={(event) => setDays([from, event.target.value])} /></label>
        <button type="button" className={button.quiet} disabled={isPending} onClick={add}>{t("add")}</button>
      </div>
      {fault && <p role="alert" className={styles.fault}>{fault}</p>}
    </fieldset>
  );
}

/** Sends one change, and says why it was refused. */
function useSending() {
  const errors = useTranslations("errors.code");
  const [isPending, startTransition] = useTransition();
  const [fault, refuse] = useState<string | null>(null);
  const send = (change: () => Promise<ActionResult<void>>, then?: () => void) => startTransition(async () => {
    const answer = await change().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    refuse(answer.ok ? null : errors(answer.code));
    if (answer.ok) then?.();
  });
  return { isPending, fault, send, refuse };
}
