import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SegmentChip } from "@/components/clients/segment-chip";
import { coverageOf, type FollowedBranch, type FollowUpTotals } from "@/lib/domain/follow-up";
import type { Segment } from "@/lib/domain/segments";
import { Coverage, Figure } from "./figure-cell";
import { trendAddress, type FigureName, type FigureScope } from "./figure-links";
import styles from "./follow-up-table.module.css";

/** What a table says, as functions of its numbers: the page knows the language. */
export type FollowUpWords = {
  headings: Record<FigureName, string>;
  advisorOrSegment: string;
  wholeBranch: string;
  noCadence: string;
  segment: (segment: Segment | null) => string;
  number: (value: number) => string;
  percent: (share: number) => string;
  share: (count: number, of: number) => string;
  /** Of a link: the name comes first, as it is shown. */
  trendOf: (whose: string) => string;
  linkOf: (figure: string, whose: string, value: string) => string;
};

/** One branch: its total, then each advisor's, then their segments. */
export function FollowUpTable({ branch, words }: { branch: FollowedBranch; words: FollowUpWords }) {
  const scope = { branchId: branch.id };
  return (
    <table className={styles.table} aria-label={branch.name}>
      <thead><tr>
        <th scope="col">{words.advisorOrSegment}</th>
        {FIGURES.map((figure) => <th key={figure} scope="col">{words.headings[figure]}</th>)}
      </tr></thead>
      <tbody className={styles.whole}>
        <FiguresRow heading={<TrendLink name={words.wholeBranch} label={words.trendOf(branch.name)} scope={scope} />} whose={branch.name} totals={branch.totals} scope={scope} words={words} />
      </tbody>
      {branch.advisors.map((advisor) => (
        <tbody key={advisor.id}>
          <FiguresRow isGroup heading={<TrendLink name={advisor.name} label={words.trendOf(advisor.name)} scope={{ ...scope, advisorId: advisor.id }} />} whose={advisor.name} totals={advisor.totals} scope={{ ...scope, advisorId: advisor.id }} words={words} />
          {advisor.segments.map(({ segment, totals }) => (
            <FiguresRow key={segment ?? "NEW"} heading={<SegmentChip segment={segment} label={words.segment(segment)} />}
              whose={`${advisor.name}, ${words.segment(segment)}`} totals={totals} words={words}
              scope={{ ...scope, advisorId: advisor.id, tab: segment ?? "NEW" }} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** A name that opens its figures over time; its own words stay what it is called. */
function TrendLink({ name, label, scope }: { name: string; label: string; scope: { branchId: number; advisorId?: number } }) {
  return <Link prefetch={false} className={styles.trend} aria-label={label} href={trendAddress(scope) as Route}>{name}</Link>;
}

const FIGURES = ["clients", "contacted", "overdueActions", "interactions"] as const satisfies readonly FigureName[];

type FiguresRowProps = { heading: ReactNode; whose: string; totals: FollowUpTotals; scope: FigureScope; words: FollowUpWords; isGroup?: boolean };

function FiguresRow({ heading, whose, totals, scope, words, isGroup }: FiguresRowProps) {
  return (
    <tr>
      <th scope={isGroup ? "rowgroup" : "row"}>{heading}</th>
      {FIGURES.map((figure) => <td key={figure} data-label={words.headings[figure]}><FigureOf figure={figure} whose={whose} totals={totals} scope={scope} words={words} /></td>)}
    </tr>
  );
}

type FigureOfProps = { figure: FigureName; whose: string; totals: FollowUpTotals; scope: FigureScope; words: FollowUpWords };

/** A figure of some totals, with its words. */
export function FigureOf({ figure, whose, totals, scope, words }: FigureOfProps) {
  const value = totals[figure];
  const label = (shown: string) => words.linkOf(words.headings[figure], whose, shown);
  if (figure !== "contacted") return <Figure figure={figure} value={value} words={words.number(value)} label={label(words.number(value))} scope={scope} />;
  const share = coverageOf(totals);
  const shown = words.share(value, totals.owed);
  return (
    <Coverage figure={figure} value={value} words={shown} label={label(shown)} scope={scope}
      share={share} percent={share === null ? "" : words.percent(share)} noCadence={words.noCadence} />
  );
}
