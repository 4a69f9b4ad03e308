"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useJobCommand, type JobCommand } from "./job-command";

const OFFERED = ["SCORE_BANK", "NIGHTLY_REFRESH"] as const;
type Offered = (typeof OFFERED)[number];

/** What may be started by hand; each asks first. */
export function JobCommands({ request }: { request: JobCommand }) {
  const t = useTranslations("jobs");
  const common = useTranslations("common");
  const [asked, setAsked] = useState<Offered | null>(null);
  const { pending, send } = useJobCommand(request);
  const start = () => asked && send({ kind: asked }, { done: t("requested", { job: t(`kind.${asked}`) }), conflict: t("waitingAlready") }, () => setAsked(null));
  return (
    <>
      {OFFERED.map((kind) => (
        <button key={kind} type="button" className={kind === "NIGHTLY_REFRESH" ? button.primary : button.quiet} onClick={() => setAsked(kind)}>{t(`command.${kind}`)}</button>
      ))}
      {asked && (
        <ConfirmDialog open pending={pending} title={t(`ask.${asked}.title`)} text={t(`ask.${asked}.text`)}
          labels={{ confirm: t("start"), cancel: common("cancel") }} onConfirm={start} onCancel={() => setAsked(null)} />
      )}
    </>
  );
}
