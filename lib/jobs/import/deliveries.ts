import type pg from "pg";
import { type ColumnMapping, headerSet } from "@/lib/import/column-names";
import type { FileProblem } from "@/lib/import/file-problem";
import type { FileInspection, RecallMapping } from "@/lib/import/inspection";
import type { FilePreview } from "@/lib/import/preview";
import type { ImportFileName } from "@/lib/schemas/import";

/** An upload's delivery has the id of the upload; a command's has one of its own. */
export type DeliveryIdentity = { id: string; source: "UPLOAD" | "COMMAND" };

/** Refused rows hold people's data: so many days, then the delivery is deleted with them. */
export const DELIVERY_KEPT_DAYS = 30;

/** The delivery of an upload: what was said of its files, and how far it is. Makes it, where nobody has. */
export async function openDelivery(db: pg.ClientBase, id: string): Promise<{ choices: unknown; status: string }> {
  await db.query("INSERT INTO import_delivery (id, source) VALUES ($1, 'UPLOAD') ON CONFLICT DO NOTHING", [id]);
  const { rows } = await db.query<{ choices: unknown; status: string }>("SELECT choices, status::text FROM import_delivery WHERE id = $1", [id]);
  const [row] = rows;
  if (!row) throw new Error(`no delivery ${id}`);
  return row;
}

/** What a preview found, for the delivery's page. A delivery that was refused before is open again. */
export async function notePreview(db: pg.ClientBase, id: string, preview: FilePreview): Promise<void> {
  await db.query("UPDATE import_file SET preview = $3 WHERE delivery_id = $1 AND name = $2", [id, preview.name, shownJson(preview)]);
  await db.query("UPDATE import_delivery SET status = 'OPEN', problems = '[]', finished_at = NULL WHERE id = $1 AND status = 'REFUSED'", [id]);
}

/** Notes that a delivery is being imported, with what was found out about its files. What a former attempt has done stays. */
export async function beginDelivery(db: pg.ClientBase, { id, source }: DeliveryIdentity, files: readonly FileInspection[]): Promise<void> {
  await db.query(
    `INSERT INTO import_delivery (id, source, status) VALUES ($1, $2, 'IMPORTING')
     ON CONFLICT (id) DO UPDATE SET status = 'IMPORTING', problems = '[]', finished_at = NULL`,
    [id, source],
  );
  await noteFiles(db, id, files);
}

/** As JSON of the database, which has no zero byte and no half character: what is only shown has a sign for them. */
function shownJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? part.replace(/\0|\p{Surrogate}/gu, "\uFFFD") : part));
}

/** What was found out about the files of a delivery. */
export async function noteFiles(db: pg.ClientBase, id: string, files: readonly FileInspection[]): Promise<void> {
  for (const file of files) {
    await db.query(
      `INSERT INTO import_file (delivery_id, name, kind, bytes, inspection) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (delivery_id, name) DO UPDATE SET kind = excluded.kind, bytes = excluded.bytes, inspection = excluded.inspection
       WHERE import_file.merged_at IS NULL`,
      [id, file.name, file.kind?.kind ?? null, file.bytes, shownJson(file)],
    );
  }
}

/** Notes how a delivery ended. One that nobody noted before has left no trace, and needs none. */
export async function endDelivery(db: pg.ClientBase, id: string, status: "IMPORTED" | "REFUSED", problems: readonly FileProblem[] = []): Promise<void> {
  await db.query("UPDATE import_delivery SET status = $2::delivery_status, problems = $3, finished_at = now() WHERE id = $1", [id, status, shownJson(problems)]);
}

/** What the files of a delivery that were merged by a former attempt brought, by their names. */
export async function mergedFiles<Counts>(db: pg.ClientBase, id: string): Promise<ReadonlyMap<string, Counts>> {
  const { rows } = await db.query<{ name: string; counts: Counts }>("SELECT name, counts FROM import_file WHERE delivery_id = $1 AND merged_at IS NOT NULL", [id]);
  return new Map(rows.map(({ name, counts }) => [name, counts]));
}

export async function noteMerged(db: pg.ClientBase, id: string, name: string, counts: object): Promise<void> {
  await db.query("UPDATE import_file SET counts = $3, merged_at = now() WHERE delivery_id = $1 AND name = $2", [id, name, JSON.stringify(counts)]);
}

/** What was said before of files of a kind with the same columns, whatever their order. */
export function recallMapping(db: pg.ClientBase): RecallMapping {
  return async (kind, headers) => {
    const { rows } = await db.query<{ columns: ColumnMapping }>("SELECT columns FROM import_mapping WHERE kind = $1 AND headers = $2", [kind, headerSet(headers)]);
    return rows[0]?.columns ?? {};
  };
}

/** What someone has said of the columns of these files is remembered for the next delivery. */
export async function rememberMappings(db: pg.ClientBase, files: readonly FileInspection[]): Promise<void> {
  for (const { kind, columns } of files) {
    const said = columns.filter(({ by }) => by === "CHOSEN" || by === "REMEMBERED");
    if (kind === null || said.length === 0) continue;
    await rememberMapping(db, kind.kind, columns.map(({ header }) => header), Object.fromEntries(said.map(({ header, column }) => [header, column])));
  }
}

async function rememberMapping(db: pg.ClientBase, kind: ImportFileName, headers: readonly string[], columns: ColumnMapping): Promise<void> {
  await db.query(
    `INSERT INTO import_mapping (kind, headers, columns) VALUES ($1, $2, $3)
     ON CONFLICT (kind, headers) DO UPDATE SET columns = excluded.columns, used_at = now()`,
    [kind, headerSet(headers), JSON.stringify(columns)],
  );
}

/**
 * Deletes what was kept long enough, refused rows and uploads and all; not what a job works on. The next import does it,
 * and the nightly refresh.
 */
export async function forgetDeliveries(db: pg.ClientBase): Promise<void> {
  for (const table of ["import_delivery", "import_upload"]) {
    await db.query(`DELETE FROM ${table} WHERE created_at < now() - make_interval(days => $1) AND upload_is_idle(id)`, [DELIVERY_KEPT_DAYS]);
  }
}
