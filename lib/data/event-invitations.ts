import type { Moment } from "@/lib/domain/call-hours";
import { contactAnswer, type ContactFacts } from "@/lib/domain/contact-policy";
import { dateOf } from "@/lib/domain/dates";
import { isFor, isOpen, nextAnswers, type BankEvent, type ClientEvent, type Guest } from "@/lib/domain/invitation";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { AnswerInvitationInput, InviteClientInput } from "@/lib/schemas/bank-event";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { AUDIENCE, COMING, EVENT } from "./bank-events";
import { holdScores } from "./client-refresh";
import { CLOCK_MINUTE, CONTACT_FACTS } from "./contact-facts";
import { inViewerTransaction, readAs, runnerOf, type Db } from "./database";
import { saveEntry } from "./interactions";
import { lockOwnClient } from "./own-client";
import { readPlanningFrame } from "./planning-frame";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** What a client could be invited to, and was: what is to come first. Nothing for who does not see the desk. */
export function listClientEvents(viewer: Viewer, clientId: number): Promise<ClientEvent[]> {
  return readAs<ClientEvent>(viewer, Prisma.sql`
    SELECT ${EVENT}, i.status::text AS status, i.invited_on::text AS "invitedOn"
    FROM client c CROSS JOIN bank_event e LEFT JOIN event_invitation i ON i.client_id = c.id AND i.event_id = e.id
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND ${mayDo(viewer.role, "desk.view")}
      AND (i.event_id IS NOT NULL AND e.held_on > ${TODAY} - 180 OR c.high_value AND c.status = 'ACTIVE' AND ${COMING} AND ${AUDIENCE})
    ORDER BY e.held_on < ${TODAY}, e.held_on, e.id LIMIT 50`);
}

type Asked = { event: BankEvent | undefined; guest: Guest; contact: ContactFacts; at: Moment };

/**
 * Invites a client: a commercial contact, which the contact policy may forbid, logged as one. Sent twice it is made once.
 * Errors: NOT_FOUND as for a log, FORBIDDEN for who does not invite, INVALID with the channel that is forbidden now,
 * CONFLICT for an event that is over or full or not for this client, or who is invited already.
 */
export function inviteClient(viewer: Viewer, { id, clientId, eventId, channel }: InviteClientInput): Promise<void> {
  requireHost(viewer);
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const before = await holdScores(runnerOf(db), clientId);
    const made = await db.eventInvitation.findFirst({ where: { clientId, eventId }, select: { interactionId: true } });
    if (made?.interactionId === id) return;
    const [frame, { event, guest, contact, at }] = [await readPlanningFrame(runnerOf(db)), await readAsked(db, clientId, eventId)];
    if (!frame || made || !event || !isOpen(event, frame.today) || !isFor(event, guest)) throw new AppError("CONFLICT", `nobody is invited to event ${eventId} so`);
    const answer = contactAnswer(contact, { commercial: true, channel, product: null, profiled: false, at });
    if (answer.verdict === "FORBIDDEN") throw new AppError("INVALID", `the contact policy forbids it: ${answer.rule}`, { channel: "contactForbidden" });
    await db.eventInvitation.createMany({ data: [{ clientId, eventId, interactionId: id, invitedOn: dateOf(frame.today), updatedById: viewer.userId }] });
    const notes = `Invitation : ${event.titleFr}`;
    await saveEntry(db, viewer, logInteractionInput.parse({ id, clientId, occurredOn: frame.today, channel, outcome: "DISCUSSED", notes }), { frame, before, action: null, cancels: false, invites: true });
    await recordAudit(db, viewer, "event.invite", { clientId, details: { eventId, interactionId: id, channel } });
  });
}

async function readAsked(db: Db, clientId: number, eventId: string): Promise<Asked> {
  const [known] = await db.$queryRaw<Omit<Asked, "event">[]>(Prisma.sql`
    SELECT ${CONTACT_FACTS} AS contact, jsonb_build_object('day', bank_today(), 'minute', ${CLOCK_MINUTE}) AS at,
      jsonb_build_object('highValue', c.high_value, 'status', c.status, 'birthOn', c.birth_on, 'wealthCents', c.wealth_cents,
        'segment', (SELECT s.segment FROM client_score s WHERE s.client_id = c.id)) AS guest
    FROM client c WHERE c.id = ${clientId}`);
  if (!known) throw new Error(`client ${clientId} is held and not there`);
  return { ...known, event: await holdEvent(db, eventId) };
}

/** One change of an event's places at a time. */
async function holdEvent(db: Db, eventId: string): Promise<BankEvent | undefined> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${eventId}::text, 0))::text`;
  const [event] = await db.$queryRaw<BankEvent[]>(Prisma.sql`SELECT ${EVENT} FROM bank_event e WHERE e.id = ${eventId}::uuid`);
  return event;
}

/** Notes what an invited client said. Errors as above; CONFLICT for an answer that cannot follow, and for the last place taken. */
export function answerInvitation(viewer: Viewer, { clientId, eventId, answer }: AnswerInvitationInput): Promise<void> {
  requireHost(viewer);
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const made = await db.eventInvitation.findFirst({ where: { clientId, eventId }, select: { status: true } });
    const { event, at: { day } } = await readAsked(db, clientId, eventId);
    if (!made || !event) throw new AppError("NOT_FOUND", `client ${clientId} is not invited to event ${eventId}`);
    if (made.status === answer) return;
    const isFull = answer === "ACCEPTED" && event.places !== null && event.placesTaken >= event.places;
    if (isFull || !nextAnswers(made.status, event.heldOn, day).includes(answer)) throw new AppError("CONFLICT", `${answer} cannot follow ${made.status} for event ${eventId}`);
    await db.eventInvitation.updateMany({ where: { clientId, eventId, status: made.status }, data: { status: answer, updatedAt: new Date(), updatedById: viewer.userId } });
    await recordAudit(db, viewer, "event.invite", { clientId, details: { eventId, answer } });
  });
}

function requireHost(viewer: Viewer): void {
  if (!mayDo(viewer.role, "event.invite")) throw new AppError("FORBIDDEN", "invitations are the relationship managers'");
}
