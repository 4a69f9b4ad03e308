"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import type { CampaignFrame } from "@/lib/domain/control-campaign";
import type { ActionResult } from "@/lib/errors";

export type DrawCommand = (input: unknown) => Promise<ActionResult<{ id: string }>>;

/** Draws the sample and goes to it. Pressed twice, or again after a lost answer, it draws one. */
export function DrawButton({ frame, words, draw }: { frame: CampaignFrame; words: { draw: string; drawing: string }; draw: DrawCommand }) {
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [id] = useState(() => crypto.randomUUID());
  const [isPending, startTransition] = useTransition();
  const begin = () => startTransition(async () => {
    const result = await draw({ id, frame }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (result.ok) router.push(`/supervision/audits/${result.data.id}` as Route);
    else toast({ message: errors(result.code), tone: "danger" });
  });
  return <button type="button" className={button.primary} disabled={isPending} onClick={begin}>{isPending ? words.drawing : words.draw}</button>;
}
