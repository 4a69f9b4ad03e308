/**
 * What is asked of people and what waits for them, as plain SQL sees it: views in the schema of tests/support/plain-bank.ts, written from
 * decisions 0024 and 0026 and from lib/domain/inbox.ts. How a task stands is told from its steps, not from its column.
 */
export const PLAIN_CONTROL = `
  CREATE VIEW plain.sees AS
    SELECT c.advisor_id AS user_id, 'HOLDER' AS side, c.id AS client_id FROM client c JOIN app_user u ON u.id = c.advisor_id WHERE u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER') AND c.erased_at IS NULL
    UNION ALL SELECT s.user_id, 'SUPERVISOR', c.id FROM supervised_branch s JOIN client c ON c.branch_id = s.branch_id WHERE c.erased_at IS NULL;

  CREATE VIEW plain.request AS
    SELECT r.*, r.state = 'OPEN' AND r.due_on < k.today AS late
    FROM (SELECT client_id, request_id AS id, (array_agg(due_on ORDER BY step DESC) FILTER (WHERE due_on IS NOT NULL))[1] AS due_on,
        CASE (array_agg(kind::text ORDER BY step DESC))[1] WHEN 'ASKED' THEN 'OPEN' WHEN 'ASKED_AGAIN' THEN 'OPEN' WHEN 'CORRECTED' THEN 'ANSWERED' WHEN 'STANDS' THEN 'ANSWERED' WHEN 'ACCEPTED' THEN 'ACCEPTED' ELSE 'WITHDRAWN' END AS state
      FROM entry_remark WHERE request_id IS NOT NULL GROUP BY client_id, request_id) r, plain.calendar k;

  CREATE VIEW plain.mention AS
    SELECT r.client_id, r.id, m.user_id FROM entry_remark r CROSS JOIN unnest(r.mentions) m(user_id)
    WHERE now() - r.written_at < interval '30 days' AND r.id NOT IN (SELECT w.withdraws_id FROM entry_remark w WHERE w.withdraws_id IS NOT NULL)
      AND r.written_at >= ALL (SELECT o.written_at FROM entry_remark o WHERE (o.client_id, o.interaction_id, o.user_id) = (r.client_id, r.interaction_id, m.user_id));

  CREATE VIEW plain.task AS
    SELECT t.client_id, t.id, t.campaign_id, t.due_on, coalesce(s.state, 'OPEN') AS state, coalesce(s.state, 'OPEN') = 'OPEN' AND t.due_on < k.today AS late
    FROM control_task t CROSS JOIN plain.calendar k LEFT JOIN (
      SELECT client_id, task_id, (array_agg(CASE kind WHEN 'REOPENED' THEN 'OPEN' ELSE kind::text END ORDER BY at DESC))[1] AS state FROM control_task_step GROUP BY client_id, task_id) s ON (s.client_id, s.task_id) = (t.client_id, t.id);

  CREATE VIEW plain.campaign AS
    SELECT u.id AS user_id, g.* FROM control_campaign g JOIN app_user u ON u.role = 'SUPERVISOR'
    WHERE g.drawn_at IS NOT NULL AND NOT EXISTS (SELECT unnest(g.branch_ids) EXCEPT SELECT s.branch_id FROM supervised_branch s WHERE s.user_id = u.id);

  CREATE VIEW plain.author AS
    WITH RECURSIVE back AS (
      SELECT s.client_id, s.interaction_id, i.user_id, i.corrects_id FROM control_sample s JOIN interaction i ON (i.client_id, i.id) = (s.client_id, s.interaction_id)
      UNION ALL SELECT b.client_id, b.interaction_id, i.user_id, i.corrects_id FROM back b JOIN interaction i ON (i.client_id, i.id) = (b.client_id, b.corrects_id))
    SELECT DISTINCT client_id, interaction_id, user_id FROM back;

  CREATE VIEW plain.sampled AS
    SELECT s.*, s.done = s.due AND s.verdicts = 2 AND NOT s.is_agreed AS differs, s.done = s.due AND (s.verdicts = 1 OR s.is_agreed) AS is_settled
    FROM (SELECT s.campaign_id, s.client_id, s.interaction_id, CASE WHEN s.second THEN 2 ELSE 1 END AS due, count(*) FILTER (WHERE r.look IN (1, 2)) AS begun,
        count(*) FILTER (WHERE r.look IN (1, 2) AND r.done_at IS NOT NULL) AS done, count(DISTINCT r.compliant) FILTER (WHERE r.look IN (1, 2)) AS verdicts, coalesce(bool_or(r.look = 3), false) AS is_agreed
      FROM control_sample s LEFT JOIN control_review r ON (r.campaign_id, r.client_id, r.interaction_id) = (s.campaign_id, s.client_id, s.interaction_id)
      GROUP BY s.campaign_id, s.client_id, s.interaction_id, s.second) s;

  CREATE VIEW plain.to_do AS
    SELECT g.user_id, g.id AS campaign_id, e.differs,
      NOT e.differs AND CASE WHEN r.look IS NULL THEN e.begun < e.due ELSE r.done_at IS NULL END AS is_unseen
    FROM plain.campaign g JOIN plain.sampled e ON e.campaign_id = g.id JOIN plain.sees v ON v.user_id = g.user_id AND v.client_id = e.client_id AND v.side = 'SUPERVISOR'
      LEFT JOIN control_review r ON (r.campaign_id, r.client_id, r.interaction_id, r.reviewer_id) = (g.id, e.client_id, e.interaction_id, g.user_id) AND r.look IN (1, 2)
    WHERE g.closed_at IS NULL AND (e.client_id, e.interaction_id, g.user_id) NOT IN (SELECT a.client_id, a.interaction_id, a.user_id FROM plain.author a WHERE a.user_id IS NOT NULL);

  CREATE VIEW plain.waits AS
    SELECT v.user_id, 'REQUEST' AS kind, r.id, r.late, 0 AS to_review, 0 AS to_settle FROM plain.request r JOIN plain.sees v ON v.client_id = r.client_id AND v.side = 'HOLDER' WHERE r.state = 'OPEN'
    UNION ALL SELECT v.user_id, 'ANSWER', r.id, false, 0, 0 FROM plain.request r JOIN plain.sees v ON v.client_id = r.client_id AND v.side = 'SUPERVISOR' WHERE r.state = 'ANSWERED'
    UNION ALL SELECT v.user_id, 'TASK', t.id, t.late, 0, 0 FROM plain.task t JOIN plain.sees v ON v.client_id = t.client_id AND v.side = 'HOLDER' WHERE t.state = 'OPEN'
    UNION ALL SELECT v.user_id, 'CHECK', t.id, false, 0, 0 FROM plain.task t JOIN plain.campaign g ON g.id = t.campaign_id JOIN plain.sees v ON v.client_id = t.client_id AND v.side = 'SUPERVISOR' AND v.user_id = g.user_id WHERE t.state = 'ANSWERED'
    UNION ALL SELECT d.user_id, 'REVIEW', d.campaign_id, false, count(*) FILTER (WHERE d.is_unseen), count(*) FILTER (WHERE d.differs) FROM plain.to_do d WHERE d.is_unseen OR d.differs GROUP BY 1, 3
    UNION ALL SELECT v.user_id, 'MENTION', m.id, false, 0, 0 FROM plain.mention m JOIN plain.sees v ON (v.client_id, v.user_id) = (m.client_id, m.user_id);`;
