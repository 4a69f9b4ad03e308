import { Panel } from "@/components/ui/panel";
import type { CampaignFrame, CampaignPlan as Plan } from "@/lib/domain/control-campaign";
import { formatNumber } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";
import styles from "./control.module.css";
import { DrawButton, type DrawCommand } from "./draw-button";
import { StrataTable } from "./strata-table";

type CampaignPlanProps = { plan: Plan; frame: CampaignFrame; most: number; draw: DrawCommand; wording: ControlWording };

/** How large the sample would be and of what, and the button that draws it. */
export function CampaignPlan({ plan, frame, most, draw, wording }: CampaignPlanProps) {
  const { t, locale } = wording;
  if (plan.population === 0) return <Panel title={t("plan.title")}><p className={styles.note}>{t("plan.none")}</p></Panel>;
  const figures = [["population", plan.population], ["wanted", plan.wantedSize], ["size", plan.size], ["seconds", plan.seconds], ["strata", plan.strata.length]] as const;
  const isTooLarge = plan.population > most;
  return (
    <Panel title={t("plan.title")}>
      <dl className={styles.figures}>
        {figures.map(([name, value]) => <div key={name}><dt>{t(`plan.${name}`)}</dt><dd>{formatNumber(locale, value)}</dd></div>)}
      </dl>
      {plan.size > plan.wantedSize && <p className={styles.note}>{t("plan.sizeNote", { wanted: plan.wantedSize, more: plan.size - plan.wantedSize })}</p>}
      {isTooLarge
        ? <p className={styles.fault} role="alert">{t("frame.tooMany", { most })}</p>
        : <p className={styles.draw}><DrawButton frame={frame} words={{ draw: t("plan.draw"), drawing: t("plan.drawing") }} draw={draw} /> <span className={styles.note}>{t("plan.frozen")}</span></p>}
      <StrataTable strata={plan.strata} isOffered wording={wording} />
    </Panel>
  );
}
