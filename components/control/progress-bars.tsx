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
    <dl className={styles.bars}>
      {bars.filter(([, , total]) => total > 0).map(([name, done, total]) => (
        <div key={name}>
          <dt>{t(`overview.${name}`)}</dt>
          <dd>{t("overview.of", { done, total })}</dd>
          <progress max={total} value={done} aria-label={t(`overview.${name}`)} />
        </div>
      ))}
      {progress.unsettled > 0 && <div><dt>{t("overview.unsettled")}</dt><dd><strong>{progress.unsettled}</strong></dd></div>}
    </dl>
  );
}
