-- What the suggestions for some clients depend on: one row a client; entries that were corrected no longer count. $1 client ids, $2 today, $3 closed month.
-- The windows of the trend are those of activityTrend() in lib/domain/churn-watch.ts; agreement: tests/data/scoring-agreement.test.ts.
SELECT c.id AS "clientId", c.status, c.protected, c.complaint_open_since::text AS "complaintOpenSince", c.birth_on::text AS "birthOn",
       c.income_cents::float8 AS "incomeCents", c.service_model AS "serviceModel", c.high_value AS "highValue",
       c.client_since_on::text AS "clientSinceOn", c.last_contact_on::text AS "lastContactOn", c.last_review_on::text AS "lastReviewOn",
       (SELECT json_object_agg(k.channel, k.granted) FROM client_consent k WHERE k.client_id = c.id) AS consents,
       (SELECT max((i.occurred_at AT TIME ZONE 'Europe/Paris')::date)::text FROM interaction i
        WHERE i.client_id = c.id AND i.commercial AND i.outcome <> 'NO_ANSWER'
          AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)) AS "lastCommercialContactOn",
       (SELECT json_build_object('score', a.score, 'answeredOn', a.answered_on) FROM satisfaction_answer a
        WHERE a.client_id = c.id AND a.kind = 'CSAT'
          AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = a.client_id AND x.corrects_id = a.interaction_id)
        ORDER BY a.answered_on DESC, a.id LIMIT 1) AS "lastCsat",
       t.trend, h.held, h.closed AS "closedProducts",
       (SELECT json_agg(json_build_object('kind', k.kind, 'productCode', k.product_code, 'dismissalReason', k.reason, 'closedOn', k.closed_on))
        FROM (
          SELECT n.kind, n.product_code, n.dismissal_reason AS reason, (n.closed_at AT TIME ZONE 'Europe/Paris')::date AS closed_on
          FROM next_action n WHERE n.client_id = c.id AND n.status IN ('DONE', 'DISMISSED') AND n.closed_at > $2::date - interval '1 year'
          UNION ALL
          -- A product turned down in a conversation rests like one that was dismissed, whoever had suggested it.
          SELECT 'TARGETED_OFFER', turned_down, 'NOT_INTERESTED', (i.occurred_at AT TIME ZONE 'Europe/Paris')::date
          FROM interaction i CROSS JOIN LATERAL unnest(i.products_discussed) turned_down
          WHERE i.client_id = c.id AND i.outcome = 'DECLINED' AND i.occurred_at > $2::date - interval '1 year'
            AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)
        ) k) AS "closedActions",
       row_to_json(s) AS scores, b.q50_cents::float8 AS "expectedPnbCents"
FROM client c
LEFT JOIN LATERAL (
  SELECT s.history_months AS "historyMonths", s.pnb_cents AS "pnbCents", s.profile, s.cell, s.peer_level AS "peerLevel", s.pnb_score AS "pnbScore",
         s.active_products AS "activeProducts", s.universes, s.has_dav AS "hasDav", s.dav_operations_3 AS "davOperations3",
         s.regular_income AS "regularIncome", s.product_level AS "productLevel", s.universe_level AS "universeLevel", s.dav_level AS "davLevel",
         s.mire_score AS "mireScore", s.combined_score AS "combinedScore", s.segment, s.model_id AS "modelId"
  FROM client_score s WHERE s.client_id = c.id
) s ON true
LEFT JOIN peer_benchmark b ON b.model_id = s."modelId" AND b.cell = s.cell
CROSS JOIN LATERAL (
  SELECT json_build_object(
    'moneyIn3Cents', coalesce(sum(a.money_in_cents) FILTER (WHERE a.month > $3::date - interval '3 months'), 0),
    'moneyIn6Cents', coalesce(sum(a.money_in_cents) FILTER (WHERE a.month <= $3::date - interval '3 months'), 0),
    'balance3Cents', coalesce(sum(a.balance_cents) FILTER (WHERE a.month > $3::date - interval '3 months'), 0),
    'balance6Cents', coalesce(sum(a.balance_cents) FILTER (WHERE a.month <= $3::date - interval '3 months'), 0),
    'incomeMonths2', count(*) FILTER (WHERE a.month > $3::date - interval '2 months' AND a.income_in_cents > 0),
    'incomeMonths6', count(*) FILTER (WHERE a.month <= $3::date - interval '2 months' AND a.month > $3::date - interval '8 months' AND a.income_in_cents > 0),
    'digital3', coalesce(sum(a.digital_sessions) FILTER (WHERE a.month > $3::date - interval '3 months'), 0),
    'digital6', coalesce(sum(a.digital_sessions) FILTER (WHERE a.month <= $3::date - interval '3 months'), 0)) AS trend
  FROM monthly_activity a
  WHERE a.client_id = c.id AND a.month <= $3::date AND a.month > $3::date - interval '9 months'
) t
CROSS JOIN LATERAL (
  SELECT json_agg(DISTINCT h.product_code) FILTER (WHERE h.opened_on <= $2::date AND (h.closed_on IS NULL OR h.closed_on > $2::date)) AS held,
         json_agg(json_build_object('productCode', h.product_code, 'closedOn', h.closed_on) ORDER BY h.closed_on, h.product_code)
           FILTER (WHERE h.closed_on BETWEEN $2::date - 90 AND $2::date) AS closed
  FROM holding h WHERE h.client_id = c.id AND h.status <> 'REVERSED'
) h
WHERE c.id = ANY ($1::int[])
