import { useLocale, useTranslations } from "next-intl";
import type { ExplainedScore } from "@/lib/domain/client-sheet";
import { mireSteps, type MireStep } from "@/lib/domain/mire-steps";
import type { ScoringParameters } from "@/lib/domain/score-mire";
import type { Score } from "@/lib/domain/score-pnb";
import { formatNumber } from "@/lib/i18n/format";
import styles from "./sheet.module.css";

/** Score MIRE by its three levels, each with what would reach the next. */
export function MireExplained({ score, mireScore }: { score: ExplainedScore; mireScore: Score }) {
  const t = useTranslations("client.scores");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const steps = mireSteps(score, score.parameters);
  const weights = weightsOf(score.parameters);
  const mean = steps.reduce((sum, step, place) => sum + step.level * (weights[place] ?? 0), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  const isEven = new Set(weights).size === 1;
  const levels = steps.map((step, place) => (isEven ? String(step.level) : `${step.level} × ${weights[place]}`)).join(" + ");
  return (
    <div className={styles.explained}>
      <h3>{domain("term.scoreMire")} <span>{t("outOf", { score: mireScore })}</span></h3>
      <p>{t(isEven ? "mire" : "mireWeighted", { levels, mean: formatNumber(locale, mean, 2) })}</p>
      <dl className={styles.steps}>
        {steps.map((step) => <Step key={step.dimension} step={step} score={score} />)}
      </dl>
    </div>
  );
}

function Step({ step, score }: { step: MireStep; score: ExplainedScore }) {
  const t = useTranslations("client.scores");
  return (
    <div>
      <dt>{t(`mireDimension.${step.dimension}`)}</dt>
      <dd><Level level={step.level} /> {useValueInWords(step, score)}</dd>
      <dd className={styles.note}>{step.next ? t(`missing.${step.next.missing.code}`, { count: "count" in step.next.missing ? step.next.missing.count : 0, level: step.next.level }) : t("top")}</dd>
    </div>
  );
}

function useValueInWords({ dimension, value }: MireStep, { hasDav, regularIncome }: ExplainedScore): string {
  const t = useTranslations("client.scores.mireValue");
  if (dimension !== "DAV") return t(dimension, { count: value });
  if (!hasDav) return t("DAV_NONE");
  return t(regularIncome ? "DAV_INCOME" : "DAV", { operations: Math.round(10 * value) / 10 });
}

/** Four marks of which so many are filled. */
function Level({ level }: { level: Score }) {
  const t = useTranslations("client.scores");
  return (
    <span className={styles.level} role="img" aria-label={t("level", { level })}>
      {[1, 2, 3, 4].map((mark) => <span key={mark} data-filled={mark <= level} />)}
    </span>
  );
}

function weightsOf({ productWeight, universeWeight, davWeight }: ScoringParameters): number[] {
  return [productWeight, universeWeight, davWeight];
}
