"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useToast } from "@/components/ui/toaster";
import { LONGEST_ABSENCE_DAYS, type ReassignmentCard } from "@/lib/domain/assignment";
import { addDays, laterOf, type Day } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import type { DecisionCommands } from "./workload-commands";
import styles from "./workload.module.css";

const USUAL_DAYS = 7;

/** Another last day for an absence. */
export function ExtendDialog({ decision: { id, untilOn }, today, extend, onClose }: { decision: ReassignmentCard; today: Day; extend: DecisionCommands["extend"]; onClose: () => void }) {
  const t = useTranslations("workload.decisions");
  const words = useTranslations("workload.dialog");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const locale = useLocale();
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const [day, setDay] = useState<string>(addDays(laterOf(today, untilOn ?? today), USUAL_DAYS));
  const [fault, setFault] = useState<string | null>(null);
  const submit = () => startTransition(async () => {
    if (!day || day < today) return setFault(words("dayMissing"));
    const answer = await extend({ id, untilOn: day }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!answer.ok) return setFault(errors(answer.code));
    onClose();
    toast({ message: t("extended", { day: formatDay(locale, day as Day) }), tone: "success" });
  });
  return (
    <PlainDialog title={t("extendTitle")} labels={{ close: common("close") }} onClose={onClose} onSubmit={submit} actions={<button type="submit" className={button.primary} disabled={isPending}>{t("save")}</button>}>
      <label className={styles.field}><span>{t("extendUntil")}</span><input type="date" required data-autofocus value={day} min={today} max={addDays(today, LONGEST_ABSENCE_DAYS)} aria-invalid={fault !== null} onChange={(event) => setDay(event.target.value)} /></label>
      {fault && <p role="alert" className={styles.fault}>{fault}</p>}
    </PlainDialog>
  );
}
