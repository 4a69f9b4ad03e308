-- Where the calendar of a bank stands still (an archive), what people decide bears an instant of after its last day. It was
-- decided on that day: an action that was closed is no longer open there, and what became of it has its place in the year.
-- The days until a contact are those to the day that its last correction tells: the first entry may have told a wrong one.
-- Everything else is as before (20261122001400). Agreement: tests/data/figures-czech.test.ts, figures-demo.test.ts.
CREATE OR REPLACE FUNCTION follow_up_entries(first_month date, last_month date)
  RETURNS TABLE (family text, part follow_up_part, client_id int, advisor_id int, branch_id int, tab portfolio_tab, month date, on_day date, kind text, detail text, entry_id uuid)
  LANGUAGE sql STABLE
AS $$
  SELECT e.family, e.part, e.client_id, e.advisor_id, e.branch_id,
    portfolio_tab('ACTIVE', CASE WHEN e.is_now THEN (SELECT s.segment FROM client_score s WHERE s.client_id = e.client_id) ELSE coalesce(
      (SELECT h.segment_after FROM score_history h WHERE h.client_id = e.client_id AND h.changed_at < (e.month + interval '1 month') AT TIME ZONE 'Europe/Paris'
       ORDER BY h.id DESC LIMIT 1),
      (SELECT coalesce(h.segment_before, h.segment_after) FROM score_history h WHERE h.client_id = e.client_id ORDER BY h.id LIMIT 1)) END),
    e.month, e.on_day, e.kind, e.detail, e.entry_id
  FROM (
    -- Contacted within the cadence of their segment? `on_day`: the last contact.
    SELECT 'COVERAGE' AS family, CASE WHEN l.last_on >= k.day - cadence_days(g.segment) THEN 'COVERED' ELSE 'UNCOVERED' END::follow_up_part AS part,
      c.id AS client_id, c.advisor_id, c.branch_id, k.month, l.last_on AS on_day, '' AS kind, '' AS detail, NULL::uuid AS entry_id, k.is_now
    FROM (SELECT m.at::date AS month, least((m.at + interval '1 month')::date - 1, (SELECT bank_today())) AS day, m.at = date_trunc('month', (SELECT bank_today())::timestamp) AS is_now
          FROM generate_series(first_month::timestamp, last_month::timestamp, interval '1 month') m(at)) k
    CROSS JOIN client c
    CROSS JOIN LATERAL (SELECT CASE WHEN k.is_now THEN (SELECT s.segment FROM client_score s WHERE s.client_id = c.id) ELSE coalesce(
      (SELECT h.segment_after FROM score_history h WHERE h.client_id = c.id AND h.changed_at < (k.month + interval '1 month') AT TIME ZONE 'Europe/Paris'
       ORDER BY h.id DESC LIMIT 1),
      (SELECT coalesce(h.segment_before, h.segment_after) FROM score_history h WHERE h.client_id = c.id ORDER BY h.id LIMIT 1)) END AS segment) g
    CROSS JOIN LATERAL (SELECT CASE WHEN k.is_now THEN c.last_contact_on ELSE (
      SELECT (i.occurred_at AT TIME ZONE 'Europe/Paris')::date FROM interaction i
      WHERE i.client_id = c.id AND i.occurred_at < (k.month + interval '1 month') AT TIME ZONE 'Europe/Paris' AND i.outcome <> 'NO_ANSWER'
        AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
      ORDER BY i.occurred_at DESC LIMIT 1) END AS last_on) l
    WHERE c.status = 'ACTIVE' AND c.client_since_on <= k.day AND g.segment IS NOT NULL

    UNION ALL
    -- Open actions: held back by the policy, past due, or neither.
    SELECT 'OPEN', CASE WHEN n.blocked_by IS NOT NULL AND (n.blocked_until_on IS NULL OR n.blocked_until_on > k.day) THEN 'BLOCKED'
                        WHEN n.due_on < k.day AND (n.snoozed_until_on IS NULL OR n.snoozed_until_on <= k.day) THEN 'OVERDUE' ELSE 'WAITING' END::follow_up_part,
      c.id, c.advisor_id, c.branch_id, k.month, n.due_on, n.kind::text,
      CASE WHEN n.blocked_by IS NOT NULL AND (n.blocked_until_on IS NULL OR n.blocked_until_on > k.day) THEN n.blocked_by::text ELSE '' END, n.id, k.is_now
    FROM (SELECT m.at::date AS month, least((m.at + interval '1 month')::date - 1, (SELECT bank_today())) AS day, m.at = date_trunc('month', (SELECT bank_today())::timestamp) AS is_now
          FROM generate_series(first_month::timestamp, last_month::timestamp, interval '1 month') m(at)) k
    CROSS JOIN client c JOIN next_action n ON n.client_id = c.id
    WHERE c.status = 'ACTIVE' AND n.created_on <= k.day AND (n.status = 'OPEN' OR NOT k.is_now AND (n.closed_at AT TIME ZONE 'Europe/Paris')::date > k.day)

    UNION ALL
    -- What became of suggestions. Twin: actionOutcome(). `detail`: why it was dismissed, or the days
    -- from when it was there and due until the contact, on the day that it was last corrected to: a follow-up is planned on the day
    -- of the contact before it, for months later.
    SELECT 'OUTCOME', o.part::follow_up_part, c.id, c.advisor_id, c.branch_id, date_trunc('month', o.on_day::timestamp)::date, o.on_day, n.kind::text,
      CASE o.part WHEN 'DISMISSED' THEN n.dismissal_reason::text WHEN 'ACCEPTED' THEN coalesce(
        (WITH RECURSIVE told(id, occurred_at, step) AS (
           SELECT i.id, i.occurred_at, 0 FROM interaction i WHERE i.client_id = n.client_id AND i.id = n.interaction_id
           UNION ALL SELECT x.id, x.occurred_at, t.step + 1 FROM told t JOIN interaction x ON x.client_id = n.client_id AND x.corrects_id = t.id)
         SELECT greatest(0, (t.occurred_at AT TIME ZONE 'Europe/Paris')::date - greatest(n.created_on, n.due_on))::text FROM told t ORDER BY t.step DESC LIMIT 1), '') ELSE '' END,
      n.id, o.on_day >= date_trunc('month', (SELECT bank_today())::timestamp)::date
    FROM client c JOIN next_action n ON n.client_id = c.id
    CROSS JOIN LATERAL (SELECT CASE WHEN n.closed_at IS NOT NULL THEN least((n.closed_at AT TIME ZONE 'Europe/Paris')::date, (SELECT bank_today())) END AS closed_on,
      CASE WHEN n.taken_at IS NOT NULL THEN least((n.taken_at AT TIME ZONE 'Europe/Paris')::date, (SELECT bank_today())) END AS taken_on,
      greatest(n.due_on, n.created_on, n.snoozed_until_on, n.blocked_until_on) + 30 AS lapsed_on) d
    CROSS JOIN LATERAL (SELECT
      CASE WHEN n.status = 'DONE' THEN 'ACCEPTED' WHEN n.status = 'DISMISSED' THEN 'DISMISSED'
           WHEN n.taken_at IS NOT NULL THEN CASE WHEN n.status = 'OPEN' THEN 'ACCEPTED' END
           WHEN n.blocked_by IS NOT NULL AND n.blocked_until_on IS NULL THEN NULL
           WHEN d.lapsed_on <= least((SELECT bank_today()), d.closed_on) THEN 'IGNORED' END AS part,
      CASE WHEN n.status IN ('DONE', 'DISMISSED') THEN d.closed_on WHEN n.taken_at IS NOT NULL THEN d.taken_on ELSE d.lapsed_on END AS on_day) o
    WHERE c.status = 'ACTIVE' AND n.origin = 'RULES' AND o.part IS NOT NULL AND o.on_day >= first_month AND o.on_day < (last_month + interval '1 month')::date

    UNION ALL
    -- Signs of leaving: was there a contact within 14 days? Judged when these are over.
    SELECT 'ALERT', CASE WHEN a.contact_id IS NOT NULL THEN 'ALERT_ANSWERED' ELSE 'ALERT_MISSED' END::follow_up_part, c.id, c.advisor_id, c.branch_id,
      date_trunc('month', (n.created_on + 14)::timestamp)::date, n.created_on + 14, n.kind::text, '', n.id, n.created_on + 14 >= date_trunc('month', (SELECT bank_today())::timestamp)::date
    FROM client c JOIN next_action n ON n.client_id = c.id
    LEFT JOIN LATERAL (
      SELECT i.id AS contact_id FROM interaction i
      WHERE i.client_id = n.client_id AND i.outcome <> 'NO_ANSWER' AND i.occurred_at >= n.created_on::timestamp AT TIME ZONE 'Europe/Paris'
        AND i.occurred_at < (n.created_on + 15)::timestamp AT TIME ZONE 'Europe/Paris'
        AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
      LIMIT 1) a ON true
    WHERE c.status = 'ACTIVE' AND n.kind = 'CHURN_WATCH' AND n.origin = 'RULES' AND n.created_on + 14 >= first_month AND n.created_on + 14 < (last_month + interval '1 month')::date
      AND n.created_on + 14 < (SELECT bank_today())
      AND (a.contact_id IS NOT NULL OR n.status <> 'WITHDRAWN' OR (n.closed_at AT TIME ZONE 'Europe/Paris')::date > n.created_on + 14)

    UNION ALL
    -- New clients: was there a contact within 30 days after the one on which they came? Judged when these are over.
    SELECT 'WELCOME', CASE WHEN a.contact_id IS NOT NULL THEN 'WELCOMED' ELSE 'UNWELCOMED' END::follow_up_part, c.id, c.advisor_id, c.branch_id,
      date_trunc('month', (c.client_since_on + 30)::timestamp)::date, c.client_since_on + 30, '', '', a.contact_id, c.client_since_on + 30 >= date_trunc('month', (SELECT bank_today())::timestamp)::date
    FROM client c
    LEFT JOIN LATERAL (
      SELECT i.id AS contact_id FROM interaction i
      WHERE i.client_id = c.id AND i.outcome <> 'NO_ANSWER' AND i.occurred_at >= (c.client_since_on + 1)::timestamp AT TIME ZONE 'Europe/Paris'
        AND i.occurred_at < (c.client_since_on + 31)::timestamp AT TIME ZONE 'Europe/Paris'
        AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
      ORDER BY i.occurred_at LIMIT 1) a ON true
    WHERE c.status = 'ACTIVE' AND c.client_since_on + 30 >= first_month AND c.client_since_on + 30 < (last_month + interval '1 month')::date AND c.client_since_on + 30 < (SELECT bank_today())

    UNION ALL
    -- Reviews of high-value clients. Twin: reviewStanding(). `on_day`: when it was due.
    SELECT 'REVIEW', CASE WHEN r.last_on IS NULL THEN 'REVIEW_NEVER' WHEN coalesce(r.next_on, r.last_on + 180) < k.day THEN 'REVIEW_LATE' ELSE 'REVIEW_FINE' END::follow_up_part,
      c.id, c.advisor_id, c.branch_id, k.month, coalesce(r.next_on, r.last_on + 180), '', '', NULL, k.is_now
    FROM (SELECT m.at::date AS month, least((m.at + interval '1 month')::date - 1, (SELECT bank_today())) AS day, m.at = date_trunc('month', (SELECT bank_today())::timestamp) AS is_now
          FROM generate_series(first_month::timestamp, last_month::timestamp, interval '1 month') m(at)) k
    CROSS JOIN client c
    LEFT JOIN LATERAL (
      SELECT (i.occurred_at AT TIME ZONE 'Europe/Paris')::date AS last_on, p.next_review_on AS next_on
      FROM interaction i LEFT JOIN portfolio_review p ON p.client_id = i.client_id AND p.id = i.id
      WHERE NOT k.is_now AND i.client_id = c.id AND i.review AND i.outcome <> 'NO_ANSWER' AND i.occurred_at < (k.month + interval '1 month') AT TIME ZONE 'Europe/Paris'
        AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
      ORDER BY i.occurred_at DESC, i.recorded_at DESC LIMIT 1) past ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN k.is_now THEN c.last_review_on ELSE past.last_on END AS last_on, CASE WHEN k.is_now THEN c.next_review_on ELSE past.next_on END AS next_on) r
    WHERE c.status = 'ACTIVE' AND c.high_value AND c.client_since_on <= k.day

    UNION ALL
    -- Contacts that no later entry corrects. `detail`: the rule it was made against.
    SELECT 'CONTACT', CASE WHEN i.outcome = 'NO_ANSWER' THEN 'NOT_REACHED' WHEN NOT i.commercial THEN 'SERVICE' WHEN b.rule IS NULL THEN 'COMMERCIAL' ELSE 'AGAINST_POLICY' END::follow_up_part,
      c.id, c.advisor_id, c.branch_id, date_trunc('month', i.occurred_at AT TIME ZONE 'Europe/Paris')::date, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date, '', coalesce(b.rule, ''), i.id,
      (i.occurred_at AT TIME ZONE 'Europe/Paris')::date >= date_trunc('month', (SELECT bank_today())::timestamp)::date
    FROM client c JOIN interaction i ON i.client_id = c.id
    CROSS JOIN LATERAL (SELECT CASE WHEN i.commercial AND i.outcome <> 'NO_ANSWER' THEN contact_breach(i.client_id, i.id) END AS rule) b
    WHERE c.status = 'ACTIVE' AND NOT i.cancels AND i.occurred_at >= first_month::timestamp AT TIME ZONE 'Europe/Paris' AND i.occurred_at < (last_month + interval '1 month') AT TIME ZONE 'Europe/Paris'
      AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
  ) e
$$;
