import type pg from "pg";

/** What an import changes besides the rows of its files, in counts of rows. */
export type Consequences = {
  /** Branches newly supervised or no longer. */
  supervision: number;
  consents: number;
  /** Sales of the workbench that the bank's contract confirms, or contradicts after thirty days. */
  salesConfirmed: number;
  salesReversed: number;
  satisfaction: number;
  /** Clients whose last contact, last review or open complaint moved. */
  contacts: number;
};

/** Supervisors supervise the branches of their row, no others. */
export async function mergeSupervision(db: pg.ClientBase): Promise<number> {
  return changedRows(db, `
    WITH listed AS (
      SELECT u.id AS user_id, b.id AS branch_id FROM import_staff s JOIN app_user u ON u.email = s.email
      JOIN branch b ON b.code = ANY (s.supervised_branches)
    ), gone AS (
      DELETE FROM supervised_branch old USING import_staff s JOIN app_user u ON u.email = s.email
      WHERE old.user_id = u.id
        AND NOT EXISTS (SELECT 1 FROM listed l WHERE l.user_id = old.user_id AND l.branch_id = old.branch_id) RETURNING 1
    ), added AS (
      INSERT INTO supervised_branch (user_id, branch_id) SELECT user_id, branch_id FROM listed ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM added) AS rows`);
}

/**
 * A consent counts when its day is later than what is recorded: an older file never undoes a refusal logged since. The
 * proof of one that is recorded may be delivered afterwards, and a later file that says the same without proof keeps it.
 */
export async function mergeConsents(db: pg.ClientBase): Promise<number> {
  return changedRows(db, `
    WITH given AS (
      SELECT c.id AS client_id, v.channel::consent_channel, v.granted, CASE WHEN v.granted THEN s.consent_proof END AS proof, s.consents_on
      FROM import_clients s JOIN client c ON c.external_ref = s.client_ref
      CROSS JOIN LATERAL (VALUES ('PHONE', s.consent_phone), ('EMAIL', s.consent_email), ('SMS', s.consent_sms),
        ('POST', s.consent_post), ('APP', s.consent_app)) v(channel, granted)
      WHERE s.consents_on IS NOT NULL AND v.granted IS NOT NULL
    ), later AS (
      SELECT g.client_id, g.channel, g.granted, g.consents_on, coalesce(g.proof, CASE WHEN g.granted THEN o.proof END) AS proof,
             o.granted IS DISTINCT FROM g.granted OR g.proof IS DISTINCT FROM o.proof AND g.proof IS NOT NULL AS is_change
      FROM given g LEFT JOIN client_consent o ON o.client_id = g.client_id AND o.channel = g.channel
      WHERE o.client_id IS NULL OR o.recorded_on < g.consents_on
         OR o.recorded_on = g.consents_on AND o.granted AND g.granted AND o.proof IS NULL AND g.proof IS NOT NULL
    ), merged AS (
      INSERT INTO client_consent AS t (client_id, channel, granted, recorded_on, proof)
      SELECT client_id, channel, granted, consents_on, proof FROM later
      ON CONFLICT (client_id, channel) DO UPDATE SET granted = excluded.granted, recorded_on = excluded.recorded_on, proof = excluded.proof RETURNING 1
    ), history AS (
      INSERT INTO consent_change (client_id, id, channel, granted, proof)
      SELECT client_id, gen_random_uuid(), channel, granted, proof FROM later WHERE is_change
    )
    SELECT count(*) AS rows FROM merged`);
}

/** The satisfaction of an interaction is an answer to the question CSAT too, under the same id. */
export async function mergeSatisfaction(db: pg.ClientBase): Promise<number> {
  return changedRows(db, `
    WITH added AS (
      INSERT INTO satisfaction_answer (client_id, id, kind, score, answered_on, interaction_id)
      SELECT i.client_id, i.id, 'CSAT', i.satisfaction, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date, i.id
      FROM import_interactions s JOIN client c ON c.external_ref = s.client_ref
      JOIN interaction i ON i.client_id = c.id AND i.external_ref = s.interaction_ref
      WHERE i.satisfaction IS NOT NULL
      ON CONFLICT (client_id, id) DO NOTHING RETURNING 1
    )
    SELECT count(*) AS rows FROM added`);
}

/**
 * Last contact, last review and open complaint of the clients in interactions.csv, from all their interactions. A call
 * without answer is no contact; a complaint is open from the first one received since the last was resolved.
 */
export async function refreshContacts(db: pg.ClientBase): Promise<number> {
  return changedRows(db, `
    WITH touched AS (
      SELECT DISTINCT c.id FROM import_interactions s JOIN client c ON c.external_ref = s.client_ref
    ), entries AS (
      SELECT i.*, r.next_review_on, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date AS day,
             max(i.occurred_at) FILTER (WHERE i.outcome = 'COMPLAINT_RESOLVED') OVER (PARTITION BY i.client_id) AS resolved_at
      FROM interaction i JOIN touched t ON t.id = i.client_id
      LEFT JOIN portfolio_review r ON i.review AND r.client_id = i.client_id AND r.id = i.id
      WHERE NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
    ), found AS (
      SELECT client_id, max(day) FILTER (WHERE outcome <> 'NO_ANSWER') AS last_contact_on, max(day) FILTER (WHERE review) AS last_review_on,
             (array_agg(next_review_on ORDER BY day DESC, recorded_at DESC) FILTER (WHERE review))[1] AS next_review_on,
             min(day) FILTER (WHERE outcome = 'COMPLAINT_RECEIVED' AND (resolved_at IS NULL OR occurred_at > resolved_at)) AS complaint_open_since
      FROM entries GROUP BY client_id
    ), changed AS (
      UPDATE client c SET last_contact_on = f.last_contact_on, last_review_on = f.last_review_on, next_review_on = f.next_review_on,
             complaint_open_since = f.complaint_open_since, updated_at = now()
      FROM found f WHERE f.client_id = c.id
        AND (c.last_contact_on, c.last_review_on, c.next_review_on, c.complaint_open_since)
            IS DISTINCT FROM (f.last_contact_on, f.last_review_on, f.next_review_on, f.complaint_open_since)
      RETURNING 1
    )
    SELECT count(*) AS rows FROM changed`);
}

/** Who of clients.csv is of high value now: by the bank's mark, or by the rule. */
export async function refreshHighValue(db: pg.ClientBase): Promise<void> {
  await db.query(`
    UPDATE client c SET high_value = v.high_value, updated_at = now()
    FROM (
      SELECT k.id, is_high_value(k.high_value_marked, k.wealth_cents, p.pnb_cents, r) AS high_value
      FROM import_clients s JOIN client k ON k.external_ref = s.client_ref CROSS JOIN high_value_rule r LEFT JOIN client_score p ON p.client_id = k.id
    ) v
    WHERE v.id = c.id AND c.high_value <> v.high_value`);
}

async function changedRows(db: pg.ClientBase, sql: string): Promise<number> {
  const { rows } = await db.query<{ rows: string }>(sql);
  return Number(rows[0]?.rows ?? 0);
}
