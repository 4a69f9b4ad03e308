import { planClients, type PlanResult } from "@/lib/data/action-plan";
import { readAllPeerHoldings, readPlanningFrame, type PlanningFrame } from "@/lib/data/planning-frame";
import { statement, type SqlRunner } from "@/lib/data/statement";
import type { WorkWatch } from "./job-context";
import { JobFailure } from "./job-failure";
import { connectAsOwner } from "./owner-connection";

const CHUNK = 2_000;

/**
 * Counts what peers hold, then plans the next actions of every client, chunk by chunk in the order of their ids: constant memory, each chunk its
 * own transaction. Killed and started again it ends in the same state, because a chunk writes only differences.
 */
export async function planActions(ownerUrl: string, watch: WorkWatch = {}): Promise<PlanResult> {
  const client = await connectAsOwner(ownerUrl);
  const run: SqlRunner = async <Row>(sql: string, values: readonly unknown[]) => (await client.query(sql, [...values])).rows as Row[];
  try {
    const frame = await readPlanningFrame(run);
    if (!frame) throw new JobFailure("NOTHING_TO_SCORE", "There is nothing to plan from: no published scoring model, or no month of activity.");
    watch.progress?.({ phase: "PEERS" });
    watch.signal?.throwIfAborted();
    await run(statement("refresh-peer-holdings"), [frame.modelId, frame.today]);
    return await planAll(run, frame, watch);
  } finally {
    await client.end();
  }
}

async function planAll(run: SqlRunner, frame: PlanningFrame, { signal, progress }: WorkWatch): Promise<PlanResult> {
  const peersOf = await readAllPeerHoldings(run, frame.modelId);
  const total: PlanResult = { added: 0, changed: 0, withdrawn: 0 };
  const clients = (await run<{ count: number }>("SELECT count(*)::int AS count FROM client", []))[0]?.count ?? 0;
  for (let last = 0, done = 0; ; ) {
    progress?.({ phase: "ACTIONS", done, total: clients });
    signal?.throwIfAborted();
    const rows = await run<{ id: number }>("SELECT id FROM client WHERE id > $1 ORDER BY id LIMIT $2", [last, CHUNK]);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return total;
    const result = await inTransaction(run, () => planClients(run, frame, ids, peersOf));
    total.added += result.added;
    total.changed += result.changed;
    total.withdrawn += result.withdrawn;
    last = ids.at(-1) ?? last;
    done += ids.length;
  }
}

async function inTransaction<T>(run: SqlRunner, work: () => Promise<T>): Promise<T> {
  await run("BEGIN", []);
  try {
    const result = await work();
    await run("COMMIT", []);
    return result;
  } catch (error) {
    await run("ROLLBACK", []);
    throw error;
  }
}
