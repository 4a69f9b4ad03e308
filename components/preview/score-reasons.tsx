"use client";
import { useLocale, useTranslations } from "next-intl";
import { peersInWords } from "@/components/clients/sheet/peer-words";
import { Panel } from "@/components/ui/panel";
import type { ExplainedScore } from "@/lib/domain/client-sheet";
import { mireSteps } from "@/lib/domain/mire-steps";
import { formatEuros } from "@/lib/i18n/format";
import styles from "./preview.module.css";

/** Why the scores are what they are, in two sentences; the sheet draws them. */
export function ScoreReasons({ score }: { score: ExplainedScore | null }) {
  const t = useTranslations("client.scores");
  return (
    <Panel title={t("title")}>
      {score === null ? <p className={styles.muted}>{t("noneYet")}</p> : score.pnbScore === null ? <p>{t("new", { months: score.historyMonths, needed: score.parameters.minHistoryMonths })}</p> : <Both score={score} />}
    </Panel>
  );
}

function Both({ score }: { score: ExplainedScore }) {
  const t = useTranslations("client.scores");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const { peers, pnbCents, hasDav, regularIncome } = score;
  const euros = (cents: number) => formatEuros(locale, cents);
  const values = mireSteps(score, score.parameters).map(({ dimension, value }) => {
    if (dimension !== "DAV") return t(`mireValue.${dimension}`, { count: value });
    return hasDav ? t(regularIncome ? "mireValue.DAV_INCOME" : "mireValue.DAV", { operations: Math.round(10 * value) / 10 }) : t("mireValue.DAV_NONE");
  });
  return (
    <>
      <p className={styles.reason}>
        <strong>{domain("term.scorePnb")} {t("outOf", { score: score.pnbScore ?? 0 })}</strong>{" "}
        {peers ? t.rich("pnb", {
          b: (words) => <strong>{words}</strong>, pnb: euros(pnbCents), peers: peersInWords(peers, { locale, t, domain }), expected: euros(peers.q50Cents), low: euros(peers.q25Cents), high: euros(peers.q75Cents),
        }) : t("noPeers")}
      </p>
      <p className={styles.reason}><strong>{domain("term.scoreMire")} {t("outOf", { score: score.mireScore ?? 0 })}</strong> {values.join(" · ")}</p>
    </>
  );
}
