import type { BulkAction, BulkStep, BulkTarget } from "@/lib/domain/bulk-step";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import type { ServiceModel } from "@/lib/domain/profile";
import type { PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { Prisma } from "@/prisma/generated/client";
import { CONTACT_FACTS } from "./contact-facts";
import type { Db } from "./database";
import { BLOCKED, CLIENTS, TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** A client whom a step may be about, with the action it is about, as they stand now. */
export type BulkClient = {
  clientId: number;
  name: string;
  serviceModel: ServiceModel;
  /** Twelve months. */
  pnbCents: number | null;
  contact: ContactFacts;
  action: (BulkAction & { snoozedUntilOn: Day | null }) | null;
};

/**
 * The clients of this condition (`c`, `s` as in CLIENTS) with the action that a step is about: the one that their row
 * shows; in a list of one kind, of that kind; for a reminder, one that is due by its day.
 */
export function readBulkClients(db: Db, where: Prisma.Sql, step: BulkStep, { actionKind, churnWatch }: PortfolioFilter): Promise<BulkClient[]> {
  const kind = actionKind ?? (churnWatch ? "CHURN_WATCH" : null);
  const isOther = kind === null ? Prisma.sql`n.kind IS NULL` : Prisma.sql`n.kind <> ${kind}::next_action_kind`;
  return db.$queryRaw<BulkClient[]>(Prisma.sql`
    SELECT ${COLUMNS} FROM ${CLIENTS} LEFT JOIN LATERAL (
      SELECT * FROM next_action n WHERE n.client_id = c.id AND n.status = 'OPEN'
      ORDER BY ${isDueLater(step)}, coalesce(n.snoozed_until_on > ${TODAY}, false), ${isOther}, ${BLOCKED}, n.success_chance * n.value_cents * action_urgency(n.due_on, ${TODAY}) DESC, n.id LIMIT 1
    ) a ON true LEFT JOIN product p ON p.code = a.product_code
    WHERE ${where} ORDER BY c.last_name COLLATE "und-x-icu", c.first_name COLLATE "und-x-icu", c.id`);
}

/** The clients of these targets who are the viewer's, each with the action named, if it is open still; without a name, with one that would be it. */
export function readBulkTargets(db: Db, viewer: Viewer, step: BulkStep, targets: readonly BulkTarget[]): Promise<BulkClient[]> {
  return db.$queryRaw<BulkClient[]>(Prisma.sql`
    SELECT ${COLUMNS} FROM unnest(${targets.map(([clientId]) => clientId)}::int[], ${targets.map(([, id]) => id)}::uuid[]) AS t(client_id, action_id)
    JOIN client c ON c.id = t.client_id LEFT JOIN client_score s ON s.client_id = c.id LEFT JOIN LATERAL (
      SELECT * FROM next_action n WHERE n.client_id = c.id AND n.status = 'OPEN' AND n.id = coalesce(t.action_id, n.id) ORDER BY ${isDueLater(step)} LIMIT 1
    ) a ON true LEFT JOIN product p ON p.code = a.product_code
    WHERE ${visibleClients(viewer)}`);
}

function isDueLater(step: BulkStep): Prisma.Sql {
  return step.kind === "REMIND" ? Prisma.sql`n.due_on > ${step.untilOn}::date` : Prisma.sql`n.due_on IS NULL`;
}

const COLUMNS = Prisma.sql`c.id AS "clientId", c.first_name || ' ' || c.last_name AS name, c.service_model::text AS "serviceModel", s.pnb_cents::float8 AS "pnbCents", ${CONTACT_FACTS} AS contact,
  CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'kind', a.kind, 'channel', a.channel, 'dueOn', a.due_on, 'snoozedUntilOn', a.snoozed_until_on,
    'isSnoozed', coalesce(a.snoozed_until_on > ${TODAY}, false),
    'product', CASE WHEN p.code IS NOT NULL THEN jsonb_build_object('universe', p.universe, 'forFragile', p.for_fragile) END) END AS action`;

