import type pg from "pg";
import { PLAIN_CONTROL } from "./plain-control";

/**
 * The bank as plain SQL sees it: views in a schema of their own, read as the owner, without row-level security. They are
 * written from the rules (domain, decisions 0006, 0014, 0022), and use neither a function nor a kept figure of the product,
 * but for the day of the calendar. A figure of a screen is compared with a count over them: tests/support/screen-figures.ts.
 */
export async function openPlainBank(owner: pg.Pool): Promise<void> {
  await owner.query(`DROP SCHEMA IF EXISTS plain CASCADE; CREATE SCHEMA plain; ${[DAYS, CLIENTS, ENTRIES, STOCK, FLOW, CONTACTS, PARTS, PLAIN_CONTROL].join("\n")}`);
}

/** Where the calendar stands still, what happened since happened on its day. */
const DAYS = `
  CREATE VIEW plain.calendar AS SELECT bank_today() AS today, date_trunc('month', bank_today())::date AS this_month;
  CREATE FUNCTION plain.day(at timestamptz) RETURNS date LANGUAGE sql STABLE STRICT AS $$ SELECT least((at AT TIME ZONE 'Europe/Paris')::date, (SELECT today FROM plain.calendar)) $$;
  CREATE VIEW plain.month AS
    SELECT (k.this_month - make_interval(months => back))::date AS month, back = 0 AS is_now,
      CASE WHEN back = 0 THEN k.today ELSE (k.this_month - make_interval(months => back - 1))::date - 1 END AS day
    FROM plain.calendar k, generate_series(0, 12) back;`;

/** Who is with the bank, with what they bring in twelve full months (a younger account for its months, made a year's); their segment now, and at the end of each month: before the first score, the first one known. */
const CLIENTS = `
  CREATE VIEW plain.client AS
    SELECT c.*, s.segment::text AS segment, p.cents AS pnb_cents FROM client c LEFT JOIN client_score s ON s.client_id = c.id
    LEFT JOIN (
      SELECT h.client_id, round(12.0 * coalesce(sum(a.pnb_cents) FILTER (WHERE a.month > b.last_closed_month - interval '12 months'), 0) / least(12, h.months)) AS cents
      FROM bank b JOIN monthly_activity a ON a.month <= b.last_closed_month JOIN (
        SELECT m.client_id, 1 + extract(year FROM age(b.last_closed_month, min(m.month))) * 12 + extract(month FROM age(b.last_closed_month, min(m.month))) AS months
        FROM monthly_activity m, bank b GROUP BY m.client_id, b.last_closed_month) h ON h.client_id = a.client_id GROUP BY h.client_id, h.months) p ON p.client_id = c.id
    WHERE c.status = 'ACTIVE';
  CREATE VIEW plain.client_month AS
    SELECT c.id AS client_id, c.advisor_id, c.branch_id, c.high_value, m.month, m.day, m.is_now, c.client_since_on <= m.day AS is_there,
      CASE WHEN m.is_now THEN c.segment
           WHEN EXISTS (SELECT 1 FROM score_history h WHERE h.client_id = c.id AND (h.changed_at AT TIME ZONE 'Europe/Paris')::date <= m.day)
           THEN (SELECT (array_agg(h.segment_after::text ORDER BY h.changed_at DESC, h.id DESC))[1] FROM score_history h
                 WHERE h.client_id = c.id AND (h.changed_at AT TIME ZONE 'Europe/Paris')::date <= m.day)
           ELSE (SELECT (array_agg(coalesce(h.segment_before, h.segment_after)::text ORDER BY h.changed_at, h.id))[1] FROM score_history h WHERE h.client_id = c.id) END AS segment
    FROM plain.client c CROSS JOIN plain.month m;
  CREATE FUNCTION plain.cadence(segment text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE segment WHEN 'MAINTAIN' THEN 60 WHEN 'DEVELOP' THEN 90 WHEN 'STIMULATE' THEN 120 WHEN 'BUILD' THEN 180 END $$;`;

/** What stands of what was logged: as last corrected, without what was taken back. No answer is no contact. */
const ENTRIES = `
  CREATE VIEW plain.entry AS
    SELECT i.*, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date AS day FROM interaction i
    WHERE NOT i.cancels AND (i.client_id, i.id) NOT IN (SELECT x.client_id, x.corrects_id FROM interaction x WHERE x.corrects_id IS NOT NULL);
  CREATE VIEW plain.contact AS SELECT * FROM plain.entry WHERE outcome <> 'NO_ANSWER';
  CREATE VIEW plain.corrected AS
    WITH RECURSIVE chain AS (SELECT client_id, id AS first_id, id FROM interaction WHERE corrects_id IS NULL
      UNION ALL SELECT x.client_id, chain.first_id, x.id FROM chain JOIN interaction x ON x.client_id = chain.client_id AND x.corrects_id = chain.id)
    SELECT chain.client_id, chain.first_id, e.day FROM chain JOIN plain.entry e ON e.client_id = chain.client_id AND e.id = chain.id;
  CREATE VIEW plain.action AS SELECT n.*, plain.day(n.closed_at) AS closed_on, plain.day(n.taken_at) AS taken_on FROM next_action n;`;

const STOCK = `
  CREATE VIEW plain.coverage AS
    SELECT k.client_id, k.month, '' AS kind, '' AS detail,
      CASE WHEN k.day - max(i.day) <= plain.cadence(k.segment) THEN 'COVERED' ELSE 'UNCOVERED' END AS part
    FROM plain.client_month k LEFT JOIN plain.contact i ON i.client_id = k.client_id AND i.day <= k.day
    WHERE k.is_there AND k.segment IS NOT NULL GROUP BY k.client_id, k.month, k.day, k.segment;
  CREATE VIEW plain.open_action AS
    SELECT n.client_id, m.month, n.kind::text AS kind, CASE WHEN held.is_held THEN n.blocked_by::text ELSE '' END AS detail,
      CASE WHEN held.is_held THEN 'BLOCKED' WHEN n.due_on < m.day AND NOT coalesce(n.snoozed_until_on > m.day, false) THEN 'OVERDUE' ELSE 'WAITING' END AS part
    FROM plain.action n CROSS JOIN plain.month m
      CROSS JOIN LATERAL (SELECT n.blocked_by IS NOT NULL AND coalesce(n.blocked_until_on, 'infinity') > m.day AS is_held) held
    WHERE n.created_on <= m.day AND CASE WHEN m.is_now THEN n.status = 'OPEN' ELSE n.closed_on IS NULL OR n.closed_on > m.day END;
  CREATE VIEW plain.review AS
    SELECT k.client_id, k.month, '' AS kind, '' AS detail,
      CASE WHEN r.day IS NULL THEN 'REVIEW_NEVER' WHEN coalesce(r.next_review_on, r.day + 180) < k.day THEN 'REVIEW_LATE' ELSE 'REVIEW_FINE' END AS part
    FROM plain.client_month k LEFT JOIN LATERAL (
      SELECT i.day, p.next_review_on FROM plain.contact i LEFT JOIN portfolio_review p ON p.id = i.id AND p.client_id = i.client_id
      WHERE i.client_id = k.client_id AND i.review AND i.day <= k.day ORDER BY i.day DESC, i.recorded_at DESC LIMIT 1) r ON true
    WHERE k.high_value AND k.is_there;`;

const FLOW = `
  CREATE VIEW plain.outcome AS
    SELECT n.client_id, date_trunc('month', n.closed_on)::date AS month, n.kind::text AS kind, coalesce((greatest(i.day - greatest(n.created_on, n.due_on), 0))::text, '') AS detail, 'ACCEPTED' AS part
    FROM plain.action n LEFT JOIN plain.corrected i ON i.client_id = n.client_id AND i.first_id = n.interaction_id
    WHERE n.origin = 'RULES' AND n.status = 'DONE'
    UNION ALL SELECT client_id, date_trunc('month', closed_on)::date, kind::text, dismissal_reason::text, 'DISMISSED' FROM plain.action WHERE origin = 'RULES' AND status = 'DISMISSED'
    UNION ALL SELECT client_id, date_trunc('month', taken_on)::date, kind::text, '', 'ACCEPTED' FROM plain.action WHERE origin = 'RULES' AND status = 'OPEN' AND taken_at IS NOT NULL
    UNION ALL SELECT n.client_id, date_trunc('month', l.day)::date, n.kind::text, '', 'IGNORED'
    FROM plain.action n CROSS JOIN plain.calendar k CROSS JOIN LATERAL (SELECT greatest(n.created_on, n.due_on, n.snoozed_until_on, n.blocked_until_on) + 30 AS day) l
    WHERE n.origin = 'RULES' AND n.status IN ('OPEN', 'WITHDRAWN') AND n.taken_at IS NULL AND NOT (n.blocked_by IS NOT NULL AND n.blocked_until_on IS NULL)
      AND l.day <= k.today AND (n.status = 'OPEN' OR l.day <= n.closed_on);
  CREATE VIEW plain.alert AS
    SELECT n.client_id, date_trunc('month', n.created_on + 14)::date AS month, n.kind::text AS kind, '' AS detail, CASE WHEN a.yes THEN 'ALERT_ANSWERED' ELSE 'ALERT_MISSED' END AS part
    FROM plain.action n CROSS JOIN plain.calendar k
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM plain.contact i WHERE i.client_id = n.client_id AND i.day BETWEEN n.created_on AND n.created_on + 14) AS yes) a
    WHERE n.kind = 'CHURN_WATCH' AND n.origin = 'RULES' AND k.today - n.created_on > 14 AND (a.yes OR n.status <> 'WITHDRAWN' OR n.closed_on - n.created_on > 14);
  CREATE VIEW plain.welcome AS
    SELECT c.id AS client_id, date_trunc('month', c.client_since_on + 30)::date AS month, '' AS kind, '' AS detail, CASE WHEN count(i.id) > 0 THEN 'WELCOMED' ELSE 'UNWELCOMED' END AS part
    FROM plain.client c CROSS JOIN plain.calendar k LEFT JOIN plain.contact i ON i.client_id = c.id AND i.day - c.client_since_on BETWEEN 1 AND 30
    WHERE k.today - c.client_since_on > 30 GROUP BY c.id, c.client_since_on;`;

/** Commercial contacts and the first rule of decision 0014 that spoke against each, by what was known the day before. */
const CONTACTS = `
  CREATE VIEW plain.consent AS
    SELECT client_id, channel::text AS channel, granted, proof, (recorded_at AT TIME ZONE 'Europe/Paris')::date AS known_on, recorded_at, interaction_id, 1 AS rank FROM consent_change
    UNION ALL SELECT client_id, channel::text, granted, proof, recorded_on, NULL, NULL, 2 FROM client_consent;
  CREATE VIEW plain.sold_contact AS
    SELECT i.*, i.products_discussed || i.products_sold AS products,
      (SELECT CASE WHEN NOT k.granted THEN 'REFUSED' WHEN k.proof IS NULL THEN 'GRANTED' ELSE 'PROVEN' END FROM plain.consent k
       WHERE k.client_id = i.client_id AND k.channel = i.channel::text AND k.known_on < i.day AND k.interaction_id IS DISTINCT FROM i.id
       ORDER BY k.rank, k.recorded_at DESC LIMIT 1) AS consent
    FROM plain.contact i WHERE i.commercial;
  CREATE VIEW plain.judged_contact AS
    SELECT i.client_id, i.id, CASE
      WHEN (SELECT (array_agg(x.outcome::text ORDER BY x.occurred_at DESC, x.recorded_at DESC))[1] FROM plain.contact x
            WHERE x.client_id = i.client_id AND x.outcome::text LIKE 'COMPLAINT%' AND x.day < i.day) = 'COMPLAINT_RECEIVED' THEN 'COMPLAINT_OPEN'
      WHEN i.channel NOT IN ('BRANCH', 'VIDEO') AND i.consent = 'REFUSED' THEN 'CONSENT_REFUSED'
      WHEN NOT g.has_ground AND i.channel = 'PHONE' AND i.day >= '2026-08-11' AND i.consent = 'GRANTED' THEN 'CONSENT_UNPROVEN'
      WHEN NOT g.has_ground AND i.consent IS NULL AND (i.channel IN ('EMAIL', 'SMS') OR i.channel = 'PHONE' AND i.day >= '2026-08-11') THEN 'CONSENT_NOT_ASKED'
      WHEN EXISTS (SELECT 1 FROM plain.sold_contact x WHERE x.client_id = i.client_id AND i.day - x.day < 14
                   AND (x.occurred_at, x.recorded_at, x.id) < (i.occurred_at, i.recorded_at, i.id)) THEN 'RECENT_COMMERCIAL_CONTACT' END AS rule
    FROM plain.sold_contact i CROSS JOIN LATERAL (
      SELECT i.products <> '{}' AND NOT EXISTS (
        SELECT 1 FROM product p WHERE p.code = ANY (i.products) AND NOT EXISTS (
          SELECT 1 FROM holding h JOIN product r ON r.code = h.product_code
          WHERE h.client_id = i.client_id AND h.status <> 'REVERSED' AND h.interaction_id IS DISTINCT FROM i.id AND h.opened_on < i.day AND coalesce(h.closed_on, 'infinity') > i.day
            AND (r.universe = p.universe OR i.channel = 'PHONE' AND ARRAY[r.universe, p.universe] <@ '{CREDIT,INSURANCE}'::universe[]
                 OR i.channel = 'PHONE' AND ARRAY[r.universe, p.universe] <@ '{DAILY_BANKING,SERVICES}'::universe[]))) AS has_ground) g;
  CREATE VIEW plain.made_contact AS
    SELECT i.client_id, date_trunc('month', i.day)::date AS month, '' AS kind, coalesce(j.rule, '') AS detail,
      CASE WHEN i.outcome = 'NO_ANSWER' THEN 'NOT_REACHED' WHEN NOT i.commercial THEN 'SERVICE' WHEN j.rule IS NULL THEN 'COMMERCIAL' ELSE 'AGAINST_POLICY' END AS part
    FROM plain.entry i LEFT JOIN plain.judged_contact j ON j.client_id = i.client_id AND j.id = i.id;`;

/** What the follow-up counts over the year, a row each, under the portfolio and the segment of its month. */
const PARTS = `
  CREATE TABLE plain.part AS
    SELECT k.advisor_id, k.branch_id, k.month, p.part, p.kind, coalesce(k.segment, 'NEW') AS tab, p.detail
    FROM (${["coverage", "open_action", "review", "outcome", "alert", "welcome", "made_contact"].map((view) => `SELECT client_id, month, kind, detail, part FROM plain.${view}`).join(" UNION ALL ")}) p
    JOIN plain.client_month k ON k.client_id = p.client_id AND k.month = p.month;`;
