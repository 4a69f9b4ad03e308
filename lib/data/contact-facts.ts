import { Prisma } from "@/prisma/generated/client";

/** ContactFacts of the client `c` as one JSON value. As in prisma/sql/action-facts.sql: an entry that was corrected does not count. */
export const CONTACT_FACTS = Prisma.sql`jsonb_build_object('status', c.status, 'protected', c.protected, 'fragile', c.fragile,
  'profilingObjectedOn', c.profiling_objected_on, 'complaintOpenSince', c.complaint_open_since,
  'consents', (SELECT coalesce(jsonb_object_agg(g.channel, consent_state(g.granted, g.proof)), '{}') FROM client_consent g WHERE g.client_id = c.id),
  'runningUniverses', (SELECT coalesce(jsonb_agg(DISTINCT p.universe), '[]') FROM holding h JOIN product p ON p.code = h.product_code
    WHERE h.client_id = c.id AND h.status <> 'REVERSED' AND h.opened_on <= (SELECT bank_today()) AND (h.closed_on IS NULL OR h.closed_on > (SELECT bank_today()))),
  'lastCommercialContactOn', (SELECT max((i.occurred_at AT TIME ZONE 'Europe/Paris')::date) FROM interaction i
    WHERE i.client_id = c.id AND i.commercial AND i.outcome <> 'NO_ANSWER'
      AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)))`;

/** Minutes since midnight on the clocks of the bank. */
export const CLOCK_MINUTE = Prisma.sql`(SELECT extract(hour FROM t) * 60 + extract(minute FROM t) FROM (SELECT now() AT TIME ZONE 'Europe/Paris') n(t))::int`;
