-- Writes score_run_changes into the scores where they stand, with the history of what moved, and removes who departed.
-- $1 cause. A row that is no longer the one that was read was written by a logged interaction: it knows more.
WITH rewritten AS (
  UPDATE client_score s
  SET model_id = c.model_id, closed_month = c.closed_month, history_months = c.history_months, pnb_cents = c.pnb_cents, profile = c.profile,
      cell = c.cell, peer_level = c.peer_level, pnb_score = c.pnb_score, active_products = c.active_products, universes = c.universes,
      has_dav = c.has_dav, dav_operations_3 = c.dav_operations_3, regular_income = c.regular_income, product_level = c.product_level,
      universe_level = c.universe_level, dav_level = c.dav_level, mire_score = c.mire_score, combined_score = c.combined_score,
      segment = c.segment, scored_at = clock_timestamp()
  FROM score_run_changes c
  WHERE s.client_id = c.client_id AND s.xmin = c.version
  RETURNING s.client_id
), added AS (
  INSERT INTO client_score (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
    universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, scored_at)
  SELECT client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
    universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, clock_timestamp()
  FROM score_run_changes WHERE is_first
  ON CONFLICT (client_id) DO NOTHING
  RETURNING client_id
), written AS (
  SELECT client_id FROM rewritten UNION ALL SELECT client_id FROM added
), history AS (
  INSERT INTO score_history (client_id, changed_at, cause, model_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after)
  SELECT c.client_id, clock_timestamp(), (CASE WHEN c.is_first THEN 'FIRST' ELSE $1 END)::score_cause, c.model_id,
         c.pnb_before, c.pnb_score, c.mire_before, c.mire_score, c.segment_before, c.segment
  FROM score_run_changes c JOIN written w ON w.client_id = c.client_id
  WHERE (c.pnb_before, c.mire_before, c.segment_before) IS DISTINCT FROM (c.pnb_score, c.mire_score, c.segment)
  RETURNING 1
), departed AS (
  DELETE FROM client_score s USING score_run_departed d WHERE s.client_id = d.client_id RETURNING 1
)
SELECT (SELECT count(*)::int FROM written) AS written, (SELECT count(*)::int FROM history) AS history, (SELECT count(*)::int FROM departed) AS departed
