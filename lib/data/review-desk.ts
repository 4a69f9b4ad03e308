import type { ProductName } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { HighValueRule } from "@/lib/domain/high-value";
import { lifeEvents, type LifeFacts } from "@/lib/domain/life-events";
import { REVIEW_DAYS } from "@/lib/domain/next-actions";
import { mayDo } from "@/lib/domain/permissions";
import { SOON_DAYS, type ReviewStanding } from "@/lib/domain/review-cadence";
import type { DeskCard, DeskEvent, DeskFigures } from "@/lib/domain/review-desk";
import { deskQuery, type DeskFilter } from "@/lib/schemas/desk-filter";
import { Prisma } from "@/prisma/generated/client";
import { AUDIENCE, COMING, EVENT } from "./bank-events";
import { UNIVERSE_WEALTH } from "./client-wealth";
import { readAs } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** The desk is the relationship managers', and their supervisors': for anyone else there is no client on it. */
function deskClients(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`c.high_value AND c.status = 'ACTIVE' AND ${mayDo(viewer.role, "desk.view")} AND ${visibleClients(viewer)}`;
}

/** Twin of reviewDueOn(). */
const DUE_ON = Prisma.sql`(CASE WHEN c.last_review_on IS NOT NULL THEN coalesce(c.next_review_on, c.last_review_on + ${REVIEW_DAYS}::int) END)`;

/** Twin of reviewStanding(). */
const STANDING = Prisma.sql`(CASE WHEN c.last_review_on IS NULL THEN 'NEVER' WHEN ${DUE_ON} < ${TODAY} THEN 'LATE'
  WHEN ${DUE_ON} <= ${TODAY} + ${SOON_DAYS}::int THEN 'SOON' ELSE 'FINE' END)`;

/** The longest overdue first, then those never reviewed, then as they fall due. */
const BY_DUE_DAY: Keyset = {
  parts: [
    { sql: Prisma.sql`(CASE WHEN c.last_review_on IS NULL THEN 1 WHEN ${DUE_ON} < ${TODAY} THEN 0 ELSE 2 END)`, type: "int" },
    { sql: Prisma.sql`coalesce(${DUE_ON}, '-infinity')`, type: "date" },
    { sql: Prisma.sql`c.id`, type: "int" },
  ],
  descending: false,
};

function standsSo({ standing }: DeskFilter): Prisma.Sql {
  return standing === null ? Prisma.sql`true` : Prisma.sql`${STANDING} = ${standing}`;
}

/** The event `e` is to come, for the client `c`, and they are not invited yet. */
const TO_INVITE = Prisma.sql`${COMING} AND ${AUDIENCE} AND NOT EXISTS (SELECT 1 FROM event_invitation i WHERE i.client_id = c.id AND i.event_id = e.id)`;

function couldBeInvited({ eventId }: DeskFilter): Prisma.Sql {
  return eventId === null ? Prisma.sql`true` : Prisma.sql`EXISTS (SELECT 1 FROM bank_event e WHERE e.id = ${eventId}::uuid AND ${TO_INVITE})`;
}

type LifeRow = Omit<LifeFacts, "contracts"> & { contracts: readonly (LifeFacts["contracts"][number] & { name: ProductName })[] };
type DeskRow = Omit<DeskCard, "nextEvent" | "productNames"> & { life: LifeRow; key: string[] };

/** One page of the high-value clients who stand so with their review, in one statement. Source: domain, *Who may do what*. */
export async function listDesk(viewer: Viewer, filter: DeskFilter): Promise<Page<DeskCard>> {
  const place = filter.place?.value ?? null;
  const read = await readAs<DeskRow>(viewer, Prisma.sql`
    SELECT c.id, c.first_name AS "firstName", c.last_name AS "lastName", ${STANDING} AS standing, c.last_review_on::text AS "lastReviewOn", ${DUE_ON}::text AS "dueOn",
      (SELECT json_build_object('noted', (SELECT count(*) FROM jsonb_each_text(d.answers) a WHERE btrim(a.value) <> ''))
       FROM portfolio_review d WHERE d.client_id = c.id AND d.status = 'DRAFT') AS draft,
      c.last_contact_on::text AS "lastContactOn", c.wealth_cents::float8 AS "wealthCents", ${UNIVERSE_WEALTH} AS universes,
      ARRAY(SELECT m.first_name || ' ' || m.last_name FROM client m
            WHERE m.household_id = c.household_id AND m.id <> c.id AND m.status = 'ACTIVE' AND ${seenMember(viewer)} ORDER BY m.birth_on, m.id) AS household,
      json_build_object('marked', c.high_value_marked, 'wealthCents', c.wealth_cents, 'pnbCents', s.pnb_cents) AS value,
      u.name AS "advisorName", ${TODAY}::text AS today, ${LIFE_FACTS} AS life, ${keyText(BY_DUE_DAY)} AS key
    FROM (
      SELECT c.id, ${keyColumns(BY_DUE_DAY)} FROM client c WHERE ${deskClients(viewer)} AND ${standsSo(filter)} AND ${couldBeInvited(filter)} AND ${pastPlace(BY_DUE_DAY, place)}
      ORDER BY ${keyOrder(BY_DUE_DAY, place)} LIMIT ${PAGE_SIZE + 1}
    ) k
    JOIN client c ON c.id = k.id LEFT JOIN client_score s ON s.client_id = k.id JOIN app_user u ON u.id = c.advisor_id
    ORDER BY ${keyOrder(BY_DUE_DAY, place)}`);
  const page = pageOf(read, place);
  noteLook(viewer, listLook("desk", deskQuery(filter), page.rows.map(({ id }) => id)));
  return { ...page, rows: page.rows.map(cardOf) };
}

/** The first wall again, for the others of a household: `m`. */
function seenMember(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`m.id IN (SELECT c.id FROM client c WHERE c.id = m.id AND ${visibleClients(viewer)})`;
}

/** LifeFacts of the client `c`. Of the months, those that an inflow is measured by. */
const LIFE_FACTS = Prisma.sql`json_build_object('birthOn', c.birth_on, 'occupation', c.occupation, 'closedMonth', (SELECT last_closed_month FROM bank),
  'contracts', (SELECT coalesce(json_agg(json_build_object('productCode', h.product_code, 'universe', p.universe, 'endsOn', h.ends_on, 'name', json_build_object('fr', p.name_fr, 'en', p.name_en))), '[]')
    FROM holding h JOIN product p ON p.code = h.product_code
    WHERE h.client_id = c.id AND h.status <> 'REVERSED' AND h.ends_on IS NOT NULL AND (h.closed_on IS NULL OR h.closed_on > ${TODAY})),
  'activity', (SELECT coalesce(json_agg(json_build_object('month', a.month, 'moneyInCents', a.money_in_cents)), '[]')
    FROM monthly_activity a WHERE a.client_id = c.id AND a.month > (SELECT last_closed_month FROM bank) - interval '14 months'))`;

function cardOf({ life, ...card }: Omit<DeskRow, "key">): DeskCard {
  const productNames = Object.fromEntries(life.contracts.map(({ productCode, name }) => [productCode, name]));
  return { ...card, productNames, nextEvent: lifeEvents(life, card.today)[0] ?? null };
}

/** The figures of the desk, and of an event on it: each is the length of the list of those who stand so. */
export async function countDesk(viewer: Viewer, filter: DeskFilter): Promise<DeskFigures> {
  const rows = await readAs<{ standing: ReviewStanding; clients: number; wealthCents: number }>(viewer, Prisma.sql`
    SELECT ${STANDING} AS standing, count(*)::int AS clients, coalesce(sum(c.wealth_cents), 0)::float8 AS "wealthCents"
    FROM client c WHERE ${deskClients(viewer)} AND ${couldBeInvited(filter)} GROUP BY 1`);
  const none = { clients: 0, wealthCents: 0 };
  const figures: DeskFigures = { LATE: none, NEVER: none, SOON: none, FINE: none };
  for (const { standing, ...figure } of rows) figures[standing] = figure;
  return figures;
}

/** The events and offers to come, the next one first, each with how many of these clients could still be invited. */
export function listDeskEvents(viewer: Viewer): Promise<DeskEvent[]> {
  return readAs<DeskEvent>(viewer, Prisma.sql`
    SELECT ${EVENT}, (SELECT count(*)::int FROM client c WHERE ${deskClients(viewer)} AND ${TO_INVITE}) AS "toInvite",
      (SELECT count(*)::int FROM event_invitation i JOIN client c ON c.id = i.client_id WHERE i.event_id = e.id AND ${visibleClients(viewer)}) AS invited
    FROM bank_event e WHERE ${COMING} AND ${mayDo(viewer.role, "desk.view")} ORDER BY e.held_on, e.id LIMIT 12`);
}

/** From which amounts on a client is of high value in this bank. */
export async function getHighValueRule(viewer: Viewer): Promise<HighValueRule & { today: Day }> {
  const [rule] = await readAs<HighValueRule & { today: Day }>(viewer, Prisma.sql`
    SELECT wealth_cents::float8 AS "wealthCents", pnb_cents::float8 AS "pnbCents", ${TODAY}::text AS today FROM high_value_rule`);
  if (!rule) throw new Error("the rule of high-value clients is one row");
  return rule;
}
