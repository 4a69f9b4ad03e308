import type pg from "pg";
import { statement } from "@/lib/data/statement";
import type { ScoreCause } from "@/prisma/generated/enums";
import { inOwnerTransaction } from "../owner-transaction";
import { lockBriefly } from "./brief-lock";
import { endScoring } from "./begin-scoring";
import { dropWorkTables } from "./measure-bank";
import { measureLogged, readLogged } from "./logged-clients";
import { requireSameFrame, type ScoringFrame } from "./scoring-frame";

export type WrittenCounts = { written: number; history: number; departed: number };

/**
 * Writes a few changed rows where they stand, in one short transaction: whoever logs something of one of these clients
 * meanwhile waits for it, a fraction of a second.
 */
export async function writeInPlace(ownerUrl: string, frame: ScoringFrame, cause: ScoreCause, signal?: AbortSignal): Promise<WrittenCounts> {
  const counts = await inOwnerTransaction(
    ownerUrl,
    async (db) => {
      await requireSameFrame(db, frame);
      await db.query(statement("score-publish-benchmarks"), [frame.modelId]);
      return write(db, cause);
    },
    signal,
  );
  await waitForLogging(ownerUrl, signal);
  const logged = await inOwnerTransaction(ownerUrl, (db) => rewriteLogged(db, frame, cause), signal);
  return { written: counts.written + logged.written, history: counts.history + logged.history, departed: counts.departed };
}

/** Until nobody is logging who may have read the benchmarks of before: an interaction is saved in milliseconds. */
function waitForLogging(ownerUrl: string, signal?: AbortSignal): Promise<void> {
  return inOwnerTransaction(ownerUrl, (db) => lockBriefly(db, "client_score", "EXCLUSIVE", signal), signal);
}

/** Clients of whom something was logged since the run began are measured against the benchmarks of now. */
async function rewriteLogged(db: pg.ClientBase, frame: ScoringFrame, cause: ScoreCause): Promise<WrittenCounts> {
  await measureLogged(db, frame, (await readLogged(db)).map((entry) => entry.clientId));
  await db.query("TRUNCATE score_run_departed");
  const counts = await write(db, cause);
  await endScoring(db, frame);
  await dropWorkTables(db);
  return counts;
}

async function write(db: pg.ClientBase, cause: ScoreCause): Promise<WrittenCounts> {
  const { rows } = await db.query<WrittenCounts>(statement("score-write"), [cause]);
  const [counts] = rows;
  if (!counts) throw new Error("the statement that writes scores answered nothing");
  return counts;
}
