"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import { useCommand } from "./use-command";
import type { LookDraft, LookKey, SaveLook } from "./use-look";

/** Takes up a look that was finished, as it was: for as long as nobody was told of it. */
export function ResumeButton({ entry, kept: { answers, remark }, save }: { entry: LookKey; kept: LookDraft; save: SaveLook }) {
  const t = useTranslations("controlReview");
  const router = useRouter();
  const { isPending, run } = useCommand();
  return <button type="button" className={button.quiet} disabled={isPending} onClick={() => run(save, { ...entry, answers, remark, done: false }, () => router.refresh())}>{t("resume")}</button>;
}
