-- How many clients of each of peer_run_profiles hold exactly these products, as the bits of peer_run_products. $1 model, $2 today.
WITH held AS (
  SELECT h.client_id, bit_or(p.bits) AS bits
  FROM holding h JOIN peer_run_products p ON p.code = h.product_code
  WHERE h.status <> 'REVERSED' AND h.opened_on <= $2::date AND (h.closed_on IS NULL OR h.closed_on > $2::date)
  GROUP BY h.client_id
)
SELECT p.id, h.bits, count(*)::int AS n
FROM client_score s JOIN peer_run_profiles p ON p.segment = s.segment AND p.profile = s.profile JOIN held h ON h.client_id = s.client_id
WHERE s.model_id = $1
GROUP BY p.id, h.bits
