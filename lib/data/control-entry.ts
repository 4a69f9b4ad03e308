import { entryState, type EntryProgress } from "@/lib/domain/control-campaign";
import type { EntryToReview } from "@/lib/domain/control-entry";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { campaignsOf } from "./control-campaigns";
import { inViewerTransaction } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** LoggedWords of the entry `o`. */
const WORDS = (o: Prisma.Sql) => Prisma.sql`'occurredAt', ${o}.occurred_at, 'recordedAt', ${o}.recorded_at, 'by', (SELECT u.name FROM app_user u WHERE u.id = ${o}.user_id),
  'channel', ${o}.channel, 'outcome', ${o}.outcome, 'notes', ${o}.notes`;

const STANDS = Prisma.sql`NOT o.cancels AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = o.client_id AND x.corrects_id = o.id)`;
const CONTACT = Prisma.sql`json_build_object('on', (o.occurred_at AT TIME ZONE 'Europe/Paris')::date, 'channel', o.channel, 'outcome', o.outcome)`;
const BEFORE = (condition: Prisma.Sql) => Prisma.sql`(SELECT ${CONTACT} FROM interaction o
  WHERE o.client_id = i.client_id AND o.occurred_at < i.occurred_at AND ${STANDS} AND ${condition} ORDER BY o.occurred_at DESC LIMIT 1)`;

/** The segment of the client `c` at an instant: what the last change before it led to. */
const SEGMENT_AT = (instant: Prisma.Sql) => Prisma.sql`(SELECT coalesce(h.segment_after::text, 'NEW') FROM score_history h WHERE h.client_id = c.id AND h.changed_at <= ${instant} ORDER BY h.changed_at DESC, h.id DESC LIMIT 1)`;

/** ControlledEntry of the entry `i` of the client `c`, in the sample `s` of the campaign `g`, as one JSON value. Consents as they stood at that moment. */
const ENTRY = Prisma.sql`json_build_object('clientId', c.id, 'interactionId', i.id, 'clientName', c.first_name || ' ' || c.last_name, 'externalRef', c.external_ref, 'birthOn', c.birth_on,
  'segment', (SELECT v.segment FROM client_score v WHERE v.client_id = c.id), 'segmentThen', ${SEGMENT_AT(Prisma.sql`i.occurred_at`)},
  'segmentDrawn', coalesce((SELECT t.segment FROM control_stratum t WHERE t.campaign_id = s.campaign_id AND t.key = s.stratum), ${SEGMENT_AT(Prisma.sql`g.drawn_at`)}), 'isProtected', c.protected, 'isFragile', c.fragile, ${WORDS(Prisma.sql`i`)},
  'commercial', i.commercial, 'review', i.review, 'productsDiscussed', i.products_discussed, 'productsSold', i.products_sold, 'satisfaction', i.satisfaction, 'nextStepOn', i.next_step_on,
  'action', (SELECT json_build_object('kind', a.kind, 'dueOn', a.due_on) FROM next_action a WHERE a.client_id = i.client_id AND a.id = i.next_action_id),
  'earlier', (WITH RECURSIVE chain AS (
      SELECT o.*, 1 AS depth FROM interaction o WHERE o.client_id = i.client_id AND o.id = i.corrects_id
      UNION ALL SELECT o.*, h.depth + 1 FROM chain h JOIN interaction o ON o.client_id = i.client_id AND o.id = h.corrects_id)
    SELECT coalesce(json_agg(json_build_object(${WORDS(Prisma.sql`o`)}) ORDER BY o.depth), '[]') FROM chain o),
  'consents', (SELECT coalesce(json_agg(json_build_object('channel', k.channel, 'granted', k.granted, 'on', k.since) ORDER BY k.channel), '[]') FROM (
    SELECT DISTINCT ON (h.channel) h.channel, h.granted, h.since FROM (
      SELECT g.channel, g.granted, (g.recorded_at AT TIME ZONE 'Europe/Paris')::date AS since, 1 AS source FROM consent_change g WHERE g.client_id = c.id AND g.recorded_at <= i.occurred_at
      UNION ALL SELECT f.channel, f.granted, f.recorded_on, 0 FROM client_consent f WHERE f.client_id = c.id AND f.recorded_on <= (i.occurred_at AT TIME ZONE 'Europe/Paris')::date) h
    ORDER BY h.channel, h.since DESC, h.source DESC) k),
  'contactBefore', ${BEFORE(Prisma.sql`o.outcome <> 'NO_ANSWER'`)}, 'commercialBefore', ${BEFORE(Prisma.sql`o.commercial AND o.outcome <> 'NO_ANSWER'`)},
  'contactAfter', (SELECT ${CONTACT} FROM interaction o WHERE o.client_id = i.client_id AND o.occurred_at > i.occurred_at AND ${STANDS} ORDER BY o.occurred_at LIMIT 1))`;

const LOOKS = Prisma.sql`(SELECT coalesce(json_agg(json_build_object('look', r.look, 'reviewer', u.name, 'answers', r.answers, 'remark', r.remark, 'compliant', r.compliant, 'doneAt', r.done_at) ORDER BY r.look), '[]')
  FROM control_review r JOIN app_user u ON u.id = r.reviewer_id
  WHERE r.client_id = s.client_id AND r.campaign_id = s.campaign_id AND r.interaction_id = s.interaction_id AND r.done_at IS NOT NULL AND p.told)`;

type Row = Omit<EntryToReview, "state" | "previous" | "next" | "nextToDo" | "left"> & { places: ({ place: number } & EntryProgress)[] };

/** The entry at a place of the sample, to be reviewed; the look at its client is audited. Null for what is not there for this viewer. */
export function getEntryToReview(viewer: Viewer, { campaignId, place }: { campaignId: string; place: number }): Promise<EntryToReview | null> {
  return inViewerTransaction(viewer, async (db) => {
    const [row] = await db.$queryRaw<{ entry: Row }[]>(Prisma.sql`
      WITH progress AS MATERIALIZED (
        SELECT s.client_id, s.interaction_id, s.place, s.second, p.my_look, p.my_done, p.looks, p.done, p.agreed, p.settled, p.compliant, p.done = 1 + s.second::int AS told,
          control_written_by(s.client_id, s.interaction_id, ${viewer.userId}::int) AS own
        FROM control_sample s JOIN client c ON c.id = s.client_id JOIN control_campaign g ON g.id = s.campaign_id
          JOIN control_progress(${campaignId}::uuid) p ON p.client_id = s.client_id AND p.interaction_id = s.interaction_id
        WHERE s.campaign_id = ${campaignId}::uuid AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)})
      SELECT json_build_object('campaignId', g.id, 'campaignName', g.name, 'isClosed', g.closed_at IS NOT NULL, 'place', s.place, 'size', g.size, 'second', s.second,
        'questions', (SELECT q.questions FROM control_grid q WHERE q.version = g.grid_version), 'entry', ${ENTRY},
        'mine', (SELECT json_build_object('answers', r.answers, 'remark', r.remark, 'done', r.done_at IS NOT NULL) FROM control_review r
          WHERE r.client_id = s.client_id AND r.campaign_id = s.campaign_id AND r.interaction_id = s.interaction_id AND r.reviewer_id = ${viewer.userId}::int AND r.look < 3),
        'looks', ${LOOKS}, 'compliant', p.compliant,
        'places', (SELECT json_agg(json_build_object('place', w.place, 'own', w.own, 'second', w.second, 'myLook', w.my_look, 'myDone', w.my_done, 'looks', w.looks,
          'done', w.done, 'agreed', w.agreed, 'settled', w.settled) ORDER BY w.place) FROM progress w)) AS entry
      FROM progress p JOIN control_sample s ON s.client_id = p.client_id AND s.campaign_id = ${campaignId}::uuid AND s.interaction_id = p.interaction_id
        JOIN control_campaign g ON g.id = s.campaign_id JOIN client c ON c.id = s.client_id JOIN interaction i ON i.client_id = s.client_id AND i.id = s.interaction_id
      WHERE p.place = ${place}::int AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)}`);
    if (!row) return null;
    await recordAudit(db, viewer, "client.view", { clientId: row.entry.entry.clientId, details: { part: "control", campaignId } });
    return entryOf(row.entry);
  });
}

function entryOf({ places, ...row }: Row): EntryToReview {
  const here = places.findIndex(({ place }) => place === row.place);
  const standing = places[here];
  if (!standing) throw new Error(`place ${row.place} is not among its own`);
  const waiting = places.filter((other) => other !== standing && ["TO_DO", "BEGUN"].includes(entryState(other))).map(({ place }) => place);
  return {
    ...row, state: entryState(standing), previous: places[here - 1]?.place ?? null, next: places[here + 1]?.place ?? null,
    nextToDo: waiting.find((place) => place > row.place) ?? waiting[0] ?? null, left: waiting.length,
  };
}
