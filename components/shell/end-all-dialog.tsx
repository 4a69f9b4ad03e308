"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";
import { leave } from "./leave";

export type EndAllSessions = (input: unknown) => Promise<ActionResult<void>>;

export function EndAllDialog({ endAllSessions, onCancel }: { endAllSessions: EndAllSessions; onCancel: () => void }) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const endAll = () => startTransition(async () => {
    const result = await endAllSessions({}).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (result.ok || result.code === "SIGNED_OUT") await leave();
    else toast({ message: errors(result.code), tone: "danger" });
  });
  return (
    <ConfirmDialog open danger pending={pending} title={t("signOutEverywhereTitle")} text={t("signOutEverywhereText")}
      labels={{ confirm: t("signOutEverywhere"), cancel: common("cancel") }} onConfirm={endAll} onCancel={onCancel} />
  );
}
