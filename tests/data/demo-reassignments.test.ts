import { expect, it } from "vitest";
import { countDifferences, listDifferences } from "@/lib/data/advisor-differences";
import type { Viewer } from "@/lib/data/viewer";
import { countStandings } from "@/lib/domain/advisor-difference";
import { addDays } from "@/lib/domain/dates";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { fillDemoReassignments } from "@/lib/jobs/fill-demo-reassignments";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { returnClients } from "@/lib/jobs/return-clients";
import { testDatabase } from "@/tests/support/database";
import { insertBank, TEST_TODAY } from "@/tests/support/factories";
import { viewer } from "@/tests/support/viewers";

/** What a demo bank shows of clients who changed hands: decided as its supervisor would, and counted as plain SQL counts. */
const db = await testDatabase();
let supervisor: Viewer;

it("a bank that is no demo gets no decisions", async () => {
  await insertBank(db.owner);
  expect(await fillDemoReassignments(db.ownerUrl)).toBe(0);
  await db.owner.query("DELETE FROM bank");
});

it("some for good, some for an absence; once", async () => {
  await fillDemoBank(db.ownerUrl, { seed: 5, clients: 600, today: TEST_TODAY });
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  await refreshBank(db.ownerUrl, "FIRST");
  expect(await fillDemoReassignments(db.ownerUrl)).toBe(9);
  expect(await fillDemoReassignments(db.ownerUrl)).toBe(0);
  const { rows: [one] } = await db.owner.query<{ id: number; branches: number[] }>("SELECT u.id, array_agg(s.branch_id) AS branches FROM app_user u JOIN supervised_branch s ON s.user_id = u.id WHERE u.name = 'Valérie Chapuis' GROUP BY u.id");
  supervisor = viewer("SUPERVISOR", { userId: one?.id ?? 0, supervisedBranchIds: one?.branches ?? [] });
}, 180_000);

it("the figures of the page are those of plain SQL, each with its trace", async () => {
  const { rows } = await db.owner.query<{ kind: string; clients: number; traced: number }>(`
    SELECT a.kind::text, count(*)::int AS clients,
      (SELECT count(*)::int FROM audit_entry e WHERE e.action = 'client.reassign' AND e.details->>'kind' = a.kind::text AND e.user_id = $1) AS traced
    FROM client c JOIN assignment_change a ON a.client_id = c.id
    WHERE c.branch_id = ANY ($2) AND c.feed_advisor_id = a.from_advisor_id AND c.advisor_id = a.to_advisor_id GROUP BY a.kind ORDER BY 1`, [supervisor.userId, supervisor.supervisedBranchIds]);
  expect(rows).toEqual([{ kind: "ABSENCE", clients: 4, traced: 4 }, { kind: "FOR_GOOD", clients: 5, traced: 5 }]);
  expect(countStandings(await countDifferences(supervisor), null)).toEqual({ OPEN: 5, RETURNING: 4 });
  for (const [standing, length] of [["OPEN", 5], ["RETURNING", 4]] as const) expect((await listDifferences(supervisor, { standing, advisorId: null, place: null })).rows).toHaveLength(length);
  expect((await db.owner.query("SELECT 1 FROM follow_up_outdated")).rowCount).toBe(0);
});

it("the absence over, its clients are back by themselves and the others are not", async () => {
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [addDays(TEST_TODAY, 30)]);
  await returnClients(db.ownerUrl);
  expect(countStandings(await countDifferences(supervisor), null)).toEqual({ OPEN: 5, RETURNING: 0 });
});
