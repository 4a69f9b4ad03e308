import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { extendAbsence, listReassignments } from "@/lib/data/reassignment-returns";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { testDatabase } from "@/tests/support/database";
import { isOver, readRuns, startWorkerProcess, untilRun } from "@/tests/support/job-workers";
import { viewer } from "@/tests/support/viewers";

/** Absences end in the night: the worker's own run, in its own process, on a bank with all that belongs to it. */
const db = await testDatabase();
let children: ChildProcess[] = [];
let supervisor: Viewer;
let [absent, leaving, cover, third]: Viewer[] = [];
let today: Day;
/** Of `absent`: goes back; is moved for good meanwhile; whose absence is extended. Of `leaving`: who leaves the bank meanwhile. */
let back: number[];
let [moved, extended, left] = [0, 0, 0];
let decisions: { plain: string; extended: string; leaving: string };

beforeAll(async () => {
  await fillDemoBank(db.ownerUrl, { clients: 400, seed: 7 });
  await refreshBank(db.ownerUrl, "NIGHTLY");
  today = (await db.owner.query<{ today: Day }>("SELECT bank_today()::text AS today")).rows[0]?.today ?? "2026-01-01";
  const { rows } = await db.owner.query<{ id: number; name: string; branch: number; clients: number[] }>(
    `SELECT u.id, u.name, u.branch_id AS branch, array_agg(c.id ORDER BY c.id) AS clients FROM app_user u JOIN client c ON c.advisor_id = u.id AND c.status = 'ACTIVE'
     WHERE u.role = 'ADVISOR' AND u.branch_id IN (SELECT s.branch_id FROM supervised_branch s JOIN app_user v ON v.id = s.user_id WHERE v.name = 'Valérie Chapuis') GROUP BY u.id ORDER BY u.id`);
  const [first, second, ...others] = rows;
  if (!first || !second || others.length < 2) throw new Error("the demo has fewer advisors than this needs");
  [absent, leaving, cover, third] = [first, second, ...others].map(({ id, name, branch }) => viewer("ADVISOR", { userId: id, name, branchId: branch }));
  const chief = await db.owner.query<{ id: number; branches: number[] }>("SELECT u.id, array_agg(s.branch_id) AS branches FROM app_user u JOIN supervised_branch s ON s.user_id = u.id WHERE u.name = 'Valérie Chapuis' GROUP BY u.id");
  supervisor = viewer("SUPERVISOR", { userId: chief.rows[0]?.id ?? 0, supervisedBranchIds: chief.rows[0]?.branches ?? [] });
  back = first.clients.slice(0, 3);
  [moved = 0, extended = 0] = first.clients.slice(3);
  [left = 0] = second.clients;
  decisions = { plain: await give([...back, moved], absent, cover), extended: await give([extended], absent, cover), leaving: await give([left], leaving, cover) };
}, 120_000);
afterAll(() => children.forEach((child) => child.kill("SIGKILL")));

async function give(clientIds: number[], from: Viewer | undefined, to: Viewer | undefined, kind: "ABSENCE" | "FOR_GOOD" = "ABSENCE"): Promise<string> {
  const id = randomUUID();
  const { done } = await applyReassignment(supervisor, {
    id, kind, untilOn: kind === "ABSENCE" ? addDays(today, 3) : null, note: "", absentId: kind === "ABSENCE" ? (from?.userId ?? null) : null,
    targets: clientIds.map((clientId) => [clientId, from?.userId ?? 0, to?.userId ?? 0]),
  });
  expect(done).toEqual(clientIds);
  return id;
}

describe("of one absence after the other", () => {
  it("on the last day, nobody goes back", async () => {
    await extendAbsence(supervisor, { id: decisions.extended, untilOn: addDays(today, 9) });
    await give([moved], cover, third, "FOR_GOOD");
    await db.owner.query("UPDATE app_user SET active = false WHERE id = $1", [leaving?.userId]);
    await night(addDays(today, 3));
    expect(await holders([...back, moved, extended, left])).toEqual([...back.map(() => cover?.userId), third?.userId, cover?.userId, cover?.userId]);
  });

  it("the night after it, they do: not who was moved for good, nor who is away for longer, nor to someone who has left", async () => {
    await night(addDays(today, 4));
    expect(await holders([...back, moved, extended, left])).toEqual([...back.map(() => absent?.userId), third?.userId, cover?.userId, cover?.userId]);
    const shown = new Map((await listReassignments(supervisor)).map((decision) => [decision.id, decision]));
    expect([decisions.plain, decisions.extended, decisions.leaving].map((id) => shown.get(id)?.endedOn === null)).toEqual([false, true, true]);
    const { rows } = await db.owner.query("SELECT client_id, user_id FROM audit_entry WHERE action = 'client.reassign' AND details->>'kind' = 'RETURN' ORDER BY client_id");
    expect(rows).toEqual([...back].sort((one, other) => one - other).map((id) => ({ client_id: id, user_id: null })));
  });

  // Six covers, one transfer, three returns.
  it("whoever is back sees them that morning, who stood in no longer; both figures are counted, and each change is sealed", async () => {
    for (const [holder, isTheirs] of [[absent, true], [cover, false]] as const) {
      if (!holder) throw new Error("nobody");
      for (const id of back) expect((await getClientSheet(holder, id)) !== null, `${id} with ${holder.name}`).toBe(isTheirs);
      const { rows } = await db.owner.query<{ kept: number; held: number }>(
        `SELECT (SELECT sum(clients)::int FROM follow_up_summary WHERE advisor_id = $1) AS kept, (SELECT count(*)::int FROM client WHERE advisor_id = $1) AS held`, [holder.userId]);
      expect(rows[0]?.kept).toBe(rows[0]?.held);
    }
    const { rows } = await db.owner.query<{ changes: number; sealed: number }>(
      `SELECT (SELECT count(*)::int FROM assignment_change) AS changes, (SELECT sum(cardinality(l.client_ids))::int FROM proof_link l WHERE l.kind = 'assignment') AS sealed`);
    expect(rows[0]).toEqual({ changes: 10, sealed: 10 });
  });

  it("once the longer absence is over, its client goes back too; once the account is open again, so does the last", async () => {
    await night(addDays(today, 10));
    expect(await holders([extended, left])).toEqual([absent?.userId, cover?.userId]);
    await db.owner.query("UPDATE app_user SET active = true WHERE id = $1", [leaving?.userId]);
    await night(addDays(today, 11));
    expect(await holders([moved, extended, left])).toEqual([third?.userId, absent?.userId, leaving?.userId]);
    expect((await listReassignments(supervisor)).filter(({ kind, endedOn }) => kind === "ABSENCE" && endedOn === null)).toEqual([]);
  });
});

/** A new day of the bank: the worker finds by itself that a run is due, and it runs from end to end. */
async function night(day: Day): Promise<void> {
  await db.owner.query("TRUNCATE job_run");
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [day]);
  const worker = startWorkerProcess(db.ownerUrl);
  children = [worker.child];
  await expect.poll(async () => (await readRuns(db.owner)).length, { timeout: 30_000, interval: 100 }).toBe(1);
  const [run] = await readRuns(db.owner);
  expect(await untilRun(db.owner, run?.id ?? "", isOver)).toMatchObject({ kind: "NIGHTLY_REFRESH", status: "SUCCEEDED", error: null });
  worker.child.kill("SIGTERM");
  await worker.ended;
}

async function holders(clientIds: readonly number[]): Promise<number[]> {
  const { rows } = await db.owner.query<{ id: number; holder: number }>("SELECT id, advisor_id AS holder FROM client WHERE id = ANY ($1)", [clientIds]);
  const of = new Map(rows.map(({ id, holder }) => [id, holder]));
  return clientIds.map((id) => of.get(id) ?? 0);
}
