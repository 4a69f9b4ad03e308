import { activityTrend, churnSignals, type ChurnSignal } from "@/lib/domain/churn-watch";
import type { ActivityMonth, ClientSheet, HeldContract, TimelineInteraction, TimelinePage, TimelinePart } from "@/lib/domain/client-sheet";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import { lifeEvents, type LifeEvent } from "@/lib/domain/life-events";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import { segmentClimb, type SegmentClimb } from "@/lib/domain/segment-steps";
import { Prisma } from "@/prisma/generated/client";
import { kitsOfClient } from "./approach-kits";
import { recordAudit } from "./audit";
import { CATALOGUE, CLOSED_ACTIONS, namesOf, type ClientOffers } from "./client-offers";
import { readTimeline } from "./client-timeline";
import { CLOCK_MINUTE, CONTACT_FACTS } from "./contact-facts";
import { inViewerTransaction, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

type Known = Pick<ClientSheet, "today" | "minute" | "closedMonth" | "client" | "household" | "score" | "consents" | "contact" | "lastCsat" | "kits">;
type Head = Known & ClientOffers;

/**
 * Everything that a client's page shows, its timeline or the wanted part of it, in five reads; the look is audited in
 * the same transaction. Null for an unknown client and for another's: they answer alike, and leave no trace.
 */
export function getClientSheet(viewer: Viewer, clientId: number, part: TimelinePart | null = null): Promise<ClientSheet | null> {
  return inViewerTransaction(viewer, async (db) => {
    const found = await readHead(db, viewer, clientId);
    if (!found) return null;
    const { catalogue, closedActions, ...head } = found;
    const contracts = await readContracts(db, viewer, clientId);
    const activity = await readActivity(db, viewer, clientId);
    const timeline = await readTimeline(db, viewer, clientId, { after: null, part });
    const contacts = await readTimeline(db, viewer, clientId, { after: null, part: "CONTACTS" });
    await recordAudit(db, viewer, "client.view", { clientId });
    return {
      ...head,
      ...{ contracts, activity, timeline, lastContacts: standing(contacts).slice(0, LAST_CONTACTS) },
      productNames: namesOf(catalogue),
      signals: signalsOf(head, contracts, activity),
      lifeEvents: eventsOf(head, contracts, activity),
      climb: climbOf(head, contracts, { catalogue, closedActions }),
    };
  });
}

const LAST_CONTACTS = 4;

/** Without what was corrected since. */
export function standing({ entries }: TimelinePage): TimelineInteraction[] {
  return entries.filter((entry) => entry.type === "INTERACTION").filter((entry) => entry.correctedBy === null);
}

/** Who the client is, how they stand and whether they may be contacted; null as above. The look is the caller's to note. */
export async function readHead(db: Db, viewer: Viewer, clientId: number): Promise<Head | null> {
  const seen = visibleClients(viewer);
  const [row] = await db.$queryRaw<Head[]>(Prisma.sql`
    WITH shown AS (SELECT c.* FROM client c WHERE c.id = ${clientId} AND ${seen})
    SELECT bank_today()::text AS today, ${CLOCK_MINUTE} AS minute, (SELECT last_closed_month::text FROM bank) AS "closedMonth", ${IDENTITY} AS client,
      (SELECT ${SCORE} FROM client_score s JOIN scoring_model m ON m.id = s.model_id
         LEFT JOIN peer_benchmark b ON b.model_id = s.model_id AND b.cell = s.cell WHERE s.client_id = k.id) AS score,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.first_name || ' ' || c.last_name, 'birthOn', c.birth_on, 'segment', s.segment)
          ORDER BY c.birth_on, c.id), '[]')
       FROM client c LEFT JOIN client_score s ON s.client_id = c.id WHERE c.household_id = k.household_id AND c.id <> k.id AND ${seen}) AS household,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', g.channel, 'granted', g.granted, 'recordedOn', g.recorded_on, 'proof', g.proof) ORDER BY g.channel), '[]')
       FROM client_consent g WHERE g.client_id = k.id) AS consents,
      (SELECT ${CONTACT_FACTS} FROM client c WHERE c.id = k.id) AS contact,
      (SELECT jsonb_build_object('score', a.score, 'answeredOn', a.answered_on) FROM satisfaction_answer a
       WHERE a.client_id = k.id AND a.kind = 'CSAT' AND ${NOT_CORRECTED} ORDER BY a.answered_on DESC, a.id LIMIT 1) AS "lastCsat",
      ${CATALOGUE} AS catalogue, ${CLOSED_ACTIONS} AS "closedActions", ${kitsOfClient(Prisma.sql`k.id`)} AS kits
    FROM shown k JOIN app_user u ON u.id = k.advisor_id JOIN branch r ON r.id = k.branch_id`);
  return row ?? null;
}

/** Of `k` the client, `u` the advisor, `r` the branch. */
const IDENTITY = Prisma.sql`jsonb_build_object(
  'id', k.id, 'externalRef', k.external_ref, 'name', k.first_name || ' ' || k.last_name, 'birthOn', k.birth_on, 'maritalStatus', k.marital_status,
  'dependentChildren', k.dependent_children, 'occupation', k.occupation, 'incomeCents', k.income_cents, 'wealthCents', k.wealth_cents,
  'email', k.email, 'phone', k.phone, 'commune', k.commune, 'postalCode', k.postal_code, 'zone', k.zone, 'region', k.region,
  'serviceModel', k.service_model, 'interests', k.interests, 'clientSinceOn', k.client_since_on, 'status', k.status, 'protected', k.protected,
  'highValue', k.high_value, 'lastContactOn', k.last_contact_on, 'lastReviewOn', k.last_review_on, 'complaintOpenSince', k.complaint_open_since,
  'advisorName', u.name, 'branchName', r.name)`;

/** Of `s` the score, `m` its model, `b` the benchmark it was measured against. */
const SCORE = Prisma.sql`jsonb_build_object(
  'closedMonth', s.closed_month, 'historyMonths', s.history_months, 'pnbCents', s.pnb_cents, 'profile', s.profile, 'cell', s.cell,
  'peerLevel', s.peer_level, 'pnbScore', s.pnb_score, 'activeProducts', s.active_products, 'universes', s.universes, 'hasDav', s.has_dav,
  'davOperations3', s.dav_operations_3, 'regularIncome', s.regular_income, 'productLevel', s.product_level, 'universeLevel', s.universe_level,
  'davLevel', s.dav_level, 'mireScore', s.mire_score, 'combinedScore', s.combined_score, 'segment', s.segment, 'minPeers', m.min_peers,
  'parameters', jsonb_build_object('minHistoryMonths', m.min_history_months, 'productThresholds', m.product_thresholds,
    'universeThresholds', m.universe_thresholds, 'davThresholds', m.dav_thresholds, 'productWeight', m.product_weight,
    'universeWeight', m.universe_weight, 'davWeight', m.dav_weight),
  'peers', CASE WHEN b.n IS NOT NULL THEN jsonb_build_object('cell', b.cell, 'level', b.level, 'n', b.n, 'q10Cents', b.q10_cents,
    'q25Cents', b.q25_cents, 'q50Cents', b.q50_cents, 'q75Cents', b.q75_cents, 'q90Cents', b.q90_cents) END)`;

/** An answer noted by mistake is no answer. */
const NOT_CORRECTED = Prisma.sql`NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = a.client_id AND x.corrects_id = a.interaction_id)`;

/** Every contract there was, the catalogue's order within a universe left to the page. */
export function readContracts(db: Db, viewer: Viewer, clientId: number): Promise<HeldContract[]> {
  return db.$queryRaw<HeldContract[]>(Prisma.sql`
    SELECT h.product_code AS "productCode", p.universe::text AS universe, p.name_fr AS "nameFr", p.name_en AS "nameEn",
      h.opened_on::text AS "openedOn", h.closed_on::text AS "closedOn", h.ends_on::text AS "endsOn",
      CASE WHEN h.status = 'REVERSED' THEN 'REVERSED' WHEN h.closed_on <= bank_today() THEN 'CLOSED' WHEN h.status = 'UNCONFIRMED' THEN 'UNCONFIRMED' ELSE 'HELD' END AS state
    FROM client c JOIN holding h ON h.client_id = c.id JOIN product p ON p.code = h.product_code
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} ORDER BY h.opened_on, h.contract_ref`);
}

function readActivity(db: Db, viewer: Viewer, clientId: number): Promise<ActivityMonth[]> {
  return db.$queryRaw<ActivityMonth[]>(Prisma.sql`
    SELECT a.month::text AS month, a.pnb_cents AS "pnbCents", a.dav_operations AS "davOperations", a.money_in_cents::float8 AS "moneyInCents",
      a.income_in_cents::float8 AS "incomeInCents", a.balance_cents::float8 AS "balanceCents", a.digital_sessions AS "digitalSessions"
    FROM client c JOIN monthly_activity a ON a.client_id = c.id JOIN bank b ON b.id = 1
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND a.month <= b.last_closed_month AND a.month > b.last_closed_month - interval '24 months'
    ORDER BY a.month`);
}

/** The signs that the client may be leaving, whether or not a churn watch is open: it may rest after an answer. */
function signalsOf({ client, score, closedMonth, lastCsat, today }: Known, contracts: readonly HeldContract[], activity: readonly ActivityMonth[]): ChurnSignal[] {
  if (client.status !== "ACTIVE" || closedMonth === null || !score?.segment) return [];
  const closedProducts = contracts.flatMap(({ state, productCode, closedOn }) => (state === "CLOSED" && closedOn ? [{ productCode, closedOn }] : []));
  const { complaintOpenSince, lastContactOn, clientSinceOn } = client;
  const trend = activityTrend(activity, closedMonth, score.historyMonths);
  return churnSignals(
    { trend, closedMonth, closedProducts, complaintOpenSince, lastCsat, lastContactOn, clientSinceOn, cadenceDays: CADENCE_DAYS[score.segment] },
    today,
  );
}

function isInForce({ state }: HeldContract): boolean {
  return state === "HELD" || state === "UNCONFIRMED";
}

function eventsOf({ client, closedMonth, today }: Known, contracts: readonly HeldContract[], activity: readonly ActivityMonth[]): LifeEvent[] {
  if (client.status !== "ACTIVE") return [];
  return lifeEvents({ ...client, closedMonth, activity, contracts: contracts.filter(isInForce) }, today);
}

/** Who is under guardianship or in difficulty is not led up a ladder; nor who will not be compared with others. */
function mayBeSoldByPeers(contact: ContactFacts): boolean {
  return !contact.protected && !contact.fragile && contact.profilingObjectedOn === null;
}

/** What would move the client up; null for whom no one sells to, as the contact policy says for good. */
function climbOf({ client, contact, score, today }: Known, contracts: readonly HeldContract[], { catalogue, closedActions }: ClientOffers): SegmentClimb | null {
  if (client.status !== "ACTIVE" || !mayBeSoldByPeers(contact) || score === null || catalogue === null) return null;
  const codes = new Set(contracts.filter((contract) => isInForce(contract) && contract.openedOn <= today).map((contract) => contract.productCode));
  const held = catalogue.filter(({ productCode }) => codes.has(productCode));
  const { birthOn, incomeCents } = client;
  return segmentClimb({ scores: score, peers: score.peers, held, catalogue, birthOn, incomeCents, closedActions }, { parameters: score.parameters, today });
}
