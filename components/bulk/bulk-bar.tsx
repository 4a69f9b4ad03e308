"use client";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { lazyDialog } from "@/components/lazy-dialog";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import { ReassignPanel } from "@/components/workload/reassign-panel";
import type { ReassignCommands } from "@/components/workload/workload-commands";
import type { Day } from "@/lib/domain/dates";
import type { BulkPlan, BulkStep, BulkStepKind } from "@/lib/domain/bulk-step";
import { formatNumber } from "@/lib/i18n/format";
import type { BulkBarProps } from "./bulk-dock";
import { startRun, useBulkRun, type BulkRun } from "./bulk-run";
import styles from "./bulk.module.css";
import { choose, chooseAll, clearSelection, countOf, tellTotal, useSelection, type Selection } from "./client-selection";
import { ExportButtons } from "./export-buttons";
import { RunPanel } from "./run-panel";

const StepDialog = lazyDialog(() => import("./step-dialog").then((module) => module.StepDialog));

const STEPS: readonly BulkStepKind[] = ["REMIND", "SNOOZE", "DISMISS"];

/** How many are chosen, what may be done with them, and the step on its way. */
export function BulkBar({ list, asShown, today, countSelection, commands, reassign, status }: BulkBarProps) {
  const t = useTranslations("bulk");
  const selection = useSelection(list);
  const run = useBulkRun();
  const isChosen = selection.all || selection.ids.size > 0;
  const [asked, setAsked] = useState<BulkStepKind | null>(null);
  const { selectAll, isCounting } = useWholeList(list, countSelection);
  useFreshList(run?.state === "DONE");
  const confirm = (step: BulkStep, plan: BulkPlan) => {
    setAsked(null);
    clearSelection();
    if (commands) startRun(commands, step, plan);
  };
  return (
    <>
      {status && createPortal(isChosen && <Count selection={selection} />, status)}
      {run && <RunPanel run={run} />}
      {isChosen && (
        <div role="group" aria-label={t("label")} className={styles.line}>
          <div className={styles.choosing}>
            {!selection.all && <button type="button" className={`${button.quiet} ${styles.wholePage}`} onClick={() => choose(list, shownRows(), true)}>{t("page")}</button>}
            {!selection.all && <button type="button" className={button.quiet} onClick={selectAll}>{t("all")}</button>}
            <button type="button" className={button.quiet} onClick={clearSelection}>{t("clear")}</button>
            <ExportButtons selection={{ ...sentOf(selection), list: asShown }} count={countOf(selection)} />
          </div>
          {reassign && today && <ReassignSelection selection={selection} today={today} commands={reassign} isCounting={isCounting} />}
          {commands && (
            <div className={styles.steps}>
              {STEPS.map((kind) => (
                <button key={kind} type="button" className={button.primary} disabled={isCounting || isGoing(run)} onClick={() => setAsked(kind)}>{t(`do.${kind}`)}</button>
              ))}
            </div>
          )}
        </div>
      )}
      {commands && asked && today && (
        <StepDialog kind={asked} today={today} planStep={(step) => commands.plan({ selection: sentOf(selection), step })} onConfirm={confirm} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

/** A supervisor gives the chosen clients to colleagues. */
function ReassignSelection({ selection, today, commands, isCounting }: { selection: Selection; today: Day; commands: ReassignCommands; isCounting: boolean }) {
  const t = useTranslations("bulk");
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.steps}>
      <button type="button" className={button.primary} aria-haspopup="dialog" disabled={isCounting} onClick={() => setOpen(true)}>{t("reassign")}</button>
      {isOpen && <ReassignPanel asked={{ of: "SELECTION", selection: sentOf(selection) }} whom={t("reassigned", { count: countOf(selection) ?? 0 })} today={today} absentId={null} commands={commands} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** One step at a time. */
function isGoing(run: BulkRun | null): boolean {
  return run !== null && run.state !== "DONE";
}

function Count({ selection }: { selection: Selection }) {
  const t = useTranslations("bulk");
  const locale = useLocale();
  const count = countOf(selection);
  if (count === null) return t("counting");
  if (!selection.all) return t("count", { count });
  return selection.ids.size === 0 ? t("countAll", { count }) : t("countAllBut", { count, left: formatNumber(locale, selection.ids.size) });
}

/** The whole list by its filter; the count is what the server finds at that moment. */
function useWholeList(list: string, countSelection: BulkBarProps["countSelection"]) {
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [isCounting, setCounting] = useState(false);
  const selectAll = async () => {
    chooseAll(list);
    setCounting(true);
    const answer = await countSelection({ list, all: true, ids: [] }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setCounting(false);
    if (answer.ok) return tellTotal(list, answer.data);
    clearSelection();
    toast({ message: errors(answer.code), tone: "danger" });
  };
  return { selectAll: () => void selectAll(), isCounting };
}

/** Once a step is through, the rows are asked for anew. */
function useFreshList(isDone: boolean): void {
  const router = useRouter();
  const wasDone = useRef(isDone);
  useEffect(() => {
    if (isDone && !wasDone.current) router.refresh();
    wasDone.current = isDone;
  }, [isDone, router]);
}

/** Cards have no heading to choose all of them by. */
function shownRows(): number[] {
  return Array.from(document.querySelectorAll<HTMLInputElement>("input[data-select]"), ({ dataset }) => Number(dataset.select));
}

function sentOf({ list, all, ids }: Selection) {
  return { list, all, ids: [...ids] };
}
