import { useLocale, useTranslations } from "next-intl";
import { SegmentChip } from "@/components/clients/segment-chip";
import { useClosedActionWords } from "@/components/interactions/closed-action-words";
import button from "@/components/ui/button.module.css";
import { CheckIcon } from "@/components/ui/icons";
import type { ScoreMove } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import type { ToldStep } from "./round-commands";
import styles from "./round.module.css";

type LastStepProps = { told: ToldStep | null; canUndo: boolean; areKeysOn: boolean; isPending: boolean; onUndo: () => void };

/** What was done last and what it moved, said as it happens; it stays until the next step, with the way back. */
export function LastStep({ told, canUndo, areKeysOn, isPending, onUndo }: LastStepProps) {
  const t = useTranslations("round");
  const stepWords = useStepWords();
  const closedWords = useClosedActionWords();
  return (
    <div className={styles.last} data-empty={told === null && !canUndo}>
      <div role="status" aria-label={t("last.label")}>
        {told && <p key={`${told.step.targetId} ${told.isUndone}`}><CheckIcon size={18} /> {stepWords(told)} {told.closed && closedWords(told.closed)} {told.move && <Move move={told.move} />}</p>}
      </div>
      {canUndo && (
        <button type="button" className={button.quiet} disabled={isPending} aria-label={t("long.undo")} aria-keyshortcuts={areKeysOn ? "U" : undefined} onClick={onUndo}>
          {t("do.undo")}{areKeysOn && <kbd aria-hidden="true">U</kbd>}
        </button>
      )}
    </div>
  );
}

function useStepWords(): (told: ToldStep) => string {
  const t = useTranslations("round.last");
  const domain = useTranslations("domain");
  const locale = useLocale();
  return ({ step: { kind, clientName: client, outcome, untilOn, reason }, isUndone, isKept }) => {
    if (isKept) return t(isUndone ? "unkept" : "kept", { client });
    if (isUndone) return t(kind === "interaction.log" ? "undoneLog" : "undone", { client });
    if (kind === "interaction.log") return t("log", { client, outcome: outcome ? domain(`outcome.${outcome}`) : "" });
    if (kind === "nextAction.snooze") return t("snooze", { client, day: untilOn ? formatDay(locale, untilOn) : "" });
    if (kind === "nextAction.take") return t("take", { client });
    return t("dismiss", { client, reason: reason ? domain(`dismissalReason.${reason}`) : "" });
  };
}

function Move({ move: { before, after } }: { move: ScoreMove }) {
  const t = useTranslations("round.last");
  const domain = useTranslations("domain.segment");
  const chip = (segment: ScoreMove["after"]["segment"]) => <SegmentChip segment={segment} label={domain(segment ?? "NEW")} />;
  if (before.segment === after.segment) return <span className={styles.move}>{t("stays")} {chip(after.segment)}</span>;
  return <span className={styles.move}>{chip(before.segment)} → {chip(after.segment)}</span>;
}
