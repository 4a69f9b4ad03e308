-- Who is of high value: by the bank's mark, or by the rule (is_high_value, lib/domain/high-value.ts). Only those who changed are written.
UPDATE client c
SET high_value = v.high_value, updated_at = now()
FROM (
  SELECT k.id, is_high_value(k.high_value_marked, k.wealth_cents, s.pnb_cents, r) AS high_value
  FROM client k CROSS JOIN high_value_rule r LEFT JOIN client_score s ON s.client_id = k.id
) v
WHERE v.id = c.id AND c.high_value <> v.high_value
