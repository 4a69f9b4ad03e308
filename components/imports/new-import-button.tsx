"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import button from "@/components/ui/button.module.css";
import { PlusIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

export type CreateUpload = (input: unknown) => Promise<ActionResult<void>>;

type NewImportButtonProps = {
  createUpload: CreateUpload;
  /** The import whose refused rows come back; its settings are taken over. */
  from?: string;
};

/** Opens an import for files and goes there. Pressed twice, it opens one. */
export function NewImportButton({ createUpload, from }: NewImportButtonProps) {
  const t = useTranslations("imports");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [id] = useState(newSubmissionKey);
  const [isPending, startTransition] = useTransition();
  const create = () => startTransition(async () => {
    const result = await createUpload(from === undefined ? { id } : { id, from }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (result.ok) router.push(`/admin/imports/${id}`);
    else toast({ message: errors(result.code), tone: "danger" });
  });
  return <button type="button" className={button.primary} disabled={isPending} onClick={create}><PlusIcon size={16} />{from === undefined ? t("new") : t("confirm.resend")}</button>;
}
