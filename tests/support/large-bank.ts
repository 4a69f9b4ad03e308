import type pg from "pg";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "./factories";

/** Who looks at the large bank, and at whom. */
export type LargeBank = { advisorId: number; managerId: number; supervisorId: number; branchIds: number[]; analystId: number; clientId: number };

const BRANCHES = 160;
const ADVISORS_A_BRANCH = 3;
const CLIENTS_AN_ADVISOR = 200;
const CLIENTS = BRANCHES * ADVISORS_A_BRANCH * CLIENTS_AN_ADVISOR;

/**
 * Fills an empty database with nearly a hundred thousand clients who have little each, of advisors who have as many as in
 * any bank, in a few seconds. Large enough for the planner: a scan costs more in a larger bank and a step of an index does
 * not, so what it reads by index here it reads by index there.
 */
export async function fillLargeBank(owner: pg.Pool): Promise<LargeBank> {
  const client = await owner.connect();
  try {
    await client.query("BEGIN; SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off");
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query("COMMIT");
    await client.query("ANALYZE");
    await client.query("DELETE FROM follow_up_outdated");
    await client.query("SELECT refresh_follow_up(ARRAY(SELECT id FROM app_user))");
    await client.query("ANALYZE follow_up_summary");
    // The months that are over, of every portfolio: counted for those of two branches, the same for all others.
    await client.query("SELECT count_follow_up_months(ARRAY(SELECT id FROM app_user WHERE branch_id <= 2), '2025-11-01', '2026-11-01')");
    await client.query("INSERT INTO follow_up_closed_month (month) SELECT m::date FROM generate_series('2025-11-01'::timestamp, '2026-10-01', interval '1 month') m");
    await client.query("INSERT INTO follow_up_month SELECT u.id, u.branch_id, m.month, m.part, m.kind, m.tab, m.detail, m.count FROM app_user u, follow_up_month m WHERE u.branch_id > 2 AND m.advisor_id = 1");
    await client.query("ANALYZE follow_up_month");
  } finally {
    client.release();
  }
  const staff = BRANCHES * ADVISORS_A_BRANCH;
  return { advisorId: 7, managerId: 5, supervisorId: staff + 1, branchIds: [1, 2], analystId: staff + 3, clientId: 7 };
}

const MODULUS = BRANCHES * ADVISORS_A_BRANCH;
/** A client's portfolio follows the id, so that nobody's clients lie together. */
const ADVISOR = `(i % ${MODULUS} + 1)`;
/** `i` a client, `j` the place in the portfolio: what sets clients apart follows the place. */
const CLIENT_IDS = `(SELECT i, i / ${MODULUS} AS j FROM generate_series(1, ${CLIENTS}) i) clients`;

/** Of the so manieth two branches. */
const CAMPAIGN = (pair: string) => `('00000000-0000-4000-8000-' || lpad((${pair})::text, 12, '0'))::uuid`;

const STATEMENTS = [
  `INSERT INTO bank (id, name, last_closed_month, pinned_today_on) VALUES (1, 'Large bank', '${TEST_CLOSED_MONTH}', '${TEST_TODAY}')`,
  `INSERT INTO branch (id, code, name, commune) SELECT b, 'B' || b, 'Branch ' || b, 'Lyon' FROM generate_series(1, ${BRANCHES}) b`,
  `INSERT INTO app_user (id, email, name, role, branch_id, password_hash)
   SELECT u, u || '@bank.example', 'Advisor ' || u, 'ADVISOR', 1 + (u - 1) / ${ADVISORS_A_BRANCH}, 'none' FROM generate_series(1, ${MODULUS}) u`,
  `INSERT INTO app_user (id, email, name, role, password_hash)
   VALUES (${MODULUS + 1}, 's@bank.example', 'Supervisor', 'SUPERVISOR', 'none'), (${MODULUS + 2}, 'o@bank.example', 'Other', 'SUPERVISOR', 'none'),
          (${MODULUS + 3}, 'n@bank.example', 'Analyst', 'ANALYST', 'none')`,
  // One of them manages high-value clients.
  `UPDATE app_user SET role = 'RELATIONSHIP_MANAGER' WHERE id = 5`,
  `INSERT INTO supervised_branch VALUES (${MODULUS + 1}, 1), (${MODULUS + 1}, 2), (${MODULUS + 2}, 3)`,
  `INSERT INTO client (id, external_ref, advisor_id, branch_id, household_id, first_name, last_name, birth_on, client_since_on, last_contact_on, zone, high_value, last_review_on, next_review_on)
   SELECT i, 'C' || i, ${ADVISOR}, 1 + (i % ${MODULUS}) / ${ADVISORS_A_BRANCH}, i / 2, 'First' || j % 97, 'Last' || i % 1999, '1980-01-01', '2016-01-01',
          '${TEST_TODAY}'::date - j % 300, 'URBAN', j % 3 = 0, CASE WHEN j % 6 = 0 THEN '${TEST_TODAY}'::date - j END, CASE WHEN j % 12 = 0 THEN '${TEST_TODAY}'::date - j + 250 END FROM ${CLIENT_IDS}`,
  `INSERT INTO client_score (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, pnb_score, active_products, universes, has_dav,
     dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment)
   SELECT i, 1, '${TEST_CLOSED_MONTH}', 12, j * 311, '30-45|35-44|5|URBAN|?|?', '', 2, 2, 2, true, 9, true, 2, 2, 2, 2, 4,
          (ARRAY['MAINTAIN', 'DEVELOP', 'STIMULATE', 'BUILD'])[1 + j % 4]::segment FROM ${CLIENT_IDS}`,
  `INSERT INTO score_history (client_id, id, cause, model_id, pnb_after) SELECT i, i, 'FIRST', 1, 2 FROM ${CLIENT_IDS}`,
  `INSERT INTO next_action (client_id, id, kind, origin, status, reason, channel, due_on, success_chance, value_cents, created_on)
   SELECT i, gen_random_uuid(), (ARRAY['PERSONAL_FOLLOW_UP', 'TARGETED_OFFER'])[k]::next_action_kind, 'RULES', (ARRAY['OPEN', 'DONE'])[1 + (j + k) % 2]::next_action_status,
          '{}', 'PHONE', '${TEST_TODAY}'::date - j % 60 + 20, 0.3, 1000 + j * 7, '${TEST_TODAY}' FROM ${CLIENT_IDS}, generate_series(1, 2) k`,
  `INSERT INTO interaction (client_id, id, user_id, occurred_at, channel, outcome)
   SELECT i, gen_random_uuid(), ${ADVISOR}, '${TEST_TODAY}'::timestamptz - make_interval(days => (j * k) % 90), 'PHONE', 'DISCUSSED' FROM ${CLIENT_IDS}, generate_series(1, 3) k`,
  `INSERT INTO holding (client_id, contract_ref, product_code, opened_on) SELECT i, 'H' || k, (ARRAY['DAV', 'LIVRET_A'])[k], '2018-01-01' FROM ${CLIENT_IDS}, generate_series(1, 2) k`,
  `INSERT INTO monthly_activity SELECT i, ('${TEST_CLOSED_MONTH}'::date - make_interval(months => k))::date, 5000, 12, 0, 0, 0, 3 FROM ${CLIENT_IDS}, generate_series(0, 1) k`,
  `INSERT INTO client_consent (client_id, channel, granted, recorded_on) SELECT i, 'PHONE', true, '2020-01-01' FROM ${CLIENT_IDS}`,
  `INSERT INTO consent_change (client_id, id, channel, granted) SELECT i, gen_random_uuid(), 'PHONE', true FROM ${CLIENT_IDS}`,
  `INSERT INTO holding_change (client_id, id, kind, product_code, contract_ref, sold_on)
   SELECT i, gen_random_uuid(), (enum_range(NULL::holding_change_kind))[1], 'DAV', 'M' || i, '2026-01-01' FROM ${CLIENT_IDS}`,
  // Decisions of every branch, most of them over.
  `INSERT INTO reassignment (id, kind, until_on, created_by, created_at, ended_at)
   SELECT md5('decision ' || d)::uuid, 'ABSENCE', '${TEST_TODAY}'::date + d % 30, ${MODULUS + 1}, now() - make_interval(days => d), CASE WHEN d % 20 > 0 THEN now() END FROM generate_series(1, 600) d`,
  `INSERT INTO handover_note (client_id, id, user_id, text) SELECT c.id, gen_random_uuid(), c.advisor_id, 'Note' FROM client c WHERE c.id % 50 = 0`,
  `INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id, reassignment_id, changed_at)
   SELECT i, 'ABSENCE', ${ADVISOR}, ${ADVISOR}, md5('decision ' || 1 + i % 600)::uuid, now() - make_interval(days => j) FROM ${CLIENT_IDS}, generate_series(1, 2) k`,
  // A third of them are with another than the core bank says: some for good, some for an absence.
  `UPDATE client SET feed_advisor_id = advisor_id % ${MODULUS} + 1 WHERE id / ${MODULUS} % 3 = 0`,
  `INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id, reassignment_id, changed_at)
   SELECT id, (ARRAY['ABSENCE', 'FOR_GOOD'])[1 + id / ${MODULUS} % 2]::assignment_kind, feed_advisor_id, advisor_id, md5('decision ' || 1 + id % 600)::uuid, now() - interval '3 years' FROM client WHERE feed_advisor_id IS NOT NULL`,
  `INSERT INTO portfolio_review (client_id, id, updated_by) SELECT i, gen_random_uuid(), 5 FROM ${CLIENT_IDS} WHERE j % 2 = 1`,
  `INSERT INTO bank_event (id, kind, title_fr, title_en, held_on, min_age, segments, updated_by)
   SELECT gen_random_uuid(), 'EVENT', 'Soirée', 'Evening', '${TEST_TODAY}'::date + e, 18, CASE e WHEN 2 THEN '{BUILD}' ELSE '{}' END::segment[], 5 FROM generate_series(1, 3) e`,
  `INSERT INTO event_invitation (client_id, event_id, interaction_id, invited_on, updated_by)
   SELECT i, e.id, gen_random_uuid(), '${TEST_TODAY}', 5 FROM ${CLIENT_IDS}, bank_event e WHERE j % 7 = 5`,
  `INSERT INTO entry_remark (client_id, id, interaction_id, kind, user_id, text, mentions, request_id, step, reason, due_on)
   SELECT i, k.id, (SELECT x.id FROM interaction x WHERE x.client_id = i LIMIT 1), 'ASKED', ${MODULUS + 1}, 'Qui ?', ARRAY[${ADVISOR}], k.id, 0, 'NOTES', '${TEST_TODAY}'::date - j % 30 + 10
   FROM ${CLIENT_IDS}, LATERAL (SELECT gen_random_uuid() AS id WHERE i > 0) k WHERE j % 3 = 0`,
  `INSERT INTO entry_remark (client_id, id, interaction_id, kind, user_id, text, request_id, step)
   SELECT client_id, gen_random_uuid(), interaction_id, 'STANDS', ${MODULUS + 1}, 'Juste', request_id, 1 FROM entry_remark WHERE client_id / ${MODULUS} % 2 = 0`,
  // A campaign of control for each two branches, of one entry a client.
  `INSERT INTO control_campaign (id, name, branch_ids, from_on, until_on, by_segment, by_advisor, by_kind, confidence, expected_percent, half_width_percent, least_per_stratum, second_percent,
     grid_version, seed, population, population_digest, wanted_size, size, created_by, drawn_at)
   SELECT ${CAMPAIGN("b")}, 'Campaign', ARRAY[2 * b - 1, 2 * b], '2026-01-01', '2026-12-31', true, true, true, 95, 90, 5, 1, 20, 1, 'seed', 1200, '', 300, 300, ${MODULUS + 1}, now() FROM generate_series(1, ${BRANCHES / 2}) b`,
  `INSERT INTO control_stratum (campaign_id, key, population, size) SELECT ${CAMPAIGN("b")}, k::text, 100, 25 FROM generate_series(1, ${BRANCHES / 2}) b, generate_series(1, 12) k`,
  `INSERT INTO control_population (client_id, campaign_id, interaction_id, stratum)
   SELECT DISTINCT ON (c.id) c.id, ${CAMPAIGN("(c.branch_id + 1) / 2")}, i.id, (c.id % 12 + 1)::text FROM client c JOIN interaction i ON i.client_id = c.id ORDER BY c.id`,
  `INSERT INTO control_sample SELECT p.client_id, p.campaign_id, p.interaction_id, p.stratum, row_number() OVER (PARTITION BY p.campaign_id ORDER BY p.client_id), p.client_id % 20 = 0
   FROM control_population p WHERE p.client_id % 4 < 1 OR p.client_id <= 40`,
  `INSERT INTO control_review (client_id, campaign_id, interaction_id, look, reviewer_id, compliant, done_at)
   SELECT client_id, campaign_id, interaction_id, 1, ${MODULUS + 1}, true, now() FROM control_sample WHERE place % 3 > 0`,
  `INSERT INTO control_task (client_id, id, campaign_id, interaction_id, asked, due_on, created_by)
   SELECT client_id, gen_random_uuid(), campaign_id, interaction_id, 'Put right', '${TEST_TODAY}', ${MODULUS + 1} FROM control_sample WHERE place % 10 = 1`,
  `INSERT INTO control_task_step (client_id, task_id, id, kind, text, user_id) SELECT client_id, id, gen_random_uuid(), 'ANSWERED', '', 1 FROM control_task`,
  `INSERT INTO satisfaction_answer (client_id, id, kind, score, answered_on) SELECT i, gen_random_uuid(), 'CSAT', 4, '2026-01-01' FROM ${CLIENT_IDS}`,
  `INSERT INTO audit_entry (user_id, action, client_id, at) SELECT ${ADVISOR}, 'client.view', i, now() - make_interval(mins => i) FROM ${CLIENT_IDS}`,
  `INSERT INTO audit_entry (user_id, action, client_id, at) SELECT ${MODULUS + 1}, 'client.view', i, now() - make_interval(mins => i) FROM ${CLIENT_IDS} WHERE i < 1000`,
  `INSERT INTO audit_entry (user_id, at, action, client_id, details)
   SELECT ${ADVISOR}, now() - make_interval(hours => j * k), (ARRAY['client.view', 'interaction.log'])[k], i, '{}' FROM ${CLIENT_IDS}, generate_series(1, 2) k`,
  `INSERT INTO list_view (id, owner_id, branch_id, name, query) SELECT gen_random_uuid(), u.id, CASE WHEN u.role = 'SUPERVISOR' THEN 1 + k % 3 END, 'View ' || k, 'zone=RURAL'
   FROM app_user u, generate_series(1, 20) k WHERE u.role IN ('ADVISOR', 'SUPERVISOR')`,
  `INSERT INTO list_default SELECT id, 'moved' FROM app_user WHERE role IN ('ADVISOR', 'SUPERVISOR')`,
  `SELECT setval(pg_get_serial_sequence('client', 'id'), ${CLIENTS})`,
];
