import { useLocale, useTranslations } from "next-intl";
import type { ExplainedScore } from "@/lib/domain/client-sheet";
import type { PeerBenchmark } from "@/lib/domain/peers";
import type { Score } from "@/lib/domain/score-pnb";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import { PeerChart } from "./peer-chart";
import { droppedInWords, peersInWords, type PeerWording } from "./peer-words";
import styles from "./sheet.module.css";

/** Score PNB in the words of the advisor. Source: domain, *Score PNB*, 5. */
export function PnbExplained({ score, pnbScore }: { score: ExplainedScore; pnbScore: Score }) {
  const wording = usePeerWording();
  const { t, domain } = wording;
  const { peers, pnbCents } = score;
  return (
    <div className={styles.explained}>
      <h3>{domain("term.scorePnb")} <span>{t("outOf", { score: pnbScore })}</span></h3>
      {peers ? <AgainstPeers score={score} peers={peers} wording={wording} /> : <p>{t("noPeers")}</p>}
      {peers && <p>{pnbCents <= 0 ? t("notPositive") : t(`place.${pnbScore}`)}</p>}
      {peers && <PeerChart peers={peers} pnbCents={pnbCents} />}
      <p className={styles.note}>{periodInWords(score, wording)} {peers && keptInWords(score, wording)}</p>
    </div>
  );
}

function AgainstPeers({ score, peers, wording }: { score: ExplainedScore; peers: PeerBenchmark; wording: PeerWording }) {
  const { t, locale } = wording;
  return (
    <p className={styles.sentence}>
      {t.rich("pnb", {
        b: (words) => <strong>{words}</strong>,
        pnb: formatEuros(locale, score.pnbCents),
        peers: peersInWords(peers, wording),
        expected: formatEuros(locale, peers.q50Cents),
        low: formatEuros(locale, peers.q25Cents),
        high: formatEuros(locale, peers.q75Cents),
      })}
    </p>
  );
}

/** A new client has no score yet; what comparable clients bring is a guide. */
export function NewClientExplained({ score }: { score: ExplainedScore }) {
  const wording = usePeerWording();
  const { t, locale } = wording;
  return (
    <div className={styles.explained}>
      <p className={styles.sentence}>{t("new", { months: score.historyMonths, needed: score.parameters.minHistoryMonths })}</p>
      {score.peers && <p>{t("newPeers", { peers: peersInWords(score.peers, wording), expected: formatEuros(locale, score.peers.q50Cents) })}</p>}
    </div>
  );
}

function periodInWords({ historyMonths, closedMonth }: ExplainedScore, { t, locale }: PeerWording): string {
  const month = formatDay(locale, closedMonth, "month");
  return historyMonths < 12 ? t("annualised", { months: historyMonths, month }) : t("period", { month });
}

function keptInWords({ cell, minPeers }: ExplainedScore, wording: PeerWording): string {
  const dimensions = droppedInWords(cell, wording);
  return dimensions === "" ? wording.t("allKept") : wording.t("dropped", { min: minPeers, dimensions });
}

function usePeerWording(): PeerWording {
  return { locale: useLocale(), t: useTranslations("client.scores"), domain: useTranslations("domain") };
}
