"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { SubSegment } from "@/lib/domain/approach";
import type { ChangeKit } from "./kit-view";

/** Gives a sub-segment the workbench's own words again, once that was confirmed. */
export function ResetKitButton({ kit: { segment, lifeStage, zone }, version, name, resetKit }: { kit: SubSegment; version: number; name: string; resetKit: ChangeKit }) {
  const t = useTranslations("approachKit");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const reset = () => startTransition(async () => {
    const result = await resetKit({ segment, lifeStage, zone, version }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setAsking(false);
    toast(result.ok ? { message: t("wasReset", { name }), tone: "success" } : { message: errors(result.code), tone: "danger" });
  });
  return (
    <>
      <button type="button" className={button.quiet} aria-label={t("resetNamed", { name })} onClick={() => setAsking(true)}>{t("reset")}</button>
      {asking && (
        <ConfirmDialog open danger pending={pending} title={t("resetTitle", { name })} text={t("resetText")}
          labels={{ confirm: t("reset"), cancel: common("cancel") }} onConfirm={reset} onCancel={() => setAsking(false)} />
      )}
    </>
  );
}
