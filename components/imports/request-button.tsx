"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

export type RequestRun = (input: unknown) => Promise<ActionResult<void>>;

type RequestButtonProps = {
  uploadId: string;
  request: RequestRun;
  words: { ask: string; done: string };
  /** Asked before it is done. */
  question?: { title: string; text: string };
  isQuiet?: boolean;
};

/** Asks for the preview or the import of an upload. */
export function RequestButton({ uploadId, request, words, question, isQuiet = false }: RequestButtonProps) {
  const t = useTranslations("imports.preview");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isPending, startTransition] = useTransition();
  const send = () => startTransition(async () => {
    const result = await request({ id: uploadId }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setAsking(false);
    if (result.ok) toast({ message: words.done });
    else toast({ message: result.code === "CONFLICT" ? t("conflict") : errors(result.code), tone: "danger" });
    if (!result.ok && result.code === "CONFLICT") router.refresh();
  });
  return (
    <>
      <button type="button" className={isQuiet ? button.quiet : button.primary} disabled={isPending} onClick={() => (question ? setAsking(true) : send())}>{words.ask}</button>
      {isAsking && question && (
        <ConfirmDialog open pending={isPending} title={question.title} text={question.text} labels={{ confirm: words.ask, cancel: common("cancel") }} onConfirm={send} onCancel={() => setAsking(false)} />
      )}
    </>
  );
}
