"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

type DeleteUploadButtonProps = { id: string; fileCount: number; isBusy: boolean; deleteUpload: (input: unknown) => Promise<ActionResult<void>> };

/** Deletes an import with its files, after a question, and goes back to the list. `isBusy`: a job works on it. */
export function DeleteUploadButton({ id, fileCount, isBusy, deleteUpload }: DeleteUploadButtonProps) {
  const t = useTranslations("imports.upload");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [isPending, startTransition] = useTransition();
  const erase = () => startTransition(async () => {
    const result = await deleteUpload({ id }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!result.ok) return toast({ message: errors(result.code), tone: "danger" });
    toast({ message: t("deleted"), tone: "success" });
    router.replace("/admin/imports");
  });
  return (
    <>
      <button type="button" className={button.quiet} disabled={isBusy} onClick={() => setIsAsking(true)}>{t("delete")}</button>
      {isAsking && (
        <ConfirmDialog open danger pending={isPending} title={t("deleteTitle")} text={t("deleteText", { count: fileCount })}
          labels={{ confirm: t("delete"), cancel: common("cancel") }} onConfirm={erase} onCancel={() => setIsAsking(false)} />
      )}
    </>
  );
}
