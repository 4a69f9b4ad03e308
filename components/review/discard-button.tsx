"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { DiscardReview } from "./review-commands";

type DiscardButtonProps = { clientId: number; draft: { id: string; version: number }; discard: DiscardReview };

/** Gives up a draft, after asking. */
export function DiscardButton({ clientId, draft, discard }: DiscardButtonProps) {
  const t = useTranslations("review.discarding");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const confirm = () => startTransition(async () => {
    const result = await discard({ clientId, id: draft.id, version: draft.version }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!result.ok) toast({ message: errors(result.code), tone: "danger" });
    setOpen(false);
    router.refresh();
  });
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" onClick={() => setOpen(true)}>{t("button")}</button>
      {open && (
        <ConfirmDialog open danger title={t("title")} text={t("text")} labels={{ confirm: t("button"), cancel: common("cancel") }} pending={pending} onConfirm={confirm} onCancel={() => setOpen(false)} />
      )}
    </>
  );
}
