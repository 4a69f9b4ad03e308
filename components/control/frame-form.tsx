import button from "@/components/ui/button.module.css";
import { Panel } from "@/components/ui/panel";
import type { CampaignFrame } from "@/lib/domain/control-campaign";
import { CONFIDENCES } from "@/lib/domain/proportion";
import type { ControlWording } from "./control-words";
import styles from "./control.module.css";

type FrameFormProps = { frame: CampaignFrame; branches: readonly { id: number; name: string }[]; wording: ControlWording };

const NUMBERS = { expectedPercent: [50, 99], halfWidthPercent: [1, 25] } as const;
const DEPTHS = { leastPerStratum: [1, 5], secondPercent: [0, 100] } as const;
const FLAGS = ["bySegment", "byAdvisor", "byKind"] as const;

/** What a campaign is to be: a form of the browser's own, whose answer is an address. */
export function FrameForm({ frame, branches, wording: { t } }: FrameFormProps) {
  return (
    <form action="/supervision/audits/new" className={styles.frame}>
      <Panel title={t("frame.title")} className={styles.fields}>
        <label className={styles.wide}>{t("frame.name")}<input name="name" required maxLength={120} defaultValue={frame.name} /></label>
        <label>{t("frame.fromOn")}<input type="date" name="fromOn" required defaultValue={frame.fromOn} /></label>
        <label>{t("frame.untilOn")}<input type="date" name="untilOn" required defaultValue={frame.untilOn} /></label>
        <fieldset className={styles.wide}>
          <legend>{t("frame.branches")}</legend>
          {branches.map(({ id, name }) => <label key={id} className={styles.check}><input type="checkbox" name="branch" value={id} defaultChecked={frame.branchIds.includes(id)} /> {name}</label>)}
        </fieldset>
      </Panel>
      <Panel title={t("frame.precision")} className={styles.fields}>
        <Numbers fields={NUMBERS} frame={frame} t={t} />
        <label>{t("frame.confidence")}<select name="confidence" defaultValue={frame.confidence}>{CONFIDENCES.map((confidence) => <option key={confidence} value={confidence}>{confidence} %</option>)}</select></label>
        <Numbers fields={DEPTHS} frame={frame} t={t} />
        <fieldset className={styles.wide}>
          <legend>{t("frame.strata")}</legend>
          {FLAGS.map((flag) => <label key={flag} className={styles.check}><input type="checkbox" name={flag} defaultChecked={frame[flag]} /> {t(`frame.${flag}`)}</label>)}
        </fieldset>
      </Panel>
      <p className={styles.submit}><button type="submit" className={button.quiet}>{t("frame.plan")}</button></p>
    </form>
  );
}

type Range = readonly [number, number];
type NumbersProps = { fields: Partial<Record<keyof typeof NUMBERS | keyof typeof DEPTHS, Range>>; frame: CampaignFrame; t: ControlWording["t"] };

function Numbers({ fields, frame, t }: NumbersProps) {
  return (Object.entries(fields) as [keyof typeof NUMBERS, Range][]).map(([field, [least, most]]) => (
    <label key={field}>{t(`frame.${field}`)}<input type="number" name={field} required min={least} max={most} defaultValue={frame[field]} /></label>
  ));
}
