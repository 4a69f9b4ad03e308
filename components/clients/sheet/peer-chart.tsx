import { useLocale, useTranslations } from "next-intl";
import type { PeerBenchmark } from "@/lib/domain/peers";
import { formatEuros } from "@/lib/i18n/format";
import styles from "./charts.module.css";
import { peerScale } from "./peer-scale";

/** Where one client's PNB stands among the peers: the middle eighty of a hundred, in quarters. Percentages across, pixels down. */
export function PeerChart({ peers, pnbCents }: { peers: PeerBenchmark; pnbCents: number }) {
  const t = useTranslations("client.scores");
  const locale = useLocale();
  const { at, marker } = peerScale(peers, pnbCents);
  const euros = (cents: number) => formatEuros(locale, cents);
  const bands = [
    { score: 1, from: at(peers.q10Cents), to: at(peers.q25Cents) },
    { score: 2, from: at(peers.q25Cents), to: at(peers.q50Cents) },
    { score: 3, from: at(peers.q50Cents), to: at(peers.q75Cents) },
    { score: 4, from: at(peers.q75Cents), to: at(peers.q90Cents) },
  ];
  const label = t("chart", {
    q10: euros(peers.q10Cents), q25: euros(peers.q25Cents), q50: euros(peers.q50Cents), q75: euros(peers.q75Cents), q90: euros(peers.q90Cents), pnb: euros(pnbCents),
  });
  const side = marker < 22 ? "start" : marker > 78 ? "end" : "middle";
  return (
    <figure className={styles.figure}>
      <svg className={styles.peers} role="img" aria-label={label} height={104}>
        <line className={styles.axis} x1="0" x2="100%" y1={46} y2={46} />
        {bands.map(({ score, from, to }) => (
          <g key={score}>
            <rect className={styles.band} data-score={score} x={`${from}%`} width={`${Math.max(0, to - from)}%`} y={32} height={28} />
            {to - from > 5 && <text className={styles.bandScore} x={`${(from + to) / 2}%`} y={51} textAnchor="middle">{score}</text>}
          </g>
        ))}
        <line className={styles.median} x1={`${at(peers.q50Cents)}%`} x2={`${at(peers.q50Cents)}%`} y1={28} y2={64} />
        <text className={styles.tick} x={`${at(peers.q25Cents)}%`} y={78} textAnchor="end">{euros(peers.q25Cents)}</text>
        <text className={styles.tick} x={`${at(peers.q75Cents)}%`} y={78} textAnchor="start">{euros(peers.q75Cents)}</text>
        <text className={styles.tick} x={`${at(peers.q50Cents)}%`} y={96} textAnchor="middle">{t("median")} {euros(peers.q50Cents)}</text>
        <line className={styles.here} x1={`${marker}%`} x2={`${marker}%`} y1={20} y2={64} />
        <circle className={styles.hereDot} cx={`${marker}%`} cy={30} r={5} />
        <text className={styles.hereLabel} x={`${marker}%`} y={13} textAnchor={side}>{t("here")} {euros(pnbCents)}</text>
      </svg>
      <figcaption className={styles.caption}>{t("chartKey")}</figcaption>
    </figure>
  );
}
