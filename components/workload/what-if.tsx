"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import type { Day } from "@/lib/domain/dates";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import { areTried, movable, together, withMove, type TriedMove } from "@/lib/domain/what-if";
import { loadFigures, type AdvisorLoad, type Cadences, type LoadFigures } from "@/lib/domain/workload";
import { formatPercent } from "@/lib/i18n/format";
import { loadWords } from "./load-words";
import { ReassignButton } from "./reassign-button";
import type { ReassignCommands } from "./workload-commands";
import styles from "./what-if.module.css";

const SEGMENTS = Object.keys(CADENCE_DAYS) as Segment[];
const LONGEST_CADENCE_DAYS = 730;

type WhatIfProps = { advisors: readonly AdvisorLoad[]; today: Day; segmentNames: Record<Segment, string>; commands: ReassignCommands };

/** A transfer or other cadences, tried: load and contacts kept before and after. Nothing changes until the clients are handed over. */
export function WhatIf({ advisors, today, segmentNames, commands }: WhatIfProps) {
  const t = useTranslations("workload.whatIf");
  const [move, setMove] = useState<TriedMove>({ fromId: 0, toId: 0, segment: null, count: 0 });
  const [cadences, setCadences] = useState<Cadences>(CADENCE_DAYS);
  const from = advisors.find(({ advisorId }) => advisorId === move.fromId);
  const to = advisors.find(({ advisorId }) => advisorId === move.toId);
  const isMove = from !== undefined && to !== undefined && from !== to && move.count > 0;
  const isCadence = areTried(cadences);
  const touched = isCadence ? advisors : advisors.filter((advisor) => isMove && (advisor === from || advisor === to));
  return (
    <div className={styles.trial}>
      <p className={styles.lead}>{t("lead")}</p>
      <MoveFields advisors={advisors} move={move} segmentNames={segmentNames} onChange={setMove} />
      <fieldset className={styles.fields}>
        <legend>{t("cadence")}</legend>
        {SEGMENTS.map((segment) => (
          <label key={segment}><span>{segmentNames[segment]}</span><input type="number" min={1} max={LONGEST_CADENCE_DAYS} value={cadences[segment]} onChange={(event) => setCadences({ ...cadences, [segment]: cadenceOf(event.target.value) })} /></label>
        ))}
      </fieldset>
      <div role="status">{touched.length === 0 ? <p className={styles.lead}>{t("unchanged")}</p> : <Effect before={touched} after={isMove ? withMove(advisors, move) : advisors} today={today} cadences={cadences} />}</div>
      <div className={styles.buttons}>
        <button type="button" className={button.quiet} onClick={() => { setMove({ fromId: 0, toId: 0, segment: null, count: 0 }); setCadences(CADENCE_DAYS); }}>{t("reset")}</button>
        {isMove && <ReassignButton key={`${move.fromId} ${move.toId}`} asked={{ of: "PART", ...partOf(move) }} whom={t("part", { count: Math.min(move.count, movable(from, move.segment)), name: from.name })} today={today} absentId={null} toAdvisorIds={[move.toId]} commands={commands}>{t("do")}</ReassignButton>}
      </div>
    </div>
  );
}

function partOf({ fromId, segment, count }: TriedMove) {
  return { advisorId: fromId, segment, count };
}

/** While it is typed it may be nothing for a moment. */
function cadenceOf(typed: string): number {
  return Math.min(LONGEST_CADENCE_DAYS, Math.max(1, Math.round(Number(typed)) || 1));
}

function MoveFields({ advisors, move, segmentNames, onChange }: Pick<WhatIfProps, "advisors" | "segmentNames"> & { move: TriedMove; onChange: (move: TriedMove) => void }) {
  const t = useTranslations("workload.whatIf");
  const from = advisors.find(({ advisorId }) => advisorId === move.fromId);
  const most = from ? movable(from, move.segment) : 0;
  const choices = [{ advisorId: 0, name: t("nobody") }, ...advisors.map(({ advisorId, name }) => ({ advisorId, name }))];
  const select = (label: string, value: number, change: (id: number) => void) => (
    <label><span>{label}</span><select value={value} onChange={(event) => change(Number(event.target.value))}>{choices.map(({ advisorId, name }) => <option key={advisorId} value={advisorId}>{name}</option>)}</select></label>
  );
  return (
    <div className={styles.fields}>
      {select(t("from"), move.fromId, (fromId) => onChange({ ...move, fromId }))}
      {select(t("to"), move.toId, (toId) => onChange({ ...move, toId }))}
      <label><span>{t("segment")}</span>
        <select value={move.segment ?? ""} onChange={(event) => onChange({ ...move, segment: SEGMENTS.find((segment) => segment === event.target.value) ?? null })}>
          <option value="">{t("all")}</option>
          {SEGMENTS.map((segment) => <option key={segment} value={segment}>{segmentNames[segment]}</option>)}
        </select>
      </label>
      <label><span>{t("count")} {from && t("available", { count: most })}</span><input type="number" min={0} max={most} value={move.count} onChange={(event) => onChange({ ...move, count: Math.max(0, Math.round(Number(event.target.value)) || 0) })} /></label>
    </div>
  );
}

function Effect({ before, after, today, cadences }: { before: readonly AdvisorLoad[]; after: readonly AdvisorLoad[]; today: Day; cadences: Cadences }) {
  const t = useTranslations("workload.whatIf");
  const rows = before.map((advisor) => ({ advisor, both: [loadFigures(advisor, today), loadFigures(after.find(({ advisorId }) => advisorId === advisor.advisorId) ?? advisor, today, cadences)] as const }));
  const all = [together(rows.map(({ both }) => both[0])), together(rows.map(({ both }) => both[1]))] as const;
  return (
    <table className={styles.effect}>
      <thead><tr>{[t("advisor"), t("before"), t("after"), t("coverageBefore"), t("coverageAfter")].map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
      <tbody>{rows.map(({ advisor, both }) => <EffectRow key={advisor.advisorId} name={advisor.name} both={both} />)}</tbody>
      {rows.length > 1 && <tfoot><EffectRow name={t("together")} both={all} /></tfoot>}
    </table>
  );
}

type Effects = Pick<LoadFigures, "percent" | "state" | "coverage">;

/** Load and contacts kept, before and after; what changed is told apart. */
function EffectRow({ name, both }: { name: string; both: readonly [Effects, Effects] }) {
  const t = useTranslations("workload");
  const locale = useLocale();
  const [before, after] = both;
  return (
    <tr>
      <th scope="row">{name}</th>
      {both.map((figures, place) => <td key={place} data-label={t(place === 0 ? "whatIf.before" : "whatIf.after")} data-changed={place === 1 && after.percent !== before.percent}>{t("whatIf.loadCell", loadWords(locale, figures, t))}</td>)}
      {both.map(({ coverage }, place) => <td key={place} data-label={t(place === 0 ? "whatIf.coverageBefore" : "whatIf.coverageAfter")} data-changed={place === 1 && after.coverage !== before.coverage}>{coverage === null ? "–" : formatPercent(locale, coverage / 100)}</td>)}
    </tr>
  );
}
