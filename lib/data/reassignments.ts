import { LONGEST_ABSENCE_DAYS, REASSIGN_LIMIT, splitByLoad, type Colleague, type LeftThere, type ReassignAnswer, type ReassignmentPlan, type ToSplit } from "@/lib/domain/assignment";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import type { ServiceModel } from "@/lib/domain/profile";
import type { Segment } from "@/lib/domain/segments";
import { AGREED_MINUTES, clientMinutes, loadFigures, loadPercent, openMinutes, type OpenWork } from "@/lib/domain/workload";
import { AppError } from "@/lib/errors";
import type { ApplyReassignmentInput, Whom } from "@/lib/schemas/reassignment";
import { Prisma } from "@/prisma/generated/client";
import { recordAudits } from "./audit";
import { selectedClients } from "./client-selection";
import { inViewerTransaction, readAs, type Db } from "./database";
import { readToday } from "./next-actions";
import { CLIENTS } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";
import { readWorkload, WORK_DUE } from "./workload";

type Candidate = { clientId: number; householdId: number | null; advisorId: number; segment: Segment | null; serviceModel: ServiceModel; highValue: boolean; isActive: boolean; hasAgreed: boolean; open: OpenWork };

/** Who may be given clients by this viewer, with how loaded they are: the active holders of portfolios of their branches. */
export async function listColleagues(viewer: Viewer): Promise<Colleague[]> {
  const { today, advisors } = await readWorkload(viewer);
  return advisors.filter(({ isActive, branchId }) => isActive && branchId !== null && viewer.supervisedBranchIds.includes(branchId)).map((advisor) => {
    const { expected, capacity } = loadFigures(advisor, today);
    return { id: advisor.advisorId, advisorId: advisor.advisorId, name: advisor.name, branchName: advisor.branchName, isManager: advisor.isManager, expectedMinutes: expected.total, capacityMinutes: capacity };
  });
}

/**
 * Who would go to whom, as it stands now: to one colleague, or shared among several by their load, a household together.
 * Nothing is changed. Errors: INVALID where one of them may not be given clients by this viewer.
 */
export async function planReassignment(viewer: Viewer, { whom, toAdvisorIds }: { whom: Whom; toAdvisorIds: readonly number[] }): Promise<ReassignmentPlan> {
  const colleagues = (await listColleagues(viewer)).filter(({ id }) => toAdvisorIds.includes(id));
  if (colleagues.length !== new Set(toAdvisorIds).size) throw new AppError("INVALID", "not a colleague of these branches", { toAdvisorIds: "receiverUnknown" });
  const clients = await readCandidates(viewer, whom);
  const isTooMany = clients.length > REASSIGN_LIMIT;
  // Whoever is with one of them already stays.
  const moving = isTooMany ? [] : clients.filter(({ advisorId }) => !toAdvisorIds.includes(advisorId));
  const minutesOf = new Map(moving.map((client) => [client.clientId, client.isActive ? clientMinutes(client) + openMinutes(client.open) : 0]));
  const split = splitByLoad(moving.map(({ clientId, householdId }): ToSplit => ({ clientId, householdId, minutes: minutesOf.get(clientId) ?? 0 })), colleagues);
  const targets = moving.flatMap(({ clientId, advisorId }) => {
    const to = split.get(clientId);
    return to === undefined ? [] : [[clientId, advisorId, to] as const];
  });
  return {
    total: clients.length, targets, highValue: moving.filter(({ highValue, isActive }) => highValue && isActive).length, agreed: moving.filter(({ hasAgreed }) => hasAgreed).length,
    receiving: colleagues.map(({ id, name, expectedMinutes, capacityMinutes }) => {
      const theirs = targets.filter(([, , to]) => to === id);
      const added = theirs.reduce((sum, [clientId]) => sum + (minutesOf.get(clientId) ?? 0), 0);
      return { advisorId: id, name, clients: theirs.length, loadBefore: loadPercent(expectedMinutes, capacityMinutes) ?? 0, loadAfter: loadPercent(expectedMinutes + added, capacityMinutes) ?? 0 };
    }),
  };
}

function readCandidates(viewer: Viewer, whom: Whom): Promise<Candidate[]> {
  if (viewer.role !== "SUPERVISOR") return Promise.resolve([]);
  const limit = whom.of === "PART" ? whom.count : REASSIGN_LIMIT + 1;
  return readAs<Candidate>(viewer, Prisma.sql`
    SELECT c.id AS "clientId", c.household_id AS "householdId", c.advisor_id AS "advisorId", s.segment::text AS segment, c.service_model::text AS "serviceModel", c.high_value AS "highValue",
      c.status = 'ACTIVE' AS "isActive", EXISTS (SELECT 1 FROM next_action n WHERE n.client_id = c.id AND n.status = 'OPEN' AND n.origin = 'PLANNED') AS "hasAgreed",
      jsonb_build_object('actions', o.actions, 'agreed', o.agreed, 'agreedMinutes', o.minutes) AS open
    FROM ${CLIENTS} CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'count', 1)) FILTER (WHERE n.origin <> 'PLANNED'), '[]') AS actions,
        (count(*) FILTER (WHERE n.origin = 'PLANNED'))::int AS agreed, coalesce(sum(coalesce(n.length_minutes, ${AGREED_MINUTES}::int)) FILTER (WHERE n.origin = 'PLANNED'), 0)::int AS minutes
      FROM next_action n WHERE n.client_id = c.id AND ${WORK_DUE}) o
    WHERE ${askedClients(viewer, whom)} ORDER BY ${whom.of === "PART" ? LEAST_KNOWN : Prisma.sql`c.id`} LIMIT ${limit}`);
}

/** Of a part, those go first whom their advisor has not spoken to for longest. */
const LEAST_KNOWN = Prisma.sql`c.last_contact_on NULLS FIRST, c.id`;

function askedClients(viewer: Viewer, whom: Whom): Prisma.Sql {
  if (whom.of === "SELECTION") return selectedClients(viewer, whom.selection);
  const theirs = Prisma.sql`${visibleClients(viewer)} AND c.advisor_id = ${whom.advisorId}`;
  if (whom.of === "PORTFOLIO") return theirs;
  return Prisma.sql`${theirs} AND c.status = 'ACTIVE' AND ${whom.segment === null ? Prisma.sql`true` : Prisma.sql`s.segment = ${whom.segment}::segment`}`;
}

/**
 * Carries out a decision with some of its clients, in one transaction, each with its entry in the trail. The database
 * asks again whether this supervisor may, and leaves whoever is with someone else by now. The same part sent again does
 * nothing a second time. Errors: INVALID for an absence that ends before today or lasts for years.
 */
export function applyReassignment(viewer: Viewer, input: ApplyReassignmentInput): Promise<ReassignAnswer> {
  return inViewerTransaction(viewer, async (db) => {
    if (viewer.role !== "SUPERVISOR") return { done: [], left: input.targets.map(([clientId]) => ({ clientId, name: null })) };
    await openDecision(db, viewer, input);
    const { id, kind, untilOn, targets } = input;
    const clientIds = targets.map(([clientId]) => clientId);
    const before = await db.$queryRaw<{ id: number }[]>`SELECT a.client_id AS id FROM assignment_change a WHERE a.reassignment_id = ${id}::uuid AND a.client_id = ANY (${clientIds}::int[])`;
    const moved = await moveClients(db, "reassign_clients", id, targets);
    const entries = targets.filter(([clientId]) => moved.has(clientId)).map(([clientId, fromAdvisorId, toAdvisorId]) => (
      { action: "client.reassign" as const, clientId, details: { reassignmentId: id, kind, untilOn, fromAdvisorId, toAdvisorId } }));
    await recordAudits(db, viewer, entries);
    const done = new Set([...before.map((row) => row.id), ...moved]);
    return { done: [...done], left: await namesOf(db, viewer, clientIds.filter((clientId) => !done.has(clientId))) };
  });
}

/** Made by its first part; the others find it. */
async function openDecision(db: Db, viewer: Viewer, { id, kind, untilOn, note, absentId }: ApplyReassignmentInput): Promise<void> {
  const today = await readToday(db);
  if ((kind === "ABSENCE") !== (untilOn !== null)) throw new AppError("INVALID", "an absence has a last day, and nothing else", { untilOn: "day" });
  if (untilOn !== null) checkLastDay(untilOn, today);
  const { count } = await db.reassignment.createMany({ data: [{ id, kind, untilOn: untilOn && dateOf(untilOn), note, createdById: viewer.userId }], skipDuplicates: true });
  if (count === 0 || kind !== "ABSENCE" || absentId === null || untilOn === null) return;
  // Whoever is away has no time, until the decision is over: the absence has its number. What the wall refuses to write is of someone else's branch.
  const [own] = await db.$queryRaw<{ id: number }[]>`SELECT u.id FROM app_user u WHERE u.id = ${absentId} AND u.branch_id = ANY (${[...viewer.supervisedBranchIds]}::int[])`;
  if (own) await db.workAbsence.createMany({ data: [{ userId: own.id, id, fromOn: dateOf(today), untilOn: dateOf(untilOn), createdById: viewer.userId }] });
}

/** Today at the earliest; INVALID otherwise. */
export function checkLastDay(untilOn: Day, today: Day): void {
  if (untilOn < today) throw new AppError("INVALID", "over already", { untilOn: "dayNotAhead" });
  if (untilOn > addDays(today, LONGEST_ABSENCE_DAYS)) throw new AppError("INVALID", "too far ahead", { untilOn: "dayTooFar" });
}

/** Whom the database moved. */
export async function moveClients(db: Db, name: "reassign_clients" | "return_clients", id: string, targets: readonly (readonly [number, number, number])[]): Promise<ReadonlySet<number>> {
  const [clients, from, to] = [0, 1, 2].map((part) => targets.map((target) => target[part as 0 | 1 | 2]));
  const [row] = await db.$queryRaw<{ moved: number[] }[]>(Prisma.sql`SELECT ${Prisma.raw(name)}(${id}::uuid, ${clients}::int[], ${from}::int[], ${to}::int[]) AS moved`);
  return new Set(row?.moved ?? []);
}

/** The names of those whom the viewer sees. */
async function namesOf(db: Db, viewer: Viewer, clientIds: readonly number[]): Promise<LeftThere[]> {
  if (clientIds.length === 0) return [];
  const rows = await db.$queryRaw<{ id: number; name: string }[]>(Prisma.sql`
    SELECT c.id, c.first_name || ' ' || c.last_name AS name FROM client c WHERE c.id = ANY (${[...clientIds]}::int[]) AND ${visibleClients(viewer)}`);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return clientIds.map((clientId) => ({ clientId, name: names.get(clientId) ?? null }));
}
