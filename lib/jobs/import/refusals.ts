import type { RowProblem } from "@/lib/schemas/row-problem";

export type RefusedRow = { line: number; problems: readonly RowProblem[] };

/** The rows of one file that are refused: all are counted and told, the first of them are kept. */
export type Refusals = {
  add: (line: number, problems: readonly RowProblem[]) => void;
  count: () => number;
  /** In the order of their lines. */
  kept: () => readonly RefusedRow[];
};

/** So many refused rows of a file are kept, those with the lowest lines. */
const KEPT_REFUSED_ROWS = 10_000;

/** Rows come in two rounds, each in the order of its lines: those that cannot be read, then those the bank cannot take. */
export function collectRefusals(onProblem: (line: number, problem: RowProblem) => void = () => undefined): Refusals {
  let kept: RefusedRow[] = [];
  let count = 0;
  return {
    add: (line, problems) => {
      count++;
      for (const problem of problems) onProblem(line, problem);
      kept.push({ line, problems });
      if (kept.length >= 2 * KEPT_REFUSED_ROWS) kept = firstRows(kept);
    },
    count: () => count,
    kept: () => firstRows(kept),
  };
}

function firstRows(rows: readonly RefusedRow[]): RefusedRow[] {
  return [...rows].sort((one, other) => one.line - other.line).slice(0, KEPT_REFUSED_ROWS);
}
