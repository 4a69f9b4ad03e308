import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import type { PnbGap, SegmentClimb, SegmentStep } from "@/lib/domain/segment-steps";
import { formatEuros } from "@/lib/i18n/format";
import { moveWords, stepWords } from "./step-words";
import styles from "./sheet.module.css";

/** Steps beyond these are folded away: the cheapest say most. */
const SHOWN_STEPS = 5;

/** What would move the client one segment up, the cheapest first; nothing where there is no way up to tell of. */
export function ClimbPanel({ sheet: { climb, score, productNames } }: { sheet: Pick<ClientSheet, "climb" | "score" | "productNames"> }) {
  const t = useTranslations("client.climb");
  const domain = useTranslations("domain.segment");
  if (climb === null || score?.mireScore == null || score.pnbScore === null) return null;
  const before = { pnbScore: score.pnbScore, mireScore: score.mireScore };
  const list = (steps: readonly SegmentStep[]) => <Steps steps={steps} before={before} climb={climb} productNames={productNames} />;
  return (
    <Panel title={t("title", { segment: domain(climb.segmentUp) })} lead={t("lead", { points: climb.points })}>
      {climb.steps.length === 0 ? <p className={styles.quiet}>{t("none")}</p> : list(climb.steps.slice(0, SHOWN_STEPS))}
      {climb.steps.length > SHOWN_STEPS && (
        <details className={styles.fold}>
          <summary>{t("more", { count: climb.steps.length - SHOWN_STEPS })}</summary>
          {list(climb.steps.slice(SHOWN_STEPS))}
        </details>
      )}
      {climb.pnbGap && <p className={styles.gap}><PnbWords gap={climb.pnbGap} isOnlyWay={before.mireScore === 4} /></p>}
      <p className={styles.note}>{t("rule")}</p>
    </Panel>
  );
}

type StepsProps = { steps: readonly SegmentStep[]; before: { pnbScore: number; mireScore: number }; climb: SegmentClimb } & Pick<ClientSheet, "productNames">;

function Steps({ steps, before, climb, productNames }: StepsProps) {
  const wording = { locale: useLocale(), t: useTranslations("client.climb"), domain: useTranslations("domain") };
  return (
    <ol className={styles.climb}>
      {steps.map((step) => (
        <li key={`${step.kind} ${step.horizon} ${step.productCodes.join()}`}>
          <strong>{stepWords(step, productNames, wording)}</strong>
          <span className={styles.quiet}>{moveWords(step, before, climb.segmentUp, wording)}</span>
        </li>
      ))}
    </ol>
  );
}

function PnbWords({ gap, isOnlyWay }: { gap: PnbGap; isOnlyWay: boolean }) {
  const t = useTranslations("client.climb");
  const locale = useLocale();
  const values = { missing: formatEuros(locale, gap.missingCents), over: formatEuros(locale, gap.overCents), score: gap.pnbScore };
  return t.rich(isOnlyWay ? "onlyPnb" : "pnb", { ...values, b: (words) => <strong>{words}</strong> });
}
