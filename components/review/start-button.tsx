"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { StartReview } from "./review-commands";

type StartButtonProps = { clientId: number; /** The completed review that the new one corrects. */ correctsId: string | null; label: string; primary?: boolean; start: StartReview };

/** Begins a review and goes to it. Pressed twice, or again after a lost answer, it begins one. */
export function StartButton({ clientId, correctsId, label, primary, start }: StartButtonProps) {
  const t = useTranslations("review");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [pending, startTransition] = useTransition();
  const begin = () => startTransition(async () => {
    const result = await start({ clientId, id, correctsId }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (result.ok) return correctsId === null ? router.refresh() : router.push(`/clients/${clientId}/review` as Route);
    toast({ message: result.code === "CONFLICT" && correctsId !== null ? t("correctionRefused") : errors(result.code), tone: "danger" });
  });
  return <button type="button" className={primary ? button.primary : button.quiet} disabled={pending} onClick={begin}>{label}</button>;
}
