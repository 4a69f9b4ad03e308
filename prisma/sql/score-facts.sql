-- What the scores of living clients depend on, in one row a client.
-- $1 today, $2 closed month, $3 least months of history, $4 client ids, null for all of them.
-- Rules: trailingPnb() and engagementFacts() of lib/domain; agreement: tests/data/scoring-agreement.test.ts.
WITH money AS (
  -- The twelve months that count, and no older ones: this is the largest table of the bank.
  SELECT client_id, min(month) AS first_month, sum(pnb_cents) AS pnb_sum,
         sum(dav_operations) FILTER (WHERE month > ($2::date - interval '3 months')::date)::int AS dav_operations_3,
         count(*) FILTER (WHERE month > ($2::date - interval '3 months')::date AND income_in_cents > 0) = 3 AS regular_income
  FROM monthly_activity
  WHERE month <= $2::date AND month > ($2::date - interval '12 months')::date AND ($4::int[] IS NULL OR client_id = ANY ($4::int[]))
  GROUP BY client_id
), held AS (
  -- A bit for each product and universe: counting distinct ones would sort the holdings of the whole bank.
  SELECT h.client_id, bit_or(p.bits) AS bits
  FROM holding h JOIN score_run_products p ON p.code = h.product_code
  WHERE h.status <> 'REVERSED' AND h.opened_on <= $1::date AND (h.closed_on IS NULL OR h.closed_on > $1::date)
    AND ($4::int[] IS NULL OR h.client_id = ANY ($4::int[]))
  GROUP BY h.client_id
), counted AS (
  SELECT c.id AS client_id, profile_key(c, $1::date) AS profile, m.pnb_sum, m.dav_operations_3, m.regular_income, h.bits,
         CASE WHEN m.first_month = ($2::date - interval '11 months')::date THEN 12
              -- Who had months before those that count has a history of twelve, whatever is missing since.
              WHEN (SELECT true FROM monthly_activity a WHERE a.client_id = c.id AND a.month < ($2::date - interval '11 months')::date LIMIT 1) THEN 12
              ELSE coalesce((extract(year FROM age($2::date, m.first_month)) * 12 + extract(month FROM age($2::date, m.first_month)))::int + 1, 0)
         END AS history_months
  FROM client c
  LEFT JOIN money m ON m.client_id = c.id
  LEFT JOIN held h ON h.client_id = c.id
  WHERE c.status = 'ACTIVE' AND ($4::int[] IS NULL OR c.id = ANY ($4::int[]))
  OFFSET 0 -- looked up once; else the planner writes it out wherever its result is used
)
SELECT client_id, profile, history_months::smallint AS history_months,
       CASE WHEN history_months = 12 OR history_months < $3::int THEN coalesce(pnb_sum, 0)::bigint
            ELSE floor((24 * coalesce(pnb_sum, 0) + history_months)::numeric / (2 * nullif(history_months, 0)))::bigint END AS pnb_cents,
       coalesce(dav_operations_3, 0) AS dav_operations_3, coalesce(regular_income, false) AS regular_income,
       coalesce(bit_count(substring(bits FROM 17)), 0)::smallint AS active_products,
       coalesce(bit_count(substring(bits FROM 2 FOR 15)), 0)::smallint AS universes, coalesce(get_bit(bits, 0) = 1, false) AS has_dav
FROM counted
