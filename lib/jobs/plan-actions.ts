import { findUnplanned, planClients, type PlanResult } from "@/lib/data/action-plan";
import { readAllPeerHoldings, readPlanningFrame, type PlanningFrame } from "@/lib/data/planning-frame";
import type { SqlRunner } from "@/lib/data/statement";
import { withBankLock } from "./bank-lock";
import type { WorkWatch } from "./job-context";
import { JobFailure } from "./job-failure";
import { connectAsOwner } from "./owner-connection";
import { refreshPeerHoldings } from "./peer-holdings";

/** So many are read at once. */
const CHUNK = 2_000;
/** So many are held while they are planned and written: whoever logs for one of them waits some hundredths of a second. */
const HELD = 100;
/** While the server reads the one, this process thinks about the other. */
const LANES = 2;

type PeersOf = Awaited<ReturnType<typeof readAllPeerHoldings>>;

/**
 * Counts what peers hold, then plans the next actions of every client, chunk by chunk in the order of their ids, at
 * constant memory. Most clients are found to be planned as they should be and are left alone; the others are held,
 * planned by what is true then, and written: an interaction that is logged meanwhile comes before or after. Killed and
 * started again it ends in the same state.
 */
export function planActions(ownerUrl: string, watch: WorkWatch = {}): Promise<PlanResult> {
  return withBankLock(ownerUrl, () => withRunner(ownerUrl, (run) => plan(ownerUrl, run, watch)));
}

async function plan(ownerUrl: string, run: SqlRunner, watch: WorkWatch): Promise<PlanResult> {
  const frame = await readPlanningFrame(run);
  if (!frame) throw new JobFailure("NOTHING_TO_SCORE", "There is nothing to plan from: no published scoring model, or no month of activity.");
  watch.progress?.({ phase: "PEERS" });
  await refreshPeerHoldings(ownerUrl, frame, watch.signal);
  const peersOf = await readAllPeerHoldings(run, frame.modelId);
  return planAll(ownerUrl, await chunksOf(run, watch), { frame, peersOf });
}

type Plan = { frame: PlanningFrame; peersOf: PeersOf };
/** The ids of the next clients, null after the last; and how many have been planned. */
type Chunks = { next: () => Promise<readonly number[] | null>; done: (clients: number) => void };

async function chunksOf(run: SqlRunner, { signal, progress }: WorkWatch): Promise<Chunks> {
  const total = (await run<{ count: number }>("SELECT count(*)::int AS count FROM client", []))[0]?.count ?? 0;
  let last = 0;
  let planned = 0;
  // One lane at a time: each begins where the other ended.
  let turn: Promise<unknown> = Promise.resolve();
  const read = async () => {
    signal?.throwIfAborted();
    const rows = await run<{ id: number }>("SELECT id FROM client WHERE id > $1 ORDER BY id LIMIT $2", [last, CHUNK]);
    last = rows.at(-1)?.id ?? last;
    return rows.length === 0 ? null : rows.map((row) => row.id);
  };
  const next = () => {
    const mine = turn.then(read);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const done = (clients: number) => {
    planned += clients;
    progress?.({ phase: "ACTIONS", done: planned, total });
  };
  done(0);
  return { next, done };
}

async function planAll(ownerUrl: string, chunks: Chunks, plan: Plan): Promise<PlanResult> {
  const lanes = await Promise.all(Array.from({ length: LANES }, () => withRunner(ownerUrl, (run) => planLane(run, chunks, plan))));
  return lanes.reduce(sumOf);
}

async function planLane(run: SqlRunner, chunks: Chunks, { frame, peersOf }: Plan): Promise<PlanResult> {
  let total: PlanResult = { added: 0, changed: 0, withdrawn: 0 };
  for (let ids = await chunks.next(); ids !== null; ids = await chunks.next()) {
    const unplanned = await findUnplanned(run, frame, ids, peersOf);
    for (let first = 0; first < unplanned.length; first += HELD) {
      const held = unplanned.slice(first, first + HELD);
      total = sumOf(total, await inTransaction(run, () => planHeld(run, held, { frame, peersOf })));
    }
    chunks.done(ids.length);
  }
  return total;
}

async function planHeld(run: SqlRunner, clientIds: readonly number[], { frame, peersOf }: Plan): Promise<PlanResult> {
  // Planned anew by the next run, should the server lose it: not worth waiting for the disk ten thousand times.
  await run("SET LOCAL synchronous_commit = off", []);
  await run("SELECT 1 FROM client WHERE id = ANY ($1::int[]) ORDER BY id FOR NO KEY UPDATE", [clientIds]);
  return planClients(run, frame, clientIds, peersOf);
}

function sumOf(a: PlanResult, b: PlanResult): PlanResult {
  return { added: a.added + b.added, changed: a.changed + b.changed, withdrawn: a.withdrawn + b.withdrawn };
}

async function withRunner<T>(ownerUrl: string, work: (run: SqlRunner) => Promise<T>): Promise<T> {
  const client = await connectAsOwner(ownerUrl);
  try {
    return await work(async <Row>(sql: string, values: readonly unknown[]) => (await client.query(sql, [...values])).rows as Row[]);
  } finally {
    await client.end();
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
