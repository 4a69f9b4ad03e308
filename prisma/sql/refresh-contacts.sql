-- What lists need to know of the contacts of some clients: last contact, last review and the day agreed then for the next, open complaint.
-- A contact without an answer is none; an entry that was corrected no longer counts. $1 client ids.
UPDATE client c
SET last_contact_on = f.last_contact_on, last_review_on = f.last_review_on, next_review_on = f.next_review_on, complaint_open_since = f.complaint_open_since, updated_at = now()
FROM (
  SELECT k.id,
         max(i.held_on) FILTER (WHERE i.outcome <> 'NO_ANSWER') AS last_contact_on,
         max(i.held_on) FILTER (WHERE i.review AND i.outcome <> 'NO_ANSWER') AS last_review_on,
         (array_agg(i.next_review_on ORDER BY i.held_on DESC, i.recorded_at DESC) FILTER (WHERE i.review AND i.outcome <> 'NO_ANSWER'))[1] AS next_review_on,
         -- Open since the first complaint after the last one that was resolved.
         min(i.held_on) FILTER (WHERE i.outcome = 'COMPLAINT_RECEIVED' AND (i.resolved_at IS NULL OR i.occurred_at > i.resolved_at)) AS complaint_open_since
  FROM client k
  LEFT JOIN LATERAL (
    SELECT i.outcome, i.review, i.occurred_at, i.recorded_at, r.next_review_on, (i.occurred_at AT TIME ZONE 'Europe/Paris')::date AS held_on,
           max(i.occurred_at) FILTER (WHERE i.outcome = 'COMPLAINT_RESOLVED') OVER () AS resolved_at
    FROM interaction i LEFT JOIN portfolio_review r ON i.review AND r.client_id = i.client_id AND r.id = i.id
    WHERE i.client_id = k.id AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)
  ) i ON true
  WHERE k.id = ANY ($1::int[])
  GROUP BY k.id
) f
WHERE c.id = f.id
  AND (c.last_contact_on, c.last_review_on, c.next_review_on, c.complaint_open_since)
      IS DISTINCT FROM (f.last_contact_on, f.last_review_on, f.next_review_on, f.complaint_open_since)
