"use client";
import { useTranslations } from "next-intl";
import { BlockedIcon, CheckIcon, InfoIcon, WarningIcon } from "@/components/ui/icons";
import type { KeptDraft, SaveState as State } from "./draft-keeper";
import styles from "./review.module.css";

const ICONS: Record<State, typeof CheckIcon> = { SAVED: CheckIcon, TYPING: InfoIcon, SAVING: InfoIcon, FAILED: WarningIcon, CONFLICT: WarningIcon, GONE: BlockedIcon };

/** Whether the server has what was typed; what stands in the way is announced. */
export function SaveState({ kept: { state, failure, mergedWith } }: { kept: KeptDraft }) {
  const t = useTranslations("review.save");
  const errors = useTranslations("errors.code");
  const Icon = ICONS[state];
  return (
    <p className={styles.saveState} data-state={state} role="status">
      <Icon size={16} /> <span>{t(state)}{state === "FAILED" && failure && ` ${errors(failure)}`}{state === "SAVED" && mergedWith && ` ${t("merged", { name: mergedWith })}`}</span>
    </p>
  );
}
