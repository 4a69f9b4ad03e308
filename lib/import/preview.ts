import type { RowProblem } from "@/lib/schemas/row-problem";
import type { ImportFileName } from "./files";

/** A row that would change: where it stands, what names it, and each column that differs. */
export type ChangedRow = { line: number; key: Readonly<Record<string, string>>; changes: readonly { column: string; before: string | null; after: string | null }[] };
export type CreatedRow = { line: number; key: Readonly<Record<string, string>> };
/** A row that would be refused, with its cells as they were delivered. */
export type RefusedExample = { line: number; cells: readonly string[]; problems: readonly RowProblem[] };

/** What the import of a file would do, with the first examples of each. */
export type FilePreview = {
  name: string;
  kind: ImportFileName;
  counts: { created: number; updated: number; unchanged: number; refused: number };
  created: readonly CreatedRow[];
  changed: readonly ChangedRow[];
  refused: readonly RefusedExample[];
};

/** So many examples of each are shown. */
export const SHOWN_EXAMPLES = 20;
