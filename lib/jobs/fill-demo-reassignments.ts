import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { ReassignmentKind } from "@/lib/domain/assignment";
import { inOwnerTransaction } from "./owner-transaction";

type DemoDecision = { kind: ReassignmentKind; by: string; from: string; to: string; clients: number; days: number | null; note: string };

/** Who has whose clients in the demo, though the core bank says otherwise: some for good, some until someone is back. */
const DECISIONS: readonly DemoDecision[] = [
  { kind: "FOR_GOOD", by: "Valérie Chapuis", from: "Karim Haddad", to: "Camille Moreau", clients: 5, days: null, note: "Ces clients viennent le samedi, jour où Camille reçoit." },
  { kind: "ABSENCE", by: "Valérie Chapuis", from: "Inès Ferreira", to: "Thomas Riou", clients: 4, days: 19, note: "Inès est en formation ; Thomas la joint le soir si besoin." },
];

/**
 * Hands some clients of a demo bank over, as its supervisor would, through the function that supervisors call. Nothing
 * happens in a bank that is no demo, or that has a decision. Returns how many clients changed hands.
 */
export function fillDemoReassignments(ownerUrl: string): Promise<number> {
  return inOwnerTransaction(ownerUrl, async (db) => {
    const { rowCount } = await db.query("SELECT 1 FROM bank WHERE demo AND NOT EXISTS (SELECT 1 FROM reassignment) FOR UPDATE");
    let moved = 0;
    if (rowCount) for (const decision of DECISIONS) moved += await decide(db, decision);
    return moved;
  });
}

async function decide(db: pg.Client, { kind, by, from, to, clients, days, note }: DemoDecision): Promise<number> {
  const [byId, fromId, toId] = [await userOf(db, by), await userOf(db, from), await userOf(db, to)];
  // Scored ones: whoever is new has no cadence yet and would say little.
  const { rows } = await db.query<{ id: number }>("SELECT c.id FROM client c JOIN client_score s ON s.client_id = c.id WHERE c.advisor_id = $1 AND c.status = 'ACTIVE' ORDER BY hashint4(c.id) LIMIT $2", [fromId, clients]);
  if (byId === null || toId === null || rows.length === 0) return 0;
  const id = randomUUID();
  await db.query("SELECT set_config('app.user_id', $1, true)", [String(byId)]);
  const { rows: [decision] } = await db.query<{ untilOn: string | null }>(
    `INSERT INTO reassignment (id, kind, until_on, note, created_by) VALUES ($1, $2, bank_today() + $3::int, $4, $5) RETURNING until_on::text AS "untilOn"`, [id, kind, days, note, byId]);
  const every = (value: number | null) => rows.map(() => value);
  const { rows: [answer] } = await db.query<{ moved: number[] }>("SELECT reassign_clients($1, $2, $3, $4) AS moved", [id, rows.map((row) => row.id), every(fromId), every(toId)]);
  const moved = answer?.moved ?? [];
  const details = { reassignmentId: id, kind, untilOn: decision?.untilOn ?? null, fromAdvisorId: fromId, toAdvisorId: toId };
  await db.query("INSERT INTO audit_entry (user_id, action, client_id, details) SELECT $1, 'client.reassign', m, $3 FROM unnest($2::int[]) m", [byId, moved, JSON.stringify(details)]);
  await db.query("SELECT set_config('app.user_id', '', true)");
  return moved.length;
}

async function userOf(db: pg.Client, name: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>("SELECT id FROM app_user WHERE name = $1 ORDER BY id LIMIT 1", [name]);
  return rows[0]?.id ?? null;
}
