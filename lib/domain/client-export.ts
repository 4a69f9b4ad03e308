/** So many clients at most go into one file: what a spreadsheet opens without complaint, and more than any list one looks after. */
export const EXPORT_LIMIT = 50_000;

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a cell holds, to be written as such; null: nothing. */
export type ExportCell = { type: "text"; value: string } | { type: "number"; value: number } | { type: "euros"; cents: number } | { type: "day"; value: string } | null;
