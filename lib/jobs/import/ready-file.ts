import type { FileSettings } from "@/lib/import/file-settings";
import type { FileInspection, SourceFile } from "@/lib/import/inspection";
import type { ImportFileName } from "@/lib/schemas/import";

/** A file that has been looked at and may be imported. `columns`: of each cell, null for one that is left aside. */
export type ReadyFile = {
  source: SourceFile;
  kind: ImportFileName;
  bytes: number;
  settings: FileSettings;
  headers: readonly string[];
  columns: readonly (string | null)[];
  /** A file of refused rows that comes back: its cells may stand behind a sign that keeps spreadsheets from running them. */
  isReturned: boolean;
};

/** Throws when the inspection found a problem: its reader must have looked. */
export function readyFile(source: SourceFile, { kind, settings, columns, bytes }: FileInspection): ReadyFile {
  if (kind === null || settings === null) throw new Error(`${source.name} cannot be imported`);
  return {
    source,
    kind: kind.kind,
    bytes,
    settings,
    headers: columns.map(({ header }) => header),
    columns: columns.map(({ column }) => column),
    isReturned: columns.at(-1)?.by === "REASON",
  };
}
