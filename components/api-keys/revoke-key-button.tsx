"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

export type RevokeKey = (input: unknown) => Promise<ActionResult<void>>;

/** Ends a key once that was confirmed. */
export function RevokeKeyButton({ id, name, revokeKey }: { id: string; name: string; revokeKey: RevokeKey }) {
  const t = useTranslations("apiKeys");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const revoke = () => startTransition(async () => {
    const result = await revokeKey({ id }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setAsking(false);
    toast(result.ok ? { message: t("revoked", { name }), tone: "success" } : { message: errors(result.code), tone: "danger" });
  });
  return (
    <>
      <button type="button" className={button.quiet} aria-label={t("revokeNamed", { name })} onClick={() => setAsking(true)}>{t("revoke")}</button>
      {asking && (
        <ConfirmDialog open danger pending={pending} title={t("revokeTitle", { name })} text={t("revokeText")}
          labels={{ confirm: t("revoke"), cancel: common("cancel") }} onConfirm={revoke} onCancel={() => setAsking(false)} />
      )}
    </>
  );
}
