-- The scores and the segment of clients where they differ from the stored ones, beside what was stored.
-- $1 model, $2 closed month, $3 whether the fresh facts of score_run_facts count, $4 whether stored facts do,
-- $5 of which clients, null for all, $6 but not of these. `version`: the stored row as it was read.
-- Rules: scoreClient() of lib/domain/scoring.ts; agreement: tests/data/scoring-agreement.test.ts.
WITH known AS (
  SELECT f.client_id, f.profile, f.history_months, f.pnb_cents, f.dav_operations_3, f.regular_income, f.active_products, f.universes, f.has_dav,
         o.client_id IS NULL AS is_first, o.xmin AS version, o.model_id, o.closed_month, o.cell, o.peer_level, o.product_level, o.universe_level, o.dav_level,
         o.pnb_score AS pnb_before, o.mire_score AS mire_before, o.segment AS segment_before,
         (f.profile, f.history_months, f.pnb_cents, f.dav_operations_3, f.regular_income, f.active_products, f.universes, f.has_dav)
           IS DISTINCT FROM
         (o.profile, o.history_months, o.pnb_cents, o.dav_operations_3, o.regular_income, o.active_products, o.universes, o.has_dav) AS facts_differ
  FROM score_run_facts f LEFT JOIN client_score o ON o.client_id = f.client_id
  WHERE $3::boolean
  UNION ALL
  SELECT s.client_id, s.profile, s.history_months, s.pnb_cents, s.dav_operations_3, s.regular_income, s.active_products, s.universes, s.has_dav,
         false, s.xmin, s.model_id, s.closed_month, s.cell, s.peer_level, s.product_level, s.universe_level, s.dav_level, s.pnb_score, s.mire_score, s.segment, false
  FROM client_score s JOIN scoring_model m ON m.id = $1 LEFT JOIN score_run_peers p ON p.profile = s.profile
  WHERE $4::boolean AND ($5::int[] IS NULL OR s.client_id = ANY ($5::int[])) AND NOT s.client_id = ANY ($6::int[])
    -- Facts that are as they were are only measured against other peers: most clients are left here, by every core.
    AND (s.model_id, s.closed_month, s.cell, s.peer_level, s.pnb_score) IS DISTINCT FROM
        ($1::int, $2::date, coalesce(p.cell, ''), p.level,
         CASE WHEN s.history_months >= m.min_history_months THEN pnb_score(s.pnb_cents, p.q25_cents, p.q50_cents, p.q75_cents) END)
), measured AS (
  SELECT k.*, p.cell AS cell_after, p.level AS peer_level_after, p.q25_cents, p.q50_cents, p.q75_cents,
         k.history_months >= m.min_history_months AND p.profile IS NOT NULL AS is_scored,
         1 + (k.active_products >= m.product_thresholds[1])::int + (k.active_products >= m.product_thresholds[2])::int
           + (k.active_products >= m.product_thresholds[3])::int AS product_level_after,
         1 + (k.universes >= m.universe_thresholds[1])::int + (k.universes >= m.universe_thresholds[2])::int
           + (k.universes >= m.universe_thresholds[3])::int AS universe_level_after,
         CASE WHEN NOT k.has_dav THEN 1
              ELSE 1 + (k.dav_operations_3 >= 3 * m.dav_thresholds[1])::int + (k.dav_operations_3 >= 3 * m.dav_thresholds[2])::int
                 + (k.dav_operations_3 >= 3 * m.dav_thresholds[3] AND k.regular_income)::int END AS dav_level_after,
         m.product_weight, m.universe_weight, m.dav_weight
  FROM known k JOIN scoring_model m ON m.id = $1 LEFT JOIN score_run_peers p ON p.profile = k.profile
  OFFSET 0 -- worked out once; else the planner writes each formula out wherever its result is used
), scored AS (
  SELECT x.*,
         CASE WHEN is_scored THEN pnb_score(pnb_cents, q25_cents, q50_cents, q75_cents) END AS pnb_score,
         CASE WHEN is_scored THEN least(4, greatest(1,
              (2 * (product_level_after * product_weight + universe_level_after * universe_weight + dav_level_after * dav_weight)
                 + product_weight + universe_weight + dav_weight)
              / (2 * (product_weight + universe_weight + dav_weight)))) END AS mire_score
  FROM measured x
  OFFSET 0
)
SELECT client_id, $1::int AS model_id, $2::date AS closed_month, history_months, pnb_cents, profile, coalesce(cell_after, '') AS cell,
       peer_level_after AS peer_level, pnb_score::smallint AS pnb_score, active_products, universes, has_dav, dav_operations_3, regular_income,
       product_level_after::smallint AS product_level, universe_level_after::smallint AS universe_level, dav_level_after::smallint AS dav_level,
       mire_score::smallint AS mire_score, (pnb_score + mire_score)::smallint AS combined_score,
       (CASE WHEN pnb_score + mire_score >= 8 THEN 'MAINTAIN' WHEN pnb_score + mire_score >= 6 THEN 'DEVELOP'
             WHEN pnb_score + mire_score >= 4 THEN 'STIMULATE' WHEN pnb_score + mire_score >= 2 THEN 'BUILD' END)::segment AS segment,
       is_first, version, pnb_before, mire_before, segment_before
FROM scored
WHERE facts_differ
   OR (model_id, closed_month, cell, peer_level, pnb_before, product_level, universe_level, dav_level, mire_before)
      IS DISTINCT FROM
      ($1::int, $2::date, coalesce(cell_after, ''), peer_level_after, pnb_score, product_level_after, universe_level_after, dav_level_after, mire_score)
