import type pg from "pg";
import type { Day } from "@/lib/domain/dates";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { API_LIMITS, type ApiBatchBody, type ApiBatchResult, type ApiRowProblem, RESOURCE_FILES } from "@/lib/schemas/api-batch";
import { mergeStaged, noConsequences } from "../import/merge-file";
import { collectRefusals, type Refusals } from "../import/refusals";
import { finishBatch, lockBatch, type WaitingBatch } from "./batch-claims";
import { stageRows } from "./stage-rows";

/** Long enough for a hundred batches to be scored at once, short enough for a page to be up to date soon. */
const SCORED_AFTER = "60 seconds";
/** What a refresh took is waited for so many times first: a large bank that is fed all day is not refreshed all day. */
const RESTS = 9;

/**
 * Runs a waiting batch inside the caller's transaction: its good rows are merged as those of a file are, or none when it
 * is atomic and one is refused; what it changed is audited and due to be scored. Its rows are deleted with it.
 */
export async function runBatch(db: pg.ClientBase, id: string): Promise<void> {
  const batch = await lockBatch(db, id);
  if (!batch) return;
  // The web server stored it after looking at its shape.
  const { rows, closes_month: closesMonth } = JSON.parse(batch.body) as ApiBatchBody;
  const refusals = collectRefusals();
  const settings = { today: await bankToday(db), dates: "YYYY-MM-DD", decimals: "EITHER" } as const;
  const staged = await stageRows(db, RESOURCE_FILES[batch.resource], rows, settings, refusals);
  await db.query("SAVEPOINT merge");
  const found = noConsequences();
  const merged = await mergeStaged(db, staged, found, refusals);
  const refused = refusals.count();
  const applied = refused === 0 || !batch.atomic;
  if (!applied) await db.query("ROLLBACK TO SAVEPOINT merge");
  const monthClosed = applied && closesMonth !== undefined && (await closeMonth(db, closesMonth));
  const counts = applied ? merged : { created: 0, updated: 0, unchanged: 0 };
  if (applied && hasChanged({ ...counts, ...found, monthClosed })) await followUp(db, batch, { ...counts, refused, monthClosed });
  await finishBatch(db, id, { applied, ...counts, refused, monthClosed, errors: errorsOf(refusals) });
}

async function bankToday(db: pg.ClientBase): Promise<Day> {
  const { rows } = await db.query<{ today: Day }>("SELECT bank_today()::text AS today");
  return (rows[0] as { today: Day }).today;
}

function errorsOf(refusals: Refusals): ApiRowProblem[] {
  return refusals.kept().flatMap(({ line, problems }) => problems.slice(0, API_LIMITS.problemsARow).map((problem) => withoutValue(line, problem)));
}

/** What was sent is not kept; the place of the row that came first is not what was sent. */
function withoutValue(row: number, { column, code, value, detail }: RowProblem): ApiRowProblem {
  const kept = code === "duplicate" ? value : detail;
  return { row, column, code, ...(kept === undefined ? {} : { detail: kept }) };
}

function hasChanged({ unchanged: _, ...counts }: Readonly<Record<string, number | boolean>>): boolean {
  return Object.values(counts).some((count) => Number(count) > 0);
}

/** The month ends for the whole bank: only one that is over, and never an earlier one than before. */
async function closeMonth(db: pg.ClientBase, month: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE bank SET last_closed_month = $1::date
     WHERE id = 1 AND $1::date < date_trunc('month', bank_today()) AND $1::date > coalesce(last_closed_month, '-infinity')`,
    [`${month}-01`],
  );
  return rowCount !== 0;
}

/** The trail and what is due, in the same transaction. However many batches follow, one scoring comes for them all. */
async function followUp(db: pg.ClientBase, { id, keyId, resource, atomic }: WaitingBatch, counts: Partial<ApiBatchResult>): Promise<void> {
  const details = { keyId, batchId: id, resource, atomic, ...counts };
  await db.query("INSERT INTO audit_entry (action, details) VALUES ('api.batch', $1)", [JSON.stringify(details)]);
  await db.query(
    `SELECT graphile_worker.add_job('request_scoring', job_key => 'api-scoring', job_key_mode => 'preserve_run_at', run_at => now() + greatest($1::interval, $2 * (
       SELECT finished_at - started_at FROM job_run WHERE kind = 'NIGHTLY_REFRESH' AND status = 'SUCCEEDED' ORDER BY requested_at DESC, id DESC LIMIT 1)))`,
    [SCORED_AFTER, RESTS],
  );
}
