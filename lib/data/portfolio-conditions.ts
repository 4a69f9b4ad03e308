import type { ContactFilter, PortfolioFilter, PortfolioTab } from "@/lib/schemas/portfolio-filter";
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
  const conditions = [visibleClients(viewer), ...profileConditions(filter), ...actionConditions(filter), ...holdingConditions(filter)];
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

function holdingConditions({ productMissing, universeMissing }: PortfolioFilter): Prisma.Sql[] {
  const lacks = (product: Prisma.Sql) => Prisma.sql`NOT EXISTS (SELECT 1 FROM holding h WHERE h.client_id = c.id AND ${product}
    AND h.status <> 'REVERSED' AND h.opened_on <= ${TODAY} AND (h.closed_on IS NULL OR h.closed_on > ${TODAY}))`;
  const conditions: Prisma.Sql[] = [];
  if (productMissing) conditions.push(lacks(Prisma.sql`h.product_code = ${productMissing}`));
  if (universeMissing) {
    conditions.push(lacks(Prisma.sql`h.product_code = ANY (ARRAY(SELECT p.code FROM product p WHERE p.universe = ${universeMissing}::universe))`));
  }
  return conditions;
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
