-- What each living client's scores depend on, in one row a client. $1 today, $2 closed month.
-- Rules: trailingPnb() and engagementFacts() of lib/domain; agreement: tests/data/scoring-agreement.test.ts.
CREATE TEMP TABLE score_facts ON COMMIT DROP AS
WITH money AS (
  SELECT client_id,
         least(12, (extract(year FROM age($2::date, min(month))) * 12 + extract(month FROM age($2::date, min(month))))::int + 1) AS history_months,
         coalesce(sum(pnb_cents) FILTER (WHERE month > $2::date - interval '12 months'), 0)::bigint AS pnb_sum,
         coalesce(sum(dav_operations) FILTER (WHERE month > $2::date - interval '3 months'), 0)::int AS dav_operations_3,
         count(*) FILTER (WHERE month > $2::date - interval '3 months' AND income_in_cents > 0) = 3 AS regular_income
  FROM monthly_activity
  WHERE month <= $2::date
  GROUP BY client_id
), held AS (
  SELECT h.client_id, count(DISTINCT h.product_code)::int AS active_products, count(DISTINCT p.universe)::int AS universes, bool_or(p.is_dav) AS has_dav
  FROM holding h JOIN product p ON p.code = h.product_code
  WHERE h.status <> 'REVERSED' AND h.opened_on <= $1::date AND (h.closed_on IS NULL OR h.closed_on > $1::date)
  GROUP BY h.client_id
)
SELECT c.id AS client_id, profile_key(c, $1::date) AS profile,
       coalesce(m.history_months, 0) AS history_months, coalesce(m.pnb_sum, 0) AS pnb_sum,
       coalesce(m.dav_operations_3, 0) AS dav_operations_3, coalesce(m.regular_income, false) AS regular_income,
       coalesce(h.active_products, 0) AS active_products, coalesce(h.universes, 0) AS universes, coalesce(h.has_dav, false) AS has_dav
FROM client c
LEFT JOIN money m ON m.client_id = c.id
LEFT JOIN held h ON h.client_id = c.id
WHERE c.status = 'ACTIVE'
