import { randomUUID } from "node:crypto";
import type pg from "pg";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import { dismissNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { logInteractionInput, type LogInteractionDraft } from "@/lib/schemas/interaction";
import { scoreBank } from "@/lib/jobs/score-bank";
import { insertRow } from "./rows";
import { viewer } from "./viewers";

/** Those whose screens are looked at, and the day on which they do. */
export type WorkedBank = { today: Day; supervisor: Viewer; advisors: Viewer[]; managers: Viewer[]; analyst: Viewer; administrator: Viewer };

type Member = { userId: number; name: string; role: Viewer["role"]; branchId: number | null; clients: number };

/** The people of a bank that was filled or imported. `branches`: of how many the supervisor is; one is made for them. */
export async function staffOf(owner: pg.Pool, branches: number): Promise<WorkedBank> {
  const { rows: [calendar] } = await owner.query<{ today: Day }>("SELECT bank_today()::text AS today");
  const { rows } = await owner.query<Member>(`SELECT u.id AS "userId", u.name, u.role, u.branch_id AS "branchId", count(c.id)::int AS clients
    FROM app_user u LEFT JOIN client c ON c.advisor_id = u.id GROUP BY u.id ORDER BY u.id`);
  const { rows: [supervised] } = await owner.query<{ ids: number[] }>("SELECT array_agg(id) AS ids FROM (SELECT id FROM branch ORDER BY id LIMIT $1) b", [branches]);
  const supervisedBranchIds = supervised?.ids ?? [];
  const name = "Supervisor of some branches";
  const userId = Number(await insertRow(owner, "app_user", { email: `${randomUUID()}@bank.example`, name, role: "SUPERVISOR", passwordHash: "none" }));
  for (const branchId of supervisedBranchIds) await insertRow(owner, "supervised_branch", { userId, branchId });
  const those = (role: Viewer["role"]) => rows.filter((member) => member.role === role).map((member) => viewer(role, member));
  const [analyst, administrator] = [those("ANALYST")[0], those("ADMINISTRATOR")[0]];
  if (!calendar || !analyst || !administrator) throw new Error("a bank without its people");
  return {
    today: calendar.today, analyst, administrator, supervisor: viewer("SUPERVISOR", { userId, name, supervisedBranchIds }),
    advisors: those("ADVISOR").filter(({ branchId }) => branchId !== null && supervisedBranchIds.includes(branchId)),
    managers: those("RELATIONSHIP_MANAGER").filter((manager) => rows.some(({ userId: id, clients }) => id === manager.userId && clients > 0)),
  };
}

type OpenAction = { clientId: number; id: string; kind: string; productCode: string | null; blocked: boolean };

/** What people do in a morning, each through the product: every kind of entry and decision that a figure counts. */
export async function workInBank(owner: pg.Pool, { today, supervisor, advisors, managers }: WorkedBank): Promise<void> {
  for (const advisor of [...advisors.slice(0, 4), ...managers]) await workAMorning(owner, advisor, today);
  for (const manager of managers) await inviteSome(owner, manager, today);
  await planTime(owner, advisors, today);
  const [from, to] = advisors;
  if (!from || !to) throw new Error("two advisors, at least, of these branches");
  const { rows } = await owner.query<{ id: number }>("SELECT id FROM client WHERE advisor_id = $1 ORDER BY id DESC LIMIT 6", [from.userId]);
  await applyReassignment(supervisor, { id: randomUUID(), kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: rows.map(({ id }) => [id, from.userId, to.userId]) });
}

async function workAMorning(owner: pg.Pool, advisor: Viewer, today: Day): Promise<void> {
  const { rows } = await owner.query<OpenAction>(`
    SELECT DISTINCT ON (n.client_id) n.client_id AS "clientId", n.id, n.kind, n.product_code AS "productCode", n.blocked_by IS NOT NULL AS blocked
    FROM next_action n JOIN client c ON c.id = n.client_id WHERE c.advisor_id = $1 AND c.status = 'ACTIVE' AND n.status = 'OPEN' ORDER BY n.client_id, n.due_on`, [advisor.userId]);
  const [a, b, c, d, e, f, g, h, i, j] = rows.filter(({ blocked }) => !blocked);
  const offer = rows.find(({ productCode, blocked }) => productCode !== null && !blocked && ![a, b, c, d, e, f, g, h, i, j].some((other) => other?.productCode === productCode));
  const log = (action: OpenAction | undefined, over: Partial<LogInteractionDraft>, answers = true) => logAs(advisor, action, { occurredOn: today, nextActionId: answers ? action?.id : null, ...over });

  const corrected = await log(a, { nextStepOn: addDays(today, 9) });
  await log(a, { correctsId: corrected, occurredOn: addDays(today, -4), outcome: "APPOINTMENT_MADE" }, false);
  const mistaken = await log(b, {});
  if (mistaken && b) await cancelInteraction(advisor, { id: randomUUID(), clientId: b.clientId, interactionId: mistaken });
  await log(c, { outcome: "NO_ANSWER" });
  await log(d, { outcome: "DECLINED", productsDiscussed: ["HOME_INSURANCE"], channel: "EMAIL", occurredOn: addDays(today, -3) }, false);
  await log(d, { productsDiscussed: ["LIVRET_A"], channel: "PHONE" }, false);
  await log(e, { outcome: "COMPLAINT_RECEIVED", channel: "BRANCH", occurredOn: addDays(today, -2) }, false);
  await log(e, { productsDiscussed: ["LIVRET_A"], channel: "BRANCH" }, false);
  await log(f, { review: true, channel: "BRANCH", satisfaction: 4, nextStepOn: addDays(today, 8) });
  if (offer?.productCode) await log(offer, { outcome: "SOLD", productsSold: [offer.productCode], channel: "BRANCH" });
  if (g) await dismissNextAction(advisor, { clientId: g.clientId, id: g.id, reason: "BAD_TIMING" });
  if (h) await snoozeNextAction(advisor, { clientId: h.clientId, id: h.id, untilOn: addDays(today, 12) });
  if (i) await takeNextAction(advisor, { clientId: i.clientId, id: i.id, isTaken: true });
  if (j) await dismissNextAction(advisor, { clientId: j.clientId, id: j.id, reason: "WRONG_SUGGESTION" });
}

async function logAs(advisor: Viewer, action: OpenAction | undefined, over: Partial<LogInteractionDraft>): Promise<string | undefined> {
  if (!action) return undefined;
  const id = randomUUID();
  await logInteraction(advisor, logInteractionInput.parse({ id, clientId: action.clientId, channel: "PHONE", outcome: "DISCUSSED", ...over }));
  return id;
}

/** The three oldest of a desk, to the first event that is to come; without one, nobody. */
async function inviteSome(owner: pg.Pool, manager: Viewer, today: Day): Promise<void> {
  const { rows } = await owner.query<{ clientId: number; eventId: string }>(`
    SELECT c.id AS "clientId", (SELECT e.id FROM bank_event e WHERE e.held_on >= $2 AND NOT e.withdrawn ORDER BY e.held_on LIMIT 1) AS "eventId"
    FROM client c WHERE c.advisor_id = $1 AND c.high_value AND c.status = 'ACTIVE' ORDER BY c.birth_on LIMIT 3`, [manager.userId, today]);
  for (const { clientId, eventId } of rows) {
    if (eventId) await insertRow(owner, "event_invitation", { clientId, eventId, interactionId: randomUUID(), invitedOn: today, updatedBy: manager.userId });
  }
}

/**
 * The bank a while later: some clients bring nothing any more and some ten times as much, and are scored anew. Scores bear
 * the instant at which they are computed; here the first lies two hundred days back and a change seventy.
 */
export async function passTime(owner: pg.Pool, ownerUrl: string): Promise<void> {
  await owner.query("UPDATE monthly_activity SET pnb_cents = CASE client_id % 14 WHEN 0 THEN 0 ELSE 10 * abs(pnb_cents) + 10000 END WHERE client_id % 7 = 0");
  await owner.query("INSERT INTO score_due SELECT id FROM client WHERE id % 7 = 0 ON CONFLICT DO NOTHING");
  await scoreBank(ownerUrl, { cause: "NIGHTLY" });
  const moved = await owner.connect();
  try {
    // The history of a bank is append-only; that of a test bank may be told as it would have been.
    await moved.query("SET session_replication_role = replica");
    await moved.query(`UPDATE score_history h SET changed_at = bank_today()::timestamptz - CASE WHEN h.cause = 'NIGHTLY' THEN interval '70 days' ELSE interval '200 days' END
      WHERE h.cause <> 'INTERACTION' AND EXISTS (SELECT 1 FROM score_history n WHERE n.client_id = h.client_id AND n.cause = 'NIGHTLY') AND NOT EXISTS (SELECT 1 FROM score_history n WHERE n.client_id = h.client_id AND n.cause = 'INTERACTION')`);
  } finally {
    moved.release(true);
  }
}

/** One works half the hours, one is away for a week. */
async function planTime(owner: pg.Pool, [first, second]: readonly Viewer[], today: Day): Promise<void> {
  if (!first || !second) return;
  await insertRow(owner, "work_contract", { userId: first.userId, weeklyMinutes: 1_050, clientSharePercent: 60, updatedBy: first.userId });
  await insertRow(owner, "work_absence", { userId: second.userId, id: randomUUID(), fromOn: addDays(today, 3), untilOn: addDays(today, 9), createdBy: second.userId });
}
