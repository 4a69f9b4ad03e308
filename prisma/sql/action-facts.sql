-- What the suggestions for some clients depend on: one row a client; entries that were corrected no longer count. $1 client ids, $2 today, $3 closed month.
-- The windows of the trend are those of activityTrend() in lib/domain/churn-watch.ts; agreement: tests/data/scoring-agreement.test.ts.
-- Each table is read once for all of them: two thousand clients at a time, client by client it took twice as long.
WITH corrected AS MATERIALIZED (
  SELECT client_id, corrects_id FROM interaction WHERE client_id = ANY ($1::int[]) AND corrects_id IS NOT NULL
), contacts AS (
  SELECT i.client_id, (max(i.occurred_at) FILTER (WHERE i.commercial AND i.outcome <> 'NO_ANSWER') AT TIME ZONE 'Europe/Paris')::date::text AS last_commercial_on,
         json_agg(json_build_object('productCodes', i.products_discussed, 'closedOn', (i.occurred_at AT TIME ZONE 'Europe/Paris')::date))
           FILTER (WHERE i.outcome = 'DECLINED' AND i.occurred_at > $2::date - interval '1 year') AS turned_down
  FROM interaction i
  WHERE i.client_id = ANY ($1::int[]) AND NOT EXISTS (SELECT 1 FROM corrected x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)
  GROUP BY i.client_id
), consents AS (
  SELECT client_id, json_object_agg(channel, consent_state(granted, proof)) AS consents FROM client_consent WHERE client_id = ANY ($1::int[]) GROUP BY client_id
), answers AS (
  SELECT DISTINCT ON (a.client_id) a.client_id, a.score, a.answered_on
  FROM satisfaction_answer a
  WHERE a.client_id = ANY ($1::int[]) AND a.kind = 'CSAT'
    AND NOT EXISTS (SELECT 1 FROM corrected x WHERE x.client_id = a.client_id AND x.corrects_id = a.interaction_id)
  ORDER BY a.client_id, a.answered_on DESC, a.id
), closed AS (
  SELECT client_id, json_agg(json_build_object('kind', kind, 'productCode', product_code, 'dismissalReason', dismissal_reason,
                                               'closedOn', (closed_at AT TIME ZONE 'Europe/Paris')::date)) AS actions
  FROM next_action
  WHERE client_id = ANY ($1::int[]) AND status IN ('DONE', 'DISMISSED') AND closed_at > $2::date - interval '1 year'
  GROUP BY client_id
), trend AS (
  SELECT client_id,
         coalesce(sum(money_in_cents) FILTER (WHERE month > ($3::date - interval '3 months')::date), 0)::float8 AS money_in_3,
         coalesce(sum(money_in_cents) FILTER (WHERE month <= ($3::date - interval '3 months')::date), 0)::float8 AS money_in_6,
         coalesce(sum(balance_cents) FILTER (WHERE month > ($3::date - interval '3 months')::date), 0)::float8 AS balance_3,
         coalesce(sum(balance_cents) FILTER (WHERE month <= ($3::date - interval '3 months')::date), 0)::float8 AS balance_6,
         (count(*) FILTER (WHERE month > ($3::date - interval '2 months')::date AND income_in_cents > 0))::int AS income_2,
         (count(*) FILTER (WHERE month <= ($3::date - interval '2 months')::date AND month > ($3::date - interval '8 months')::date AND income_in_cents > 0))::int AS income_6,
         coalesce(sum(digital_sessions) FILTER (WHERE month > ($3::date - interval '3 months')::date), 0)::int AS digital_3,
         coalesce(sum(digital_sessions) FILTER (WHERE month <= ($3::date - interval '3 months')::date), 0)::int AS digital_6
  FROM monthly_activity
  WHERE client_id = ANY ($1::int[]) AND month <= $3::date AND month > ($3::date - interval '9 months')::date
  GROUP BY client_id
), products AS (
  SELECT client_id, array_agg(DISTINCT product_code) FILTER (WHERE opened_on <= $2::date AND (closed_on IS NULL OR closed_on > $2::date)) AS held,
         json_agg(json_build_object('productCode', product_code, 'closedOn', closed_on) ORDER BY closed_on, product_code)
           FILTER (WHERE closed_on BETWEEN $2::date - 90 AND $2::date) AS closed
  FROM holding
  WHERE client_id = ANY ($1::int[]) AND status <> 'REVERSED'
  GROUP BY client_id
), known AS (
  SELECT c.id, c.status, c.protected, c.fragile, c.profiling_objected_on, c.complaint_open_since, c.birth_on, c.income_cents, c.service_model, c.high_value, c.client_since_on, c.last_contact_on,
         c.last_review_on, c.next_review_on, k.consents, i.last_commercial_on, i.turned_down, a.score AS csat_score, a.answered_on AS csat_on, n.actions
  FROM client c
  LEFT JOIN consents k ON k.client_id = c.id
  LEFT JOIN contacts i ON i.client_id = c.id
  LEFT JOIN answers a ON a.client_id = c.id
  LEFT JOIN closed n ON n.client_id = c.id
  WHERE c.id = ANY ($1::int[])
  OFFSET 0 -- two joins of five tables are planned in a moment, one of nine is not: for one client that counts
)
SELECT c.id AS "clientId", c.status, c.protected, c.fragile, c.profiling_objected_on::text AS "profilingObjectedOn", c.complaint_open_since::text AS "complaintOpenSince", c.birth_on::text AS "birthOn",
       c.income_cents::float8 AS "incomeCents", c.service_model AS "serviceModel", c.high_value AS "highValue",
       c.client_since_on::text AS "clientSinceOn", c.last_contact_on::text AS "lastContactOn", c.last_review_on::text AS "lastReviewOn", c.next_review_on::text AS "nextReviewOn",
       c.consents, c.last_commercial_on AS "lastCommercialContactOn", c.turned_down AS "turnedDown", c.csat_score AS "csatScore", c.csat_on::text AS "csatOn",
       c.actions AS "closedActions", h.held, h.closed AS "closedProducts",
       coalesce(t.money_in_3, 0) AS "moneyIn3Cents", coalesce(t.money_in_6, 0) AS "moneyIn6Cents", coalesce(t.balance_3, 0) AS "balance3Cents",
       coalesce(t.balance_6, 0) AS "balance6Cents", coalesce(t.income_2, 0) AS "incomeMonths2", coalesce(t.income_6, 0) AS "incomeMonths6",
       coalesce(t.digital_3, 0) AS digital3, coalesce(t.digital_6, 0) AS digital6,
       s.history_months AS "historyMonths", s.pnb_cents::float8 AS "pnbCents", s.profile, s.cell, s.peer_level AS "peerLevel", s.pnb_score AS "pnbScore",
       s.active_products AS "activeProducts", s.universes, s.has_dav AS "hasDav", s.dav_operations_3 AS "davOperations3",
       s.regular_income AS "regularIncome", s.product_level AS "productLevel", s.universe_level AS "universeLevel", s.dav_level AS "davLevel",
       s.mire_score AS "mireScore", s.combined_score AS "combinedScore", s.segment, b.q50_cents::float8 AS "expectedPnbCents"
FROM known c
LEFT JOIN client_score s ON s.client_id = c.id
LEFT JOIN peer_benchmark b ON b.model_id = s.model_id AND b.cell = s.cell
LEFT JOIN trend t ON t.client_id = c.id
LEFT JOIN products h ON h.client_id = c.id
