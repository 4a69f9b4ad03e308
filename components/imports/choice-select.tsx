"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";
import type { FileChoice, SettingName } from "./delivery-views";
import styles from "./imports.module.css";

export type ChooseForFile = (input: unknown) => Promise<ActionResult<void>>;

/** Stands for a column that is left aside. */
export const IGNORED = "-";

type ChoiceSelectProps = {
  file: { uploadId: string; id: string };
  choice: FileChoice;
  /** What is chosen: a setting of the file, or what a column of it becomes. */
  target: { setting: SettingName } | { header: string };
  /** "": nothing is known yet, or it is to be found out again. */
  value: string;
  options: readonly { value: string; label: string }[];
  label: string;
  describedBy?: string;
  isDoubtful: boolean;
  choose: ChooseForFile;
};

/** One thing that was detected, to be corrected; the file is read anew at once. */
export function ChoiceSelect({ file, choice, target, value, options, label, describedBy, isDoubtful, choose }: ChoiceSelectProps) {
  const errors = useTranslations("errors.code");
  const t = useTranslations("imports.preview");
  const toast = useToast();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [shown, show] = useOptimistic(value);
  const change = (next: string) => startTransition(async () => {
    show(next);
    const result = await choose({ uploadId: file.uploadId, id: file.id, choice: changedChoice(choice, target, next) }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (result.ok) return;
    toast({ message: result.code === "CONFLICT" ? t("conflict") : errors(result.code), tone: "danger" });
    if (result.code === "CONFLICT") router.refresh();
  });
  return (
    <select className={styles.select} aria-label={label} aria-describedby={describedBy} aria-busy={isPending} data-doubtful={isDoubtful} value={shown} onChange={({ target: { value: next } }) => change(next)}>
      {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
    </select>
  );
}

function changedChoice(choice: FileChoice, target: ChoiceSelectProps["target"], value: string): FileChoice {
  if ("setting" in target) {
    const { [target.setting]: _before, ...others } = choice;
    // The columns of another file have other meanings.
    const kept = target.setting === "kind" ? { ...others, columns: undefined } : others;
    return value === "" ? kept : { ...kept, [target.setting]: value };
  }
  const { [target.header]: _before, ...columns } = choice.columns ?? {};
  return { ...choice, columns: value === "" ? columns : { ...columns, [target.header]: value === IGNORED ? null : value } };
}
