-- An advisor takes an action on: a mark on it, which its next planning keeps as long as it suggests the same.
ALTER TABLE "next_action" ADD COLUMN "taken_at" TIMESTAMPTZ(3);

-- An entry that says of the one it corrects that it was logged by mistake: neither is a contact.
ALTER TABLE "interaction" ADD COLUMN "cancels" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "interaction" ADD CONSTRAINT interaction_cancels CHECK (NOT cancels OR (corrects_id IS NOT NULL AND outcome = 'NO_ANSWER' AND NOT commercial AND NOT review));

-- As before, without the entries that cancel another. Twin: OF_THIS_MONTH in lib/data/follow-up-summary.ts.
CREATE OR REPLACE FUNCTION follow_up_figures(advisors int[])
  RETURNS TABLE (advisor_id int, branch_id int, tab portfolio_tab, clients int, contacted int, overdue_actions int, interactions int, pnb_cents bigint, contacted_90 int)
  LANGUAGE sql STABLE
AS $$
  WITH calendar AS MATERIALIZED (
    SELECT d.today, date_trunc('month', d.today::timestamp) AT TIME ZONE 'Europe/Paris' AS month_start,
           (date_trunc('month', d.today::timestamp) + interval '1 month') AT TIME ZONE 'Europe/Paris' AS month_end
    FROM (SELECT bank_today() AS today) d
  ), held AS (
    SELECT c.id, c.advisor_id, c.branch_id, portfolio_tab(c.status, s.segment) AS tab, c.last_contact_on, cadence_days(s.segment) AS cadence, s.pnb_cents, k.*
    FROM calendar k CROSS JOIN client c LEFT JOIN client_score s ON s.client_id = c.id
    WHERE c.advisor_id = ANY (advisors)
  )
  SELECT h.advisor_id, h.branch_id, h.tab, count(*)::int,
         (count(*) FILTER (WHERE h.tab <> 'DEPARTED' AND h.last_contact_on >= h.today - h.cadence))::int,
         coalesce(sum(CASE WHEN h.tab <> 'DEPARTED' THEN (
           SELECT count(*) FROM next_action n
           WHERE n.client_id = h.id AND n.status = 'OPEN' AND n.due_on < h.today AND (n.snoozed_until_on IS NULL OR n.snoozed_until_on <= h.today)
             AND (n.blocked_by IS NULL OR n.blocked_until_on <= h.today)) END), 0)::int,
         coalesce(sum(CASE WHEN h.tab <> 'DEPARTED' THEN (
           SELECT count(*) FROM interaction i
           WHERE i.client_id = h.id AND i.occurred_at >= h.month_start AND i.occurred_at < h.month_end
             AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id) AND NOT i.cancels) END), 0)::int,
         (sum(h.pnb_cents) FILTER (WHERE h.tab NOT IN ('NEW', 'DEPARTED')))::bigint,
         (count(*) FILTER (WHERE h.tab <> 'DEPARTED' AND h.last_contact_on >= h.today - 90))::int
  FROM held h
  GROUP BY h.advisor_id, h.branch_id, h.tab
$$;
