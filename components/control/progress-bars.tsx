import type { CampaignProgress } from "@/lib/domain/control-campaign";
import type { ControlWording } from "./control-words";
import styles from "./control.module.css";

/** How far the looks of a campaign are. */
export function ProgressBars({ progress, wording: { t } }: { progress: CampaignProgress; wording: ControlWording }) {
  const bars = [
    ["first", progress.firstDone, progress.size],
    ["second", progress.secondDone, progress.seconds],
    ["settled", progress.settled, progress.size],
  ] as const;
  return (
    <ul className={styles.bars}>
      {bars.filter(([, , total]) => total > 0).map(([name, done, total]) => (
        <li key={name}>
          <span>{t(`overview.${name}`)}</span>
          <span className={styles.count}>{t("overview.of", { done, total })}</span>
          <progress max={total} value={done} aria-label={t(`overview.${name}`)} />
        </li>
      ))}
      {progress.unsettled > 0 && <li><span>{t("overview.unsettled")}</span><strong className={styles.count}>{progress.unsettled}</strong></li>}
    </ul>
  );
}
