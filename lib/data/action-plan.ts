import { isDeepStrictEqual } from "node:util";
import { planNextActions, type NextActionKind, type PeerHolding, type SuggestedAction } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import { actionFactsOf, type ActionFactsRow, storedScores } from "./action-facts";
import { readPeerHoldings, type PlanningFrame } from "./planning-frame";
import { statement, type SqlRunner } from "./statement";

/** Counts of actions. */
export type PlanResult = { added: number; changed: number; withdrawn: number };

/** Looks up what peers hold; a job knows the answers beforehand. */
type PeerHoldingsLookup = (profile: string, segment: Segment | null) => readonly PeerHolding[] | Promise<readonly PeerHolding[]>;

type OpenAction = SuggestedAction & { clientId: number; id: string };
type PlannedAction = SuggestedAction & { clientId: number };

/** What is to be written for the stored actions to be the suggested ones. */
type Difference = { added: PlannedAction[]; changed: (PlannedAction & { id: string })[]; withdrawn: OpenAction[] };

/**
 * Plans the next actions of some clients and writes the difference: what is new, what changed, what is no longer
 * suggested. Snoozes and planned steps are kept; running it twice changes nothing. The clients are held by the caller.
 */
export async function planClients(run: SqlRunner, frame: PlanningFrame, clientIds: readonly number[], peersOf?: PeerHoldingsLookup): Promise<PlanResult> {
  const difference = await readDifference(run, frame, clientIds, peersOf);
  const { added, changed, withdrawn } = difference;
  if (withdrawn.length > 0) await withdraw(run, withdrawn);
  if (changed.length > 0) await change(run, changed);
  if (added.length > 0) await add(run, added, frame);
  return { added: added.length, changed: changed.length, withdrawn: withdrawn.length };
}

/** The clients among these whose open actions are not those that the rules suggest. Holds nobody, and writes nothing. */
export async function findUnplanned(run: SqlRunner, frame: PlanningFrame, clientIds: readonly number[], peersOf: PeerHoldingsLookup): Promise<number[]> {
  const { added, changed, withdrawn } = await readDifference(run, frame, clientIds, peersOf);
  return [...new Set([...added, ...changed, ...withdrawn].map((action) => action.clientId))].sort((a, b) => a - b);
}

async function readDifference(run: SqlRunner, frame: PlanningFrame, clientIds: readonly number[], peersOf?: PeerHoldingsLookup): Promise<Difference> {
  const lookUp = peersOf ?? ((profile, segment) => readPeerHoldings(run, frame.modelId, profile, segment));
  const rows = await run<ActionFactsRow>(statement("action-facts"), [clientIds, frame.today, frame.closedMonth]);
  const planned: PlannedAction[] = [];
  for (const row of rows) {
    const scores = storedScores(row);
    const peers = scores ? await lookUp(scores.profile, scores.segment) : [];
    for (const action of planNextActions(actionFactsOf(row, frame, peers), frame)) planned.push({ ...action, clientId: row.clientId });
  }
  return differenceOf(await openActions(run, clientIds), planned);
}

function openActions(run: SqlRunner, clientIds: readonly number[]): Promise<OpenAction[]> {
  return run<OpenAction>(
    `SELECT client_id AS "clientId", id, kind, product_code AS "productCode", reason, channel, due_on::text AS "dueOn", success_chance AS "successChance",
            value_cents AS "valueCents", ground, blocked_by AS "blockedBy", blocked_until_on::text AS "blockedUntilOn"
     FROM next_action WHERE client_id = ANY ($1::int[]) AND status = 'OPEN' AND origin = 'RULES'`,
    [clientIds],
  );
}

function differenceOf(open: readonly OpenAction[], planned: readonly PlannedAction[]): Difference {
  const key = (action: { clientId: number; kind: NextActionKind }) => `${action.clientId} ${action.kind}`;
  const openByKey = new Map(open.map((action) => [key(action), action]));
  const plannedKeys = new Set(planned.map(key));
  return {
    added: planned.filter((action) => !openByKey.has(key(action))),
    changed: planned.flatMap((action) => {
      const before = openByKey.get(key(action));
      return before && !saysTheSame(before, action) ? [{ ...action, id: before.id }] : [];
    }),
    withdrawn: open.filter((action) => !plannedKeys.has(key(action))),
  };
}

function saysTheSame(one: SuggestedAction, other: SuggestedAction): boolean {
  return contentOf(one) === contentOf(other) && isDeepStrictEqual(one.reason, other.reason);
}

/** What an action says, but for its reason, whose keys the database gives back in an order of its own. */
function contentOf({ kind, productCode, channel, dueOn, successChance, valueCents, ground, blockedBy, blockedUntilOn }: SuggestedAction): string {
  return `${kind} ${productCode} ${channel} ${dueOn} ${successChance} ${valueCents} ${ground} ${blockedBy} ${blockedUntilOn}`;
}

const COLUMNS = `"clientId" int, id uuid, kind next_action_kind, "productCode" text, reason jsonb, channel interaction_channel, "dueOn" date,
  "successChance" float8, "valueCents" int, ground contact_ground, "blockedBy" contact_block, "blockedUntilOn" date`;

async function withdraw(run: SqlRunner, actions: readonly OpenAction[]): Promise<void> {
  await run(
    `UPDATE next_action n SET status = 'WITHDRAWN', closed_at = now()
     FROM unnest($1::int[], $2::uuid[]) AS w(client_id, id) WHERE n.client_id = w.client_id AND n.id = w.id AND n.status = 'OPEN'`,
    [actions.map((action) => action.clientId), actions.map((action) => action.id)],
  );
}

async function change(run: SqlRunner, actions: readonly OpenAction[]): Promise<void> {
  await run(
    // Another product is another suggestion: what was snoozed or taken on was the one before.
    `UPDATE next_action n SET reason = a.reason, channel = a.channel, due_on = a."dueOn", success_chance = a."successChance", value_cents = a."valueCents",
       ground = a.ground, blocked_by = a."blockedBy", blocked_until_on = a."blockedUntilOn",
       snoozed_until_on = CASE WHEN n.product_code IS NOT DISTINCT FROM a."productCode" THEN n.snoozed_until_on END,
       taken_at = CASE WHEN n.product_code IS NOT DISTINCT FROM a."productCode" THEN n.taken_at END,
       starts_at = CASE WHEN n.product_code IS NOT DISTINCT FROM a."productCode" THEN n.starts_at END,
       length_minutes = CASE WHEN n.product_code IS NOT DISTINCT FROM a."productCode" THEN n.length_minutes END, product_code = a."productCode"
     FROM jsonb_to_recordset($1::jsonb) AS a(${COLUMNS}) WHERE n.client_id = a."clientId" AND n.id = a.id AND n.status = 'OPEN'`,
    [JSON.stringify(actions)],
  );
}

async function add(run: SqlRunner, actions: readonly PlannedAction[], frame: PlanningFrame): Promise<void> {
  await run(
    `INSERT INTO next_action (client_id, id, kind, origin, product_code, reason, channel, due_on, success_chance, value_cents, ground, blocked_by, blocked_until_on, created_on)
     SELECT "clientId", gen_random_uuid(), kind, 'RULES', "productCode", reason, channel, "dueOn", "successChance", "valueCents", ground, "blockedBy", "blockedUntilOn", $2::date
     FROM jsonb_to_recordset($1::jsonb) AS a(${COLUMNS})
     ON CONFLICT (client_id, kind) WHERE status = 'OPEN' AND origin = 'RULES' DO NOTHING`,
    [JSON.stringify(actions), frame.today],
  );
}
