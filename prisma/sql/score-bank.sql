-- Scores and segment of every living client, from score_facts and the stored benchmarks. Writes only what changed;
-- history only for changes of a score or of the segment. $1 model, $2 closed month, $3 cause.
-- Rules: scoreClient() of lib/domain/scoring.ts; agreement: tests/data/scoring-agreement.test.ts.
WITH model AS (SELECT * FROM scoring_model WHERE id = $1),
profiles AS (SELECT profile, string_to_array(profile, '|') AS d FROM (SELECT DISTINCT profile FROM score_facts) p),
peers AS (
  SELECT DISTINCT ON (p.profile) p.profile, b.cell, b.level, b.q25_cents, b.q50_cents, b.q75_cents
  FROM profiles p
  CROSS JOIN LATERAL (VALUES (p.profile), (array_to_string(d[1:5], '|')), (array_to_string(d[1:4], '|')), (array_to_string(d[1:3], '|')),
    (array_to_string(d[1:2], '|')), (d[1]), ('')) AS c (cell)
  JOIN peer_benchmark b ON b.model_id = $1 AND b.cell = c.cell
  ORDER BY p.profile, b.level
), measured AS (
  SELECT f.*, p.cell, p.level, p.q25_cents, p.q50_cents, p.q75_cents,
         f.history_months >= m.min_history_months AND p.profile IS NOT NULL AS is_scored,
         CASE WHEN f.history_months < m.min_history_months THEN f.pnb_sum
              ELSE floor((24 * f.pnb_sum + f.history_months)::numeric / (2 * nullif(f.history_months, 0)))::bigint END AS pnb_cents,
         1 + (f.active_products >= m.product_thresholds[1])::int + (f.active_products >= m.product_thresholds[2])::int
           + (f.active_products >= m.product_thresholds[3])::int AS product_level,
         1 + (f.universes >= m.universe_thresholds[1])::int + (f.universes >= m.universe_thresholds[2])::int
           + (f.universes >= m.universe_thresholds[3])::int AS universe_level,
         CASE WHEN NOT f.has_dav THEN 1
              ELSE 1 + (f.dav_operations_3 >= 3 * m.dav_thresholds[1])::int + (f.dav_operations_3 >= 3 * m.dav_thresholds[2])::int
                 + (f.dav_operations_3 >= 3 * m.dav_thresholds[3] AND f.regular_income)::int END AS dav_level
  FROM score_facts f CROSS JOIN model m LEFT JOIN peers p ON p.profile = f.profile
  OFFSET 0 -- worked out once; else the planner writes each formula out wherever its result is used
), scored AS (
  SELECT x.*,
         CASE WHEN is_scored THEN CASE WHEN pnb_cents <= 0 THEN 1
              -- Strictly above: where half the peers bring nothing, a client who brings nothing must not score 3.
              ELSE 1 + (pnb_cents > q25_cents)::int + (pnb_cents > q50_cents)::int + (pnb_cents > q75_cents)::int END END AS pnb_score,
         CASE WHEN is_scored THEN least(4, greatest(1, floor(
              (2 * (product_level * m.product_weight + universe_level * m.universe_weight + dav_level * m.dav_weight)
                 + m.product_weight + m.universe_weight + m.dav_weight)::numeric
              / (2 * (m.product_weight + m.universe_weight + m.dav_weight)))::int)) END AS mire_score
  FROM measured x CROSS JOIN model m
  OFFSET 0
), placed AS (
  SELECT s.*, s.pnb_score + s.mire_score AS combined_score,
         (CASE WHEN s.pnb_score + s.mire_score >= 8 THEN 'MAINTAIN' WHEN s.pnb_score + s.mire_score >= 6 THEN 'DEVELOP'
               WHEN s.pnb_score + s.mire_score >= 4 THEN 'STIMULATE' WHEN s.pnb_score + s.mire_score >= 2 THEN 'BUILD' END)::segment AS segment
  FROM scored s
), changed AS (
  SELECT p.*, o.client_id IS NULL AS is_first, o.pnb_score AS pnb_before, o.mire_score AS mire_before, o.segment AS segment_before
  FROM placed p LEFT JOIN client_score o ON o.client_id = p.client_id
  WHERE o.client_id IS NULL
     OR (o.model_id, o.closed_month, o.history_months, o.pnb_cents, o.profile, o.cell, o.peer_level, o.pnb_score, o.active_products, o.universes,
         o.has_dav, o.dav_operations_3, o.regular_income, o.product_level, o.universe_level, o.dav_level, o.mire_score)
        IS DISTINCT FROM
        ($1, $2::date, p.history_months, p.pnb_cents, p.profile, coalesce(p.cell, ''), p.level, p.pnb_score, p.active_products, p.universes,
         p.has_dav, p.dav_operations_3, p.regular_income, p.product_level, p.universe_level, p.dav_level, p.mire_score)
), written AS (
  INSERT INTO client_score AS s (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
    universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, scored_at)
  SELECT client_id, $1, $2::date, history_months, pnb_cents, profile, coalesce(cell, ''), level, pnb_score, active_products,
    universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, now()
  FROM changed
  ON CONFLICT (client_id) DO UPDATE
  SET model_id = excluded.model_id, closed_month = excluded.closed_month, history_months = excluded.history_months, pnb_cents = excluded.pnb_cents,
      profile = excluded.profile, cell = excluded.cell, peer_level = excluded.peer_level, pnb_score = excluded.pnb_score,
      active_products = excluded.active_products, universes = excluded.universes, has_dav = excluded.has_dav,
      dav_operations_3 = excluded.dav_operations_3, regular_income = excluded.regular_income, product_level = excluded.product_level,
      universe_level = excluded.universe_level, dav_level = excluded.dav_level, mire_score = excluded.mire_score,
      combined_score = excluded.combined_score, segment = excluded.segment, scored_at = excluded.scored_at
  -- A score written since this transaction began comes from a logged interaction: it knows more.
  WHERE s.scored_at <= now()
  RETURNING client_id
), history AS (
  INSERT INTO score_history (client_id, cause, model_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after)
  SELECT c.client_id, (CASE WHEN c.is_first THEN 'FIRST' ELSE $3 END)::score_cause, $1,
         c.pnb_before, c.pnb_score, c.mire_before, c.mire_score, c.segment_before, c.segment
  FROM changed c JOIN written w ON w.client_id = c.client_id
  WHERE (c.pnb_before, c.mire_before, c.segment_before) IS DISTINCT FROM (c.pnb_score, c.mire_score, c.segment)
  RETURNING client_id
), departed AS (
  DELETE FROM client_score s WHERE NOT EXISTS (SELECT 1 FROM score_facts f WHERE f.client_id = s.client_id) RETURNING client_id
)
SELECT (SELECT count(*)::int FROM placed) AS clients, (SELECT count(*)::int FROM written) AS written,
       (SELECT count(*)::int FROM history) AS history, (SELECT count(*)::int FROM departed) AS departed
