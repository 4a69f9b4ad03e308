import { useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { ClientSheet, ExplainedScore } from "@/lib/domain/client-sheet";
import { segmentAbove, segmentOf, type Segment } from "@/lib/domain/segments";
import { MireExplained } from "./mire-explained";
import { NewClientExplained, PnbExplained } from "./pnb-explained";
import styles from "./sheet.module.css";

/** Both scores, explained and drawn, and what they add up to. */
export function ScorePanel({ score, status }: { score: ClientSheet["score"]; status: ClientSheet["client"]["status"] }) {
  const t = useTranslations("client.scores");
  return (
    <Panel title={t("title")}>
      {status !== "ACTIVE" ? <p className={styles.quiet}>{t("noneDeparted")}</p> : score ? <Explained score={score} /> : <p className={styles.quiet}>{t("noneYet")}</p>}
    </Panel>
  );
}

function Explained({ score }: { score: ExplainedScore }) {
  const { pnbScore, mireScore, combinedScore, segment } = score;
  if (pnbScore === null || mireScore === null || combinedScore === null || segment === null) return <NewClientExplained score={score} />;
  return (
    <>
      <Sum scores={{ pnb: pnbScore, mire: mireScore, combined: combinedScore }} segment={segment} />
      <div className={styles.bothScores}>
        <PnbExplained score={score} pnbScore={pnbScore} />
        <MireExplained score={score} mireScore={mireScore} />
      </div>
    </>
  );
}

function Sum({ scores, segment }: { scores: { pnb: number; mire: number; combined: number }; segment: Segment }) {
  const t = useTranslations("client.scores");
  const domain = useTranslations("domain.segment");
  const above = segmentAbove(segment);
  const points = [1, 2, 3, 4, 5, 6].find((more) => segmentOf(scores.combined + more) === above);
  return (
    <p className={styles.sum}>
      {t("sum", { ...scores, segment: domain(segment) })} {above && points && t("toNext", { points, segment: domain(above) })}
    </p>
  );
}
