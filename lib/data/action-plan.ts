import { planNextActions, type NextActionKind, type PeerHolding, type SuggestedAction } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import { actionFactsOf, type ActionFactsRow } from "./action-facts";
import { readPeerHoldings, type PlanningFrame } from "./planning-frame";
import { statement, type SqlRunner } from "./statement";

/** Counts of actions. */
export type PlanResult = { added: number; changed: number; withdrawn: number };

/** Looks up what peers hold; a job knows the answers beforehand. */
type PeerHoldingsLookup = (profile: string, segment: Segment | null) => readonly PeerHolding[] | Promise<readonly PeerHolding[]>;

type OpenAction = SuggestedAction & { clientId: number; id: string };
type PlannedAction = SuggestedAction & { clientId: number };

/**
 * Plans the next actions of some clients and writes the difference: what is new, what changed, what is no longer
 * suggested. Snoozes and planned steps are kept; running it twice changes nothing.
 */
export async function planClients(run: SqlRunner, frame: PlanningFrame, clientIds: readonly number[], peersOf?: PeerHoldingsLookup): Promise<PlanResult> {
  const lookUp = peersOf ?? ((profile, segment) => readPeerHoldings(run, frame.modelId, profile, segment));
  const rows = await run<ActionFactsRow>(statement("action-facts"), [clientIds, frame.today, frame.closedMonth]);
  const planned: PlannedAction[] = [];
  for (const row of rows) {
    const peers = row.scores ? await lookUp(row.scores.profile, row.scores.segment) : [];
    const actions = planNextActions(actionFactsOf(row, frame, peers), frame);
    planned.push(...actions.map((action) => ({ ...action, clientId: row.clientId })));
  }
  return writeDifference(run, await openActions(run, clientIds), planned, frame);
}

function openActions(run: SqlRunner, clientIds: readonly number[]): Promise<OpenAction[]> {
  return run<OpenAction>(
    `SELECT client_id AS "clientId", id, kind, product_code AS "productCode", reason, channel, due_on::text AS "dueOn", success_chance AS "successChance",
            value_cents AS "valueCents", blocked_by AS "blockedBy", blocked_until_on::text AS "blockedUntilOn"
     FROM next_action WHERE client_id = ANY ($1::int[]) AND status = 'OPEN' AND origin = 'RULES'`,
    [clientIds],
  );
}

async function writeDifference(run: SqlRunner, open: readonly OpenAction[], planned: readonly PlannedAction[], frame: PlanningFrame): Promise<PlanResult> {
  const key = (action: { clientId: number; kind: NextActionKind }) => `${action.clientId} ${action.kind}`;
  const openByKey = new Map(open.map((action) => [key(action), action]));
  const plannedKeys = new Set(planned.map(key));
  const added = planned.filter((action) => !openByKey.has(key(action)));
  const changed = planned.flatMap((action) => {
    const before = openByKey.get(key(action));
    return before && contentOf(before) !== contentOf(action) ? [{ ...action, id: before.id }] : [];
  });
  const withdrawn = open.filter((action) => !plannedKeys.has(key(action)));
  if (withdrawn.length > 0) await withdraw(run, withdrawn);
  if (changed.length > 0) await change(run, changed);
  if (added.length > 0) await add(run, added, frame);
  return { added: added.length, changed: changed.length, withdrawn: withdrawn.length };
}

/** What an action says, in one order of keys: the database gives JSON back in its own. */
function contentOf(action: SuggestedAction): string {
  const { kind, productCode, reason, channel, dueOn, successChance, valueCents, blockedBy, blockedUntilOn } = action;
  return JSON.stringify([kind, productCode, sorted(reason), channel, dueOn, successChance, valueCents, blockedBy, blockedUntilOn]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => [name, sorted(part)]);
}

const COLUMNS = `"clientId" int, id uuid, kind next_action_kind, "productCode" text, reason jsonb, channel interaction_channel, "dueOn" date,
  "successChance" float8, "valueCents" int, "blockedBy" contact_block, "blockedUntilOn" date`;

async function withdraw(run: SqlRunner, actions: readonly OpenAction[]): Promise<void> {
  await run(
    `UPDATE next_action n SET status = 'WITHDRAWN', closed_at = now()
     FROM unnest($1::int[], $2::uuid[]) AS w(client_id, id) WHERE n.client_id = w.client_id AND n.id = w.id AND n.status = 'OPEN'`,
    [actions.map((action) => action.clientId), actions.map((action) => action.id)],
  );
}

async function change(run: SqlRunner, actions: readonly OpenAction[]): Promise<void> {
  await run(
    // Another product is another suggestion: a snooze was of the one before.
    `UPDATE next_action n SET reason = a.reason, channel = a.channel, due_on = a."dueOn", success_chance = a."successChance", value_cents = a."valueCents",
       blocked_by = a."blockedBy", blocked_until_on = a."blockedUntilOn",
       snoozed_until_on = CASE WHEN n.product_code IS NOT DISTINCT FROM a."productCode" THEN n.snoozed_until_on END, product_code = a."productCode"
     FROM jsonb_to_recordset($1::jsonb) AS a(${COLUMNS}) WHERE n.client_id = a."clientId" AND n.id = a.id AND n.status = 'OPEN'`,
    [JSON.stringify(actions)],
  );
}

async function add(run: SqlRunner, actions: readonly PlannedAction[], frame: PlanningFrame): Promise<void> {
  await run(
    `INSERT INTO next_action (client_id, id, kind, origin, product_code, reason, channel, due_on, success_chance, value_cents, blocked_by, blocked_until_on, created_on)
     SELECT "clientId", gen_random_uuid(), kind, 'RULES', "productCode", reason, channel, "dueOn", "successChance", "valueCents", "blockedBy", "blockedUntilOn", $2::date
     FROM jsonb_to_recordset($1::jsonb) AS a(${COLUMNS})
     ON CONFLICT (client_id, kind) WHERE status = 'OPEN' AND origin = 'RULES' DO NOTHING`,
    [JSON.stringify(actions), frame.today],
  );
}
