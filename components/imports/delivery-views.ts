/** What the pages of an import show of its files: plain values and words, made where the files are read. */

/** What was said of a file; what is not said is found out. */
export type FileChoice = { kind?: string; encoding?: string; separator?: string; dates?: string; decimals?: string; columns?: Record<string, string | null> };

/** `read`: as the bank will keep it, where that looks different; `fault`: why it will be refused. */
export type SampleCell = { raw: string; read: string | null; fault: string | null };

export type ColumnView = {
  header: string;
  column: string | null;
  /** NONE: it has no meaning yet. */
  by: "CHOSEN" | "REMEMBERED" | "NAME" | "SYNONYM" | "REASON" | "NONE";
  samples: readonly SampleCell[];
};

/** Where a setting comes from, in words; `isChosen`: someone said so. */
export type SettingView = { value: string; why: string; isChosen: boolean; isDoubtful: boolean };

export type DetectedFile = {
  id: string;
  name: string;
  choice: FileChoice;
  /** Only the beginning was looked at. */
  isSample: boolean;
  kind: SettingView | null;
  /** Null where the file could not be read at all. */
  settings: Readonly<Record<"encoding" | "separator" | "dates" | "decimals", SettingView>> | null;
  columns: readonly ColumnView[];
  /** The columns that this file may have. */
  known: readonly { name: string; isNeeded: boolean }[];
  problems: readonly string[];
};

export type SettingName = "kind" | "encoding" | "separator" | "dates" | "decimals";
export type SettingOptions = Readonly<Record<SettingName, readonly { value: string; label: string }[]>>;

export type RowCountsView = { created: number; updated: number; unchanged: number; refused: number };

export type PreviewedFile = {
  id: string;
  name: string;
  kind: string;
  counts: RowCountsView;
  created: readonly { line: number; key: string }[];
  changed: readonly { line: number; key: string; column: string; before: string | null; after: string | null }[];
  refused: readonly RefusedView[];
  keptRefused: number;
};

export type RefusedView = { line: number; cells: string; reasons: readonly string[] };

export const CONSEQUENCES = ["salesConfirmed", "salesReversed", "consents", "supervision", "satisfaction", "contacts"] as const;
export type Consequence = (typeof CONSEQUENCES)[number];

export type ImportedFile = { id: string; name: string; counts: RowCountsView; keptRefused: number };
export type ImportResultView = { files: readonly ImportedFile[]; consequences: readonly { name: Consequence; count: number }[]; scored: { clients: number; written: number; added: number } | null };
