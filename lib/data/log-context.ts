import { addDays, type Day } from "@/lib/domain/dates";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import type { EditableProfile, LogContext, LogProduct } from "@/lib/domain/interaction-log";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { CLOCK_MINUTE, CONTACT_FACTS } from "./contact-facts";
import { inViewerTransaction, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

type ContextRow = { today: Day; minute: number; segment: Segment | null; highValue: boolean; profile: EditableProfile; contact: ContactFacts; products: LogProduct[] };

/** A new client has no segment, hence no cadence: a month. */
const NEW_CLIENT_CADENCE_DAYS = 30;

/**
 * What the log dialog needs of a client of the viewer's own portfolio: profile, consents, catalogue with what is held,
 * the next step by cadence. A look at the client, and audited as one. Errors: NOT_FOUND.
 */
export function getLogContext(viewer: Viewer, clientId: number): Promise<LogContext> {
  return inViewerTransaction(viewer, async (db) => {
    const context = await readLogContext(db, viewer, clientId);
    if (!context) throw new AppError("NOT_FOUND", `client ${clientId} does not exist for this viewer`);
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "log" } });
    return context;
  });
}

/** The same without its trace, which is the caller's to leave; null for anyone else's client. */
export async function readLogContext(db: Db, viewer: Viewer, clientId: number): Promise<LogContext | null> {
  const [row] = await db.$queryRaw<ContextRow[]>(Prisma.sql`
    SELECT d.today::text AS today, ${CLOCK_MINUTE} AS minute, s.segment::text AS segment, c.high_value AS "highValue", ${PROFILE} AS profile, ${CONTACT_FACTS} AS contact, ${PRODUCTS} AS products
    FROM client c LEFT JOIN client_score s ON s.client_id = c.id CROSS JOIN (SELECT bank_today() AS today) d
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND c.advisor_id = ${viewer.userId}`);
  if (!row) return null;
  const { segment, ...context } = row;
  const cadenceDays = segment === null ? NEW_CLIENT_CADENCE_DAYS : CADENCE_DAYS[segment];
  return { ...context, cadenceDays, nextStepOn: addDays(row.today, cadenceDays) };
}

const PROFILE = Prisma.sql`jsonb_build_object('maritalStatus', c.marital_status, 'dependentChildren', c.dependent_children, 'occupation', c.occupation,
  'incomeCents', c.income_cents, 'serviceModel', c.service_model, 'email', c.email, 'phone', c.phone)`;

const PRODUCTS = Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('code', p.code, 'universe', p.universe, 'forFragile', p.for_fragile, 'nameFr', p.name_fr, 'nameEn', p.name_en,
    'isHeld', EXISTS (SELECT 1 FROM holding h WHERE h.client_id = c.id AND h.product_code = p.code AND h.status <> 'REVERSED'
                        AND h.opened_on <= d.today AND (h.closed_on IS NULL OR h.closed_on > d.today)))
    ORDER BY p.universe, p.code) FROM product p)`;
