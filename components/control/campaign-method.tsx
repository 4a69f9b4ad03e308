import type { ReactNode } from "react";
import type { DrawnCampaign } from "@/lib/domain/control-campaign";
import { secondCount } from "@/lib/domain/sample-draw";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";
import styles from "./control.module.css";

/** How the sample was made, so that anyone can make it again. */
export function CampaignMethod({ campaign, wording: { t, locale }, children }: { campaign: DrawnCampaign; wording: ControlWording; children?: ReactNode }) {
  const { population, size, wantedSize, secondPercent, expectedPercent: expected, halfWidthPercent: half, confidence } = campaign;
  const facts: [string, ReactNode][] = [
    [t("column.period"), t("period", { from: formatDay(locale, campaign.fromOn), to: formatDay(locale, campaign.untilOn) })],
    [t("column.branches"), campaign.branches.join(", ")],
    [t("method.sizes"), t("method.sizesText", { population, size, wanted: wantedSize, seconds: secondCount(size, secondPercent) })],
    [t("method.precision"), t("method.precisionText", { expected, half, confidence })],
    [t("method.grid"), t("method.gridText", { version: campaign.gridVersion })],
    [t("method.seed"), <code key="seed">{campaign.seed}</code>],
    [t("method.digest"), <code key="digest">{campaign.populationDigest}</code>],
    [t("method.rule"), t("method.ruleText")],
  ];
  return (
    <>
      <p className={styles.note}>{t("method.frozen", { at: formatInstant(locale, campaign.drawnAt), name: campaign.drawnBy })}</p>
      <dl className={styles.method}>{facts.map(([name, fact]) => <div key={name}><dt>{name}</dt><dd>{fact}</dd></div>)}{children}</dl>
    </>
  );
}
