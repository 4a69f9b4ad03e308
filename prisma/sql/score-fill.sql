-- Fills the next table of scores: what changed, as it will be, and what did not, as it stands.
-- $1 whether there is anything that did not change, $2 of which clients, null for all.
INSERT INTO client_score_next (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
  universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, scored_at)
SELECT client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
  universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, clock_timestamp()
FROM score_run_changes
WHERE $2::int[] IS NULL OR client_id = ANY ($2::int[])
UNION ALL
SELECT client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
  universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, scored_at
FROM client_score s
WHERE $1::boolean AND ($2::int[] IS NULL OR s.client_id = ANY ($2::int[]))
  AND NOT EXISTS (SELECT 1 FROM score_run_changes c WHERE c.client_id = s.client_id)
  AND NOT EXISTS (SELECT 1 FROM score_run_departed d WHERE d.client_id = s.client_id)
