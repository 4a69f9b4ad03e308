import type { ContactFilter, MoveFilter, PortfolioFilter, PortfolioTab, ReceivedFilter, ReviewFilter } from "@/lib/schemas/portfolio-filter";
import { Prisma } from "@/prisma/generated/client";
import { isFound } from "./portfolio-search";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** The bank's day. A subquery, so that the function runs once a statement and not once a row. */
export const TODAY = Prisma.sql`(SELECT bank_today())`;

/**
 * The conditions below speak of these tables: `c` the client, `s` the score. Everything that a portfolio or the
 * follow-up shows starts from here, and the first wall is in it.
 */
export const CLIENTS = Prisma.sql`client c LEFT JOIN client_score s ON s.client_id = c.id`;

/** Twin of isWithinCadence(); false for a new client, who has no cadence. */
export const WITHIN_CADENCE = Prisma.sql`coalesce(c.last_contact_on >= ${TODAY} - cadence_days(s.segment), false)`;

/** The policy forbids this action `n` today: a block ends on its last day. */
export const BLOCKED = Prisma.sql`(n.blocked_by IS NOT NULL AND (n.blocked_until_on IS NULL OR n.blocked_until_on > ${TODAY}))`;

/** Suggested, and not put off to a later day. */
export const SHOWN = Prisma.sql`(n.status = 'OPEN' AND (n.snoozed_until_on IS NULL OR n.snoozed_until_on <= ${TODAY}))`;

/** Due before today, and nothing stands in the way of doing it. */
export const OVERDUE = Prisma.sql`(${SHOWN} AND n.due_on < ${TODAY} AND NOT ${BLOCKED})`;

/** The clients of this filter who exist for this viewer. `tab` false: of every segment, for the counts. */
export function clientsOf(viewer: Viewer, filter: PortfolioFilter, options: { tab: boolean } = { tab: true }): Prisma.Sql {
  const conditions = [visibleClients(viewer), ...profileConditions(filter), ...actionConditions(filter), ...relatedConditions(filter)];
  if (options.tab) conditions.push(tabCondition(filter.tab));
  if (filter.contact) conditions.push(contactCondition(filter.contact));
  if (filter.text) conditions.push(isFound(filter.text.value));
  conditions.push(staffCondition(viewer, filter));
  return Prisma.join(conditions, " AND ");
}

function tabCondition(tab: PortfolioTab | null): Prisma.Sql {
  if (tab === null) return Prisma.sql`c.status = 'ACTIVE'`;
  if (tab === "DEPARTED") return Prisma.sql`c.status <> 'ACTIVE'`;
  if (tab === "NEW") return Prisma.sql`c.status = 'ACTIVE' AND s.segment IS NULL`;
  return Prisma.sql`c.status = 'ACTIVE' AND s.segment = ${tab}::segment`;
}

function profileConditions({ ageBand, zone }: PortfolioFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (ageBand) conditions.push(Prisma.sql`split_part(s.profile, '|', 2) = ${ageBand}`);
  if (zone === "UNKNOWN") conditions.push(Prisma.sql`c.zone IS NULL`);
  else if (zone) conditions.push(Prisma.sql`c.zone = ${zone}::zone`);
  return conditions;
}

function actionConditions({ actionKind, churnWatch, overdue }: PortfolioFilter): Prisma.Sql[] {
  const has = (condition: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM next_action n WHERE n.client_id = c.id AND ${condition})`;
  const conditions: Prisma.Sql[] = [];
  if (actionKind) conditions.push(has(Prisma.sql`n.status = 'OPEN' AND n.kind = ${actionKind}::next_action_kind`));
  if (churnWatch) conditions.push(has(Prisma.sql`n.status = 'OPEN' AND n.kind = 'CHURN_WATCH'`));
  if (overdue) conditions.push(has(OVERDUE));
  return conditions;
}

/** What a filter asks of that which belongs to the client `c` with the score `s`; each is found by the client's id. */
function relatedConditions(filter: PortfolioFilter): Prisma.Sql[] {
  const conditions = holdingConditions(filter);
  if (filter.incomeStopped) conditions.push(INCOME_STOPPED);
  if (filter.complaintOpen) conditions.push(Prisma.sql`c.complaint_open_since IS NOT NULL`);
  if (filter.review) conditions.push(reviewCondition(filter.review));
  if (filter.moved) conditions.push(moveCondition(filter.moved));
  if (filter.received) conditions.push(receivedCondition(filter.received));
  return conditions;
}

/** Held today, as scores count it: not a sale taken back, neither closed nor yet to be opened. */
function holdingConditions({ productMissing, universeMissing, productHeld, universeHeld }: PortfolioFilter): Prisma.Sql[] {
  const holds = (product: Prisma.Sql) => Prisma.sql`EXISTS (SELECT 1 FROM holding h WHERE h.client_id = c.id AND ${product}
    AND h.status <> 'REVERSED' AND h.opened_on <= ${TODAY} AND (h.closed_on IS NULL OR h.closed_on > ${TODAY}))`;
  const isProduct = (code: string) => Prisma.sql`h.product_code = ${code}`;
  const isOfUniverse = (universe: string) => Prisma.sql`h.product_code = ANY (ARRAY(SELECT p.code FROM product p WHERE p.universe = ${universe}::universe))`;
  const conditions: Prisma.Sql[] = [];
  if (productMissing) conditions.push(Prisma.sql`NOT ${holds(isProduct(productMissing))}`);
  if (universeMissing) conditions.push(Prisma.sql`NOT ${holds(isOfUniverse(universeMissing))}`);
  if (productHeld) conditions.push(holds(isProduct(productHeld)));
  if (universeHeld) conditions.push(holds(isOfUniverse(universeHeld)));
  return conditions;
}

const CLOSED_MONTH = Prisma.sql`(SELECT b.last_closed_month FROM bank b)`;

/** Twin of the sign INCOME_STOPPED in lib/domain/churn-watch.ts: none in the last two full months, in at least four of the six before. */
const INCOME_STOPPED = Prisma.sql`(s.history_months >= 9 AND (
  SELECT count(*) FILTER (WHERE m.month > ${CLOSED_MONTH} - interval '2 months') = 0 AND count(*) >= 4
  FROM monthly_activity m
  WHERE m.client_id = c.id AND m.income_in_cents > 0 AND m.month <= ${CLOSED_MONTH} AND m.month > (${CLOSED_MONTH} - interval '8 months')::date))`;

/** As the rules count them: a review is due after six months, of 180 days (lib/domain/next-actions.ts). */
const DAYS_A_MONTH = 30;

/** Those of high value are owed reviews, nobody else. */
function reviewCondition(review: ReviewFilter): Prisma.Sql {
  if (review === "never") return Prisma.sql`(c.high_value AND c.last_review_on IS NULL)`;
  return Prisma.sql`(c.high_value AND (c.last_review_on IS NULL OR c.last_review_on < ${TODAY} - ${Number(review) * DAYS_A_MONTH}::int))`;
}

/** The segment before the first move of those days, against the present one: whoever has come back has not moved. */
function moveCondition(moved: MoveFilter): Prisma.Sql {
  const [days, direction] = moved.split("-");
  // Segments are declared from the best to the last.
  const isMove = direction === "up" ? Prisma.sql`s.segment < f.segment_before` : direction === "down" ? Prisma.sql`s.segment > f.segment_before` : Prisma.sql`s.segment <> f.segment_before`;
  return Prisma.sql`EXISTS (SELECT 1 FROM (
    SELECT w.segment_before FROM score_history w
    WHERE w.client_id = c.id AND w.changed_at >= (${TODAY} - ${Number(days)}::int)::timestamp AT TIME ZONE 'Europe/Paris'
      AND w.segment_before IS NOT NULL AND w.segment_before IS DISTINCT FROM w.segment_after
    ORDER BY w.changed_at, w.id LIMIT 1) f WHERE ${isMove})`;
}

/** For so many days a client is one who was received. */
export const RECEIVED_DAYS = 30;

/** Given to whoever has them now: lately, or by a decision about an absence that is not over. */
function receivedCondition(received: ReceivedFilter): Prisma.Sql {
  const given = Prisma.sql`SELECT 1 FROM assignment_change h WHERE h.client_id = c.id AND h.to_advisor_id = c.advisor_id`;
  if (received === "30") return Prisma.sql`EXISTS (${given} AND h.changed_at >= (${TODAY} - ${RECEIVED_DAYS}::int)::timestamp AT TIME ZONE 'Europe/Paris')`;
  return Prisma.sql`EXISTS (${given} AND h.kind = 'ABSENCE' AND h.reassignment_id IN (SELECT r.id FROM reassignment r WHERE r.kind = 'ABSENCE' AND r.ended_at IS NULL))`;
}

function contactCondition(contact: ContactFilter): Prisma.Sql {
  if (contact === "never") return Prisma.sql`c.last_contact_on IS NULL`;
  if (contact === "within") return WITHIN_CADENCE;
  if (contact === "beyond") return Prisma.sql`(s.segment IS NOT NULL AND NOT ${WITHIN_CADENCE})`;
  return Prisma.sql`(c.last_contact_on IS NULL OR c.last_contact_on < ${TODAY} - ${Number(contact)}::int)`;
}

/** A supervisor may ask for one branch or one advisor; anyone else has but one portfolio. */
export function staffCondition({ role }: Viewer, { branchId, advisorId }: PortfolioFilter): Prisma.Sql {
  const conditions = [Prisma.sql`true`];
  if (role === "SUPERVISOR" && branchId !== null) conditions.push(Prisma.sql`c.branch_id = ${branchId}`);
  if (role === "SUPERVISOR" && advisorId !== null) conditions.push(Prisma.sql`c.advisor_id = ${advisorId}`);
  return Prisma.join(conditions, " AND ");
}
