import type pg from "pg";
import { IMPORT_FILES } from "@/lib/import/files";
import { type ChangedRow, type CreatedRow, type FilePreview, type RefusedExample, SHOWN_EXAMPLES } from "@/lib/import/preview";
import { sourceRecords } from "@/lib/import/source-records";
import { refuseBadRows } from "./checks";
import type { ImportWatch } from "../import-delivery";
import { comparedSql, differentRowsSql, shownColumns } from "./merge-sql";
import { addConfirmedSales, addStagedNames } from "./preview-names";
import type { ReadyFile } from "./ready-file";
import { collectRefusals, type RefusedRow } from "./refusals";
import { type StagedFile, stagingTable } from "./staging-tables";
import { stageFile, type Staging } from "./stage-file";

/** Says what the import of this file would do, after those before it, by the import's own checks and comparison; writes nothing. */
export async function previewFile(
  db: pg.ClientBase, file: ReadyFile, { onRefused, ...staging }: Omit<Staging, "refusals"> & { onRefused: ImportWatch["onRefused"] },
): Promise<FilePreview> {
  const refusals = collectRefusals();
  const staged = await stageFile(db, file, { ...staging, refusals });
  const good = await refuseBadRows(db, staged, refusals);
  onRefused?.(file, refusals.kept());
  if (file.kind === "holdings") await addConfirmedSales(db);
  const { created, updated } = await countDifferent(db, staged);
  const preview: FilePreview = {
    name: file.source.name,
    kind: file.kind,
    counts: { created, updated, unchanged: good - created - updated, refused: refusals.count() },
    created: created === 0 ? [] : await createdRows(db, staged),
    changed: updated === 0 ? [] : await changedRows(db, staged),
    refused: await refusedRows(file, refusals.kept().slice(0, SHOWN_EXAMPLES)),
  };
  await addStagedNames(db, file.kind);
  return preview;
}

async function countDifferent(db: pg.ClientBase, staged: StagedFile): Promise<{ created: number; updated: number }> {
  const { rows } = await db.query<{ created: number; updated: number }>(
    `SELECT count(*) FILTER (WHERE is_new)::int AS created, count(*) FILTER (WHERE NOT is_new)::int AS updated FROM (${differentRowsSql(staged)}) different`,
  );
  return rows[0] ?? { created: 0, updated: 0 };
}

async function createdRows(db: pg.ClientBase, staged: StagedFile): Promise<CreatedRow[]> {
  const { rows } = await db.query<CreatedRow>(
    `SELECT s.line, ${keyObject(staged)} AS key FROM ${stagingTable(staged.name)} s
     WHERE s.line IN (SELECT line FROM (${differentRowsSql(staged)}) different WHERE is_new LIMIT ${SHOWN_EXAMPLES}) ORDER BY s.line`,
  );
  return rows;
}

type Shown = Readonly<Record<string, string | null>>;

async function changedRows(db: pg.ClientBase, staged: StagedFile): Promise<ChangedRow[]> {
  const columns = shownColumns(staged);
  const { rows } = await db.query<{ line: number; key: Record<string, string>; before: Shown; after: Shown }>(
    `SELECT s.line, ${keyObject(staged)} AS key, found.before, found.after
     FROM (${comparedSql(staged)} LIMIT ${SHOWN_EXAMPLES}) found JOIN ${stagingTable(staged.name)} s ON s.line = found.line ORDER BY s.line`,
  );
  return rows.map(({ line, key, before, after }) => ({
    line,
    key,
    changes: columns.filter((column) => before[column] !== after[column]).map((column) => ({ column, before: before[column] ?? null, after: after[column] ?? null })),
  }));
}

/** The columns that name a row, as the file calls them. */
function keyObject(staged: StagedFile): string {
  return `jsonb_build_object(${IMPORT_FILES[staged.name].key.map((column) => `'${column}', s.${column}::text`).join(", ")})`;
}

async function refusedRows(file: ReadyFile, refused: readonly RefusedRow[]): Promise<RefusedExample[]> {
  const examples: RefusedExample[] = [];
  if (refused.length === 0) return examples;
  for await (const records of sourceRecords(file.source.open(), file)) {
    for (const record of records) {
      const row = refused[examples.length];
      if (!row) return examples;
      if (row.line === record.line) examples.push({ ...row, cells: record.cells ?? [record.text.slice(0, 1_000)] });
    }
  }
  return examples;
}
