import type { ProductName } from "@/lib/domain/action-card";
import type { ClosedAction } from "@/lib/domain/action-rest";
import type { OfferableProduct } from "@/lib/domain/next-actions";
import { Prisma } from "@/prisma/generated/client";

/** A product of the catalogue as it stands for one client: with what was logged of it among the clients of their segment. */
export type CatalogueEntry = OfferableProduct & { name: ProductName };

/** Of `k` the client: the whole catalogue. */
export const CATALOGUE = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object(
    'productCode', p.code, 'universe', p.universe, 'isDav', p.is_dav, 'entryLevel', p.entry_level, 'offerable', p.offerable, 'forFragile', p.for_fragile, 'minAge', p.min_age,
    'maxAge', p.max_age, 'minIncomeCents', p.min_income_cents, 'annualValueCents', p.annual_value_cents, 'name', jsonb_build_object('fr', p.name_fr, 'en', p.name_en),
    'prior', jsonb_build_object('successes', p.prior_successes, 'failures', p.prior_failures),
    'logged', jsonb_build_object('accepted', coalesce(o.accepted, 0), 'declined', coalesce(o.declined, 0))) ORDER BY p.code)
  FROM product p LEFT JOIN offer_outcome o ON o.product_code = p.code AND o.segment = (SELECT s.segment FROM client_score s WHERE s.client_id = k.id))`;

/** Of `k` the client: actions closed within the year, and what was turned down in a conversation. As in prisma/sql/action-facts.sql. */
export const CLOSED_ACTIONS = Prisma.sql`(SELECT coalesce(jsonb_agg(jsonb_build_object(
    'kind', a.kind, 'productCode', a.product_code, 'closedOn', (a.closed_at AT TIME ZONE 'Europe/Paris')::date, 'dismissalReason', a.dismissal_reason)), '[]')
  FROM (
    SELECT n.kind::text, n.product_code, n.closed_at, n.dismissal_reason::text FROM next_action n
    WHERE n.client_id = k.id AND n.status IN ('DONE', 'DISMISSED') AND n.closed_at > bank_today() - interval '1 year'
    UNION ALL
    SELECT 'TARGETED_OFFER', declined.code, i.occurred_at, 'NOT_INTERESTED' FROM interaction i CROSS JOIN unnest(i.products_discussed) AS declined (code)
    WHERE i.client_id = k.id AND i.outcome = 'DECLINED' AND i.occurred_at > bank_today() - interval '1 year'
      AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)
  ) a)`;

export type ClientOffers = { catalogue: readonly CatalogueEntry[] | null; closedActions: readonly ClosedAction[] };

/** Names of the whole catalogue, by code. */
export function namesOf(catalogue: ClientOffers["catalogue"]): Record<string, ProductName> {
  return Object.fromEntries((catalogue ?? []).map(({ productCode, name }) => [productCode, name]));
}
