-- What moved when the scores were exchanged is appended to the history, as of that instant.
INSERT INTO score_history (client_id, id, changed_at, cause, model_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after)
SELECT client_id, id, changed_at, cause, model_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after
FROM score_history_next
