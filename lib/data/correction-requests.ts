import { randomUUID } from "node:crypto";
import { dueDayFault, nextSteps, requestsOf, sideOf, type EntryRequest, type RequestCard, type RequestCounts, type RequestStep } from "@/lib/domain/correction-request";
import type { Day } from "@/lib/domain/dates";
import { mayDo, type Ability } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { AskCorrectionInput, JudgeRequestInput, RequestFilter, StandsInput } from "@/lib/schemas/entry-remark";
import { Prisma } from "@/prisma/generated/client";
import { inViewerTransaction, readAs, type Db } from "./database";
import { remarksOf, requireEntry, requireReaders, writeRemark } from "./entry-remarks";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/**
 * Asks the holder of the portfolio to correct an entry. Errors: FORBIDDEN for who does not supervise, NOT_FOUND for an
 * entry that does not exist for the viewer, INVALID for a day or a name that cannot be, CONFLICT while another request
 * of the same entry is not closed.
 */
export async function askCorrection(viewer: Viewer, { mentions, ...asked }: AskCorrectionInput): Promise<void> {
  requireAble(viewer, "correction.ask");
  await inViewerTransaction(viewer, async (db) => {
    await requireEntry(db, viewer, asked);
    await holdRequestsOf(db, asked.clientId);
    await requireDueDay(db, asked.dueOn);
    await requireReaders(db, asked.clientId, mentions);
    const running = requestsOf(await remarksOf(db, asked)).find(({ id, state }) => id !== asked.id && (state === "OPEN" || state === "ANSWERED"));
    if (running) throw new AppError("CONFLICT", `request ${running.id} of the same entry is not closed`);
    await writeRemark(db, viewer, { ...asked, mentions, kind: "ASKED", requestId: asked.id, step: 0 });
  });
}

/** Answers that the entry is right as it is, and why. Errors as above; CONFLICT when it was answered or taken back meanwhile. */
export async function answerRequest(viewer: Viewer, answer: StandsInput): Promise<void> {
  requireAble(viewer, "correction.answer");
  await takeStep(viewer, { ...answer, kind: "STANDS" });
}

/** Accepts an answer, asks again until another day, or takes the request back. Errors as above. */
export async function judgeRequest(viewer: Viewer, judged: JudgeRequestInput): Promise<void> {
  requireAble(viewer, "correction.ask");
  await takeStep(viewer, judged);
}

function takeStep(viewer: Viewer, taken: StandsInput & { kind: RequestStep; dueOn?: Day }): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await requireEntry(db, viewer, taken);
    if (taken.dueOn) await requireDueDay(db, taken.dueOn);
    const remarks = await remarksOf(db, taken);
    const request = requestsOf(remarks).find(({ id }) => id === taken.requestId);
    if (!request) throw new AppError("NOT_FOUND", `request ${taken.requestId} is not of entry ${taken.interactionId}`);
    if (remarks.some(({ id }) => id === taken.id)) return;
    requireStep(viewer, request, taken);
    const withdrawsId = taken.kind === "WITHDRAWN" ? taken.requestId : undefined;
    await writeRemark(db, viewer, { ...taken, withdrawsId });
  });
}

/** The step must follow the last one, which the viewer has seen, and be theirs to take. */
function requireStep(viewer: Viewer, request: EntryRequest, { kind, step }: { kind: RequestStep; step: number }): void {
  if (step === request.step + 1 && nextSteps(request.state, sideOf(viewer.role)).includes(kind)) return;
  throw new AppError("CONFLICT", `request ${request.id} is at step ${request.step}, ${request.state}`);
}

function requireAble(viewer: Viewer, ability: Ability): void {
  if (!mayDo(viewer.role, ability)) throw new AppError("FORBIDDEN", `user ${viewer.userId} may not ${ability}`);
}

/** One new request of a client at a time. */
async function holdRequestsOf(db: Db, clientId: number): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('entry_remark'), ${clientId}::int)::text`;
}

async function requireDueDay(db: Db, dueOn: Day): Promise<void> {
  const [bank] = await db.$queryRaw<{ today: Day }[]>(Prisma.sql`SELECT ${TODAY}::text AS today`);
  const fault = bank && dueDayFault(dueOn, bank.today);
  if (fault) throw new AppError("INVALID", "no day to ask an answer for", { dueOn: fault === "dayTooFar" ? "answerTooFar" : fault });
}

/**
 * A correction that was just logged answers the open request of the entry that it corrects, or of the one which that
 * entry corrected in answer. The caller holds the client: no other correction comes between.
 */
export async function answerByCorrection(db: Db, viewer: Viewer, { clientId, id, correctsId }: { clientId: number; id: string; correctsId: string | null }): Promise<void> {
  if (correctsId === null) return;
  const [open] = await db.$queryRaw<{ requestId: string; interactionId: string; step: number }[]>(Prisma.sql`
    SELECT a.id AS "requestId", a.interaction_id AS "interactionId", l.step::int AS step
    FROM entry_remark a CROSS JOIN LATERAL (${LAST_STEP}) l
    WHERE a.client_id = ${clientId} AND a.kind = 'ASKED' AND ${REQUEST_STATE} = 'OPEN'
      AND (a.interaction_id = ${correctsId}::uuid OR EXISTS (SELECT 1 FROM entry_remark d WHERE d.client_id = a.client_id AND d.request_id = a.id AND d.correction_id = ${correctsId}::uuid))`);
  if (!open) return;
  const { step, ...request } = open;
  await writeRemark(db, viewer, { ...request, clientId, id: randomUUID(), kind: "CORRECTED", step: step + 1, correctionId: id });
}

/** The last step of the request `a`, as `l`. */
const LAST_STEP = Prisma.sql`
  SELECT x.kind, x.step, x.text, x.written_at, (SELECT y.due_on FROM entry_remark y WHERE y.client_id = a.client_id AND y.request_id = a.id AND y.due_on IS NOT NULL ORDER BY y.step DESC LIMIT 1) AS due_on
  FROM entry_remark x WHERE x.client_id = a.client_id AND x.request_id = a.id ORDER BY x.step DESC LIMIT 1`;

/** Twin of stateAfter(). */
export const REQUEST_STATE = Prisma.sql`CASE l.kind WHEN 'ASKED' THEN 'OPEN' WHEN 'ASKED_AGAIN' THEN 'OPEN' WHEN 'CORRECTED' THEN 'ANSWERED' WHEN 'STANDS' THEN 'ANSWERED' ELSE l.kind::text END`;

/** Twin of isLate(). */
export const LATE = Prisma.sql`(${REQUEST_STATE} = 'OPEN' AND l.due_on < ${TODAY})`;

/** The requests `a` of the clients `c` who exist for this viewer, each with its last step `l`; whoever neither asks nor answers has none. */
export function requestsOfViewer(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`client c JOIN entry_remark a ON a.client_id = c.id AND a.kind = 'ASKED' CROSS JOIN LATERAL (${LAST_STEP}) l
    WHERE ${visibleClients(viewer)} AND ${mayDo(viewer.role, "remark.write")}`;
}

const BY_DUE_DAY: Keyset = {
  parts: [{ sql: Prisma.sql`l.due_on`, type: "date" }, { sql: Prisma.sql`a.client_id`, type: "int" }, { sql: Prisma.sql`a.id`, type: "uuid" }],
  descending: false,
};
const BY_END: Keyset = { parts: [{ sql: Prisma.sql`l.written_at`, type: "timestamptz" }, ...BY_DUE_DAY.parts.slice(1)], descending: true };

/** The requests that stand so: those to be dealt with by the day they were asked for, those that are over the latest first. */
export async function listRequests(viewer: Viewer, { state, place: sealed }: RequestFilter): Promise<Page<RequestCard>> {
  const place = sealed?.value ?? null;
  const keyset = state === "OPEN" || state === "ANSWERED" ? BY_DUE_DAY : BY_END;
  const read = await readAs<RequestCard & { key: string[] }>(viewer, Prisma.sql`
    SELECT q.id, q.client_id AS "clientId", c.first_name AS "firstName", c.last_name AS "lastName", h.name AS "advisorName", q.interaction_id AS "interactionId",
      (i.occurred_at AT TIME ZONE 'Europe/Paris')::date::text AS "occurredOn", i.channel, i.outcome, q.reason, q.text, u.name AS "askedBy",
      (q.written_at AT TIME ZONE 'Europe/Paris')::date::text AS "askedOn", q.last_due_on::text AS "dueOn", q.last_kind AS "lastStep", q.last_text AS "lastText",
      (q.last_at AT TIME ZONE 'Europe/Paris')::date::text AS "lastOn", q.state, q.late AS "isLate", ${keyText(keyset)} AS key
    FROM (
      SELECT a.*, l.kind AS last_kind, l.text AS last_text, l.written_at AS last_at, l.due_on AS last_due_on, ${REQUEST_STATE} AS state, ${LATE} AS late, ${keyColumns(keyset)}
      FROM ${requestsOfViewer(viewer)} AND ${REQUEST_STATE} = ${state} AND ${pastPlace(keyset, place)}
      ORDER BY ${keyOrder(keyset, place)} LIMIT ${PAGE_SIZE + 1}
    ) q
    JOIN client c ON c.id = q.client_id JOIN app_user h ON h.id = c.advisor_id JOIN app_user u ON u.id = q.user_id
    JOIN interaction i ON i.client_id = q.client_id AND i.id = q.interaction_id
    ORDER BY ${keyOrder(keyset, place)}`);
  const page = pageOf(read, place);
  noteLook(viewer, listLook("requests", `state=${state}`, page.rows.map(({ clientId }) => clientId)));
  return page;
}

/** How many of them stand how, and how many of the open ones are late. */
export async function countRequests(viewer: Viewer): Promise<RequestCounts> {
  const [counts] = await readAs<RequestCounts>(viewer, Prisma.sql`
    SELECT count(*) FILTER (WHERE ${REQUEST_STATE} = 'OPEN')::int AS "OPEN", count(*) FILTER (WHERE ${REQUEST_STATE} = 'ANSWERED')::int AS "ANSWERED",
      count(*) FILTER (WHERE ${REQUEST_STATE} = 'ACCEPTED')::int AS "ACCEPTED", count(*) FILTER (WHERE ${REQUEST_STATE} = 'WITHDRAWN')::int AS "WITHDRAWN",
      count(*) FILTER (WHERE ${LATE})::int AS late
    FROM ${requestsOfViewer(viewer)}`);
  return counts ?? { OPEN: 0, ANSWERED: 0, ACCEPTED: 0, WITHDRAWN: 0, late: 0 };
}
