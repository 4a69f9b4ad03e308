-- The follow-up over twelve months: what is counted of it, entry by entry, and the counts of months that are over, kept.
-- Words and rules: lib/domain/follow-up-measures.ts, action-outcome.ts; decision 0022. Agreement: tests/data/follow-up-trend.test.ts.

-- ---------------------------------------------------------------------------------------------
-- Was a contact made against the policy? The first rule of contactAnswer() (lib/domain/contact-policy.ts) that forbade it on
-- its day, by what was known before that day; null: none. Of guardianship, death and financial difficulty nobody keeps the day
-- on which they began, and of a contact no hour: these rules accuse nobody. Agreement: tests/data/contact-breach.test.ts.
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION is_related_universe(held universe, asked universe) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT held = asked OR (held, asked) IN (('DAILY_BANKING', 'SERVICES'), ('SERVICES', 'DAILY_BANKING'), ('CREDIT', 'INSURANCE'), ('INSURANCE', 'CREDIT'))
$$;

-- What had been answered on a channel before the day of a contact, but for what the contact itself recorded; null: never asked.
CREATE FUNCTION consent_before(client int, contact uuid, asked interaction_channel, day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT consent_state(x.granted, x.proof) FROM consent_change x
     WHERE x.client_id = client AND x.channel::text = asked::text AND x.interaction_id IS DISTINCT FROM contact AND (x.recorded_at AT TIME ZONE 'Europe/Paris')::date < day
     ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1),
    (SELECT consent_state(k.granted, k.proof) FROM client_consent k WHERE k.client_id = client AND k.channel::text = asked::text AND k.recorded_on < day))
$$;

CREATE FUNCTION contact_breach(client int, contact uuid) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  made record;
  consent text;
  without_ground boolean;
BEGIN
  SELECT i.*, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date AS day, i.products_discussed || i.products_sold AS products
  INTO made FROM interaction i WHERE i.client_id = client AND i.id = contact;
  IF NOT made.commercial THEN RETURN NULL; END IF;

  IF 'COMPLAINT_RECEIVED' = (
    SELECT x.outcome FROM interaction x
    WHERE x.client_id = client AND x.outcome IN ('COMPLAINT_RECEIVED', 'COMPLAINT_RESOLVED') AND (x.occurred_at AT TIME ZONE 'Europe/Paris')::date < made.day
      AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = x.client_id AND later.corrects_id = x.id)
    ORDER BY x.occurred_at DESC, x.recorded_at DESC LIMIT 1) THEN RETURN 'COMPLAINT_OPEN'; END IF;

  IF made.channel NOT IN ('BRANCH', 'VIDEO') THEN
    consent := consent_before(client, contact, made.channel, made.day);
    IF consent = 'REFUSED' THEN RETURN 'CONSENT_REFUSED'; END IF;
    IF (made.channel = 'PHONE' AND made.day >= '2026-08-11' AND consent IS DISTINCT FROM 'PROVEN') OR (made.channel IN ('EMAIL', 'SMS') AND consent IS NULL) THEN
      -- A running contract to which each of the products relates takes the place of consent.
      without_ground := cardinality(made.products) = 0 OR EXISTS (
        SELECT 1 FROM product p WHERE p.code = ANY (made.products) AND NOT EXISTS (
          SELECT 1 FROM holding h JOIN product r ON r.code = h.product_code
          WHERE h.client_id = client AND h.status <> 'REVERSED' AND h.interaction_id IS DISTINCT FROM contact AND h.opened_on < made.day
            AND (h.closed_on IS NULL OR h.closed_on > made.day)
            AND CASE made.channel WHEN 'PHONE' THEN is_related_universe(r.universe, p.universe) ELSE r.universe = p.universe END));
      IF without_ground THEN RETURN CASE consent WHEN 'GRANTED' THEN 'CONSENT_UNPROVEN' ELSE 'CONSENT_NOT_ASKED' END; END IF;
    END IF;
  END IF;

  -- Of two that are too close the later one is to blame.
  IF EXISTS (
    SELECT 1 FROM interaction x
    WHERE x.client_id = client AND x.commercial AND x.outcome <> 'NO_ANSWER' AND x.id <> contact AND x.occurred_at > made.occurred_at - interval '15 days'
      AND made.day - (x.occurred_at AT TIME ZONE 'Europe/Paris')::date < 14
      AND (x.occurred_at, x.recorded_at, x.id) < (made.occurred_at, made.recorded_at, contact)
      AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = x.client_id AND later.corrects_id = x.id)) THEN RETURN 'RECENT_COMMERCIAL_CONTACT'; END IF;
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------------------------------------
-- What is counted, one row each: a figure is how many there are, the list behind it is these rows. Inlined, so that a
-- condition on the branch, the advisor or the family reaches the tables; whoever asks for one family reads no other.
-- Stock (COVERAGE, OPEN, REVIEW) stands as on the last day of the month, or today; flow on the day on which it was decided.
-- Of clients who are with the bank. `tab`: the segment at the end of the month; before the first score the first one known.
-- ---------------------------------------------------------------------------------------------
CREATE TYPE "follow_up_part" AS ENUM (
  'COVERED', 'UNCOVERED', 'OVERDUE', 'WAITING', 'BLOCKED', 'ACCEPTED', 'DISMISSED', 'IGNORED', 'ALERT_ANSWERED', 'ALERT_MISSED',
  'WELCOMED', 'UNWELCOMED', 'REVIEW_LATE', 'REVIEW_NEVER', 'REVIEW_FINE', 'SERVICE', 'COMMERCIAL', 'AGAINST_POLICY', 'NOT_REACHED');

CREATE FUNCTION follow_up_entries(first_month date, last_month date)
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
    WHERE c.status = 'ACTIVE' AND n.created_on <= k.day AND (n.status = 'OPEN' OR (n.closed_at AT TIME ZONE 'Europe/Paris')::date > k.day)

    UNION ALL
    -- What became of suggestions. Twin: actionOutcome(). `detail`: why it was dismissed, or the days
    -- from when it was there and due until the contact: a follow-up is planned on the day of the contact before it, for months later.
    SELECT 'OUTCOME', o.part::follow_up_part, c.id, c.advisor_id, c.branch_id, date_trunc('month', o.on_day::timestamp)::date, o.on_day, n.kind::text,
      CASE o.part WHEN 'DISMISSED' THEN n.dismissal_reason::text WHEN 'ACCEPTED' THEN coalesce(
        (SELECT greatest(0, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date - greatest(n.created_on, n.due_on))::text FROM interaction i WHERE i.client_id = n.client_id AND i.id = n.interaction_id), '') ELSE '' END,
      n.id, o.on_day >= date_trunc('month', (SELECT bank_today())::timestamp)::date
    FROM client c JOIN next_action n ON n.client_id = c.id
    CROSS JOIN LATERAL (SELECT (n.closed_at AT TIME ZONE 'Europe/Paris')::date AS closed_on, (n.taken_at AT TIME ZONE 'Europe/Paris')::date AS taken_on,
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

-- ---------------------------------------------------------------------------------------------
-- The counts by portfolio, segment and month. A month that is over is counted once, and stands as it was counted.
-- ---------------------------------------------------------------------------------------------
CREATE TABLE "follow_up_month" (
    "advisor_id" INTEGER NOT NULL,
    "branch_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,
    "part" "follow_up_part" NOT NULL,
    "kind" TEXT NOT NULL,
    "tab" "portfolio_tab" NOT NULL,
    "detail" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "follow_up_month_pkey" PRIMARY KEY ("advisor_id","branch_id","month","part","kind","tab","detail")
);
CREATE INDEX "follow_up_month_branch_id_month_idx" ON "follow_up_month"("branch_id", "month");

CREATE TABLE "follow_up_closed_month" (
    "month" DATE NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follow_up_closed_month_pkey" PRIMARY KEY ("month")
);

-- Counts some portfolios anew in these months.
CREATE FUNCTION count_follow_up_months(advisors int[], first_month date, last_month date) RETURNS void LANGUAGE sql AS $$
  DELETE FROM follow_up_month f WHERE f.advisor_id = ANY (advisors) AND f.month BETWEEN first_month AND last_month;
  INSERT INTO follow_up_month (advisor_id, branch_id, month, part, kind, tab, detail, count)
  SELECT e.advisor_id, e.branch_id, e.month, e.part, e.kind, e.tab, e.detail, count(*)::int
  FROM follow_up_entries(first_month, last_month) e WHERE e.advisor_id = ANY (advisors)
  GROUP BY e.advisor_id, e.branch_id, e.month, e.part, e.kind, e.tab, e.detail;
$$;
REVOKE ALL ON FUNCTION count_follow_up_months(int[], date, date) FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------
-- How the portfolios of the bank lie, without a name: quartiles and tenths of each measure among at least five portfolios, of
-- which each has at least ten entries to measure. `months` that end with `until_month`; an empty tab or kind: of all.
-- ---------------------------------------------------------------------------------------------
CREATE TABLE "follow_up_spread" (
    "measure" TEXT NOT NULL,
    "until_month" DATE NOT NULL,
    "months" SMALLINT NOT NULL,
    "tab" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "portfolios" INTEGER NOT NULL,
    "q10" DOUBLE PRECISION NOT NULL,
    "q25" DOUBLE PRECISION NOT NULL,
    "q50" DOUBLE PRECISION NOT NULL,
    "q75" DOUBLE PRECISION NOT NULL,
    "q90" DOUBLE PRECISION NOT NULL,
    "counted_on" DATE NOT NULL,

    CONSTRAINT "follow_up_spread_pkey" PRIMARY KEY ("measure","until_month","months","tab","kind")
);

-- Which parts a measure has, and which of them it counts. Twin: MEASURES in lib/domain/follow-up-measures.ts.
CREATE FUNCTION follow_up_measures() RETURNS TABLE (measure text, part follow_up_part, is_counted boolean) LANGUAGE sql IMMUTABLE AS $$
  SELECT m.measure, p.part::follow_up_part, p.part = ANY (m.counted)
  FROM (VALUES
    ('COVERAGE', '{COVERED}'::text[], '{COVERED,UNCOVERED}'::text[]),
    ('OVERDUE', '{OVERDUE}', '{OVERDUE,WAITING}'),
    ('ACCEPTED', '{ACCEPTED}', '{ACCEPTED,DISMISSED,IGNORED}'),
    ('DISMISSED', '{DISMISSED}', '{ACCEPTED,DISMISSED,IGNORED}'),
    ('IGNORED', '{IGNORED}', '{ACCEPTED,DISMISSED,IGNORED}'),
    ('ALERTS', '{ALERT_ANSWERED}', '{ALERT_ANSWERED,ALERT_MISSED}'),
    ('WELCOMES', '{WELCOMED}', '{WELCOMED,UNWELCOMED}'),
    ('REVIEWS', '{REVIEW_LATE}', '{REVIEW_LATE,REVIEW_NEVER,REVIEW_FINE}'),
    ('BLOCKED', '{BLOCKED}', '{BLOCKED,OVERDUE,WAITING}'),
    ('AGAINST_POLICY', '{AGAINST_POLICY}', '{AGAINST_POLICY,COMMERCIAL}')) m(measure, counted, of)
  CROSS JOIN unnest(m.of) AS p(part)
$$;

CREATE FUNCTION refresh_follow_up_spread() RETURNS void LANGUAGE sql AS $$
  DELETE FROM follow_up_spread;
  INSERT INTO follow_up_spread
  WITH windows AS (
    SELECT m::date AS until_month, 1 AS months FROM generate_series(date_trunc('month', bank_today()::timestamp) - interval '12 months', date_trunc('month', bank_today()::timestamp), interval '1 month') m
    UNION ALL SELECT date_trunc('month', bank_today()::timestamp)::date, w FROM unnest(ARRAY[3, 12]) w
  ), counts AS (
    SELECT w.until_month, w.months, f.advisor_id, f.tab::text AS tab, f.kind, f.part, f.detail, sum(f.count) AS n
    FROM windows w JOIN follow_up_month f ON f.month <= w.until_month AND f.month > w.until_month - make_interval(months => w.months)
     AND (f.month = w.until_month OR f.part NOT IN ('COVERED', 'UNCOVERED', 'OVERDUE', 'WAITING', 'BLOCKED', 'REVIEW_LATE', 'REVIEW_NEVER', 'REVIEW_FINE'))
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ), rates AS (
    SELECT m.measure, c.until_month, c.months, coalesce(c.tab, '') AS tab, coalesce(c.kind, '') AS kind, c.advisor_id,
      coalesce(sum(c.n) FILTER (WHERE m.is_counted), 0)::float8 / sum(c.n)::float8 AS rate
    FROM counts c JOIN follow_up_measures() m ON m.part = c.part
    GROUP BY GROUPING SETS ((1, 2, 3, c.advisor_id), (1, 2, 3, c.advisor_id, c.tab), (1, 2, 3, c.advisor_id, c.kind), (1, 2, 3, c.advisor_id, c.tab, c.kind))
    HAVING sum(c.n) >= 10 AND (grouping(c.kind) = 1 OR c.kind <> '')
    UNION ALL
    SELECT 'DAYS', c.until_month, c.months, coalesce(c.tab, ''), coalesce(c.kind, ''), c.advisor_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY c.detail::int)
    FROM counts c CROSS JOIN generate_series(1, c.n)
    WHERE c.part = 'ACCEPTED' AND c.detail <> ''
    GROUP BY GROUPING SETS ((2, 3, c.advisor_id), (2, 3, c.advisor_id, c.tab), (2, 3, c.advisor_id, c.kind), (2, 3, c.advisor_id, c.tab, c.kind))
    HAVING count(*) >= 10
  )
  SELECT s.measure, s.until_month, s.months, s.tab, s.kind, s.portfolios, s.q[1], s.q[2], s.q[3], s.q[4], s.q[5], bank_today()
  FROM (SELECT r.measure, r.until_month, r.months, r.tab, r.kind, count(*)::int AS portfolios,
          percentile_cont(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY r.rate) AS q
        FROM rates r GROUP BY 1, 2, 3, 4, 5 HAVING count(*) >= 5) s;
$$;
REVOKE ALL ON FUNCTION refresh_follow_up_spread() FROM PUBLIC;

-- The second wall: the counts for the supervisors of the branch; how the bank lies for those who supervise anything.
GRANT SELECT ON follow_up_month, follow_up_closed_month, follow_up_spread TO mireille_app;
ALTER TABLE follow_up_month ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON follow_up_month FOR SELECT TO mireille_app USING (branch_id = ANY ((SELECT app_supervised_branches())::int[]));
ALTER TABLE follow_up_closed_month ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON follow_up_closed_month FOR SELECT TO mireille_app USING (true);
ALTER TABLE follow_up_spread ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON follow_up_spread FOR SELECT TO mireille_app USING (cardinality((SELECT app_supervised_branches())::int[]) > 0);
