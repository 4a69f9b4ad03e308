import type { RoundClient } from "@/lib/domain/round";
import { mayDo } from "@/lib/domain/permissions";
import { Prisma } from "@/prisma/generated/client";
import { kitsOfClient } from "./approach-kits";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import { readLogContext } from "./log-context";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

const SHOWN_CONTACTS = 3;

/**
 * A client as a round shows them, in two reads, with what logging takes for whoever may. What leaves the server is a
 * look, and audited as one, also when it is sent ahead of its turn. Null for an unknown client and for another's.
 */
export function getRoundClient(viewer: Viewer, clientId: number, { ahead }: { ahead: boolean }): Promise<RoundClient | null> {
  return inViewerTransaction(viewer, async (db) => {
    const client = await readClient(db, viewer, clientId);
    if (!client) return null;
    const log = mayDo(viewer.role, "interaction.log") ? await readLogContext(db, viewer, clientId) : null;
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "round", ahead } });
    return { ...client, log };
  });
}

async function readClient(db: Db, viewer: Viewer, clientId: number): Promise<Omit<RoundClient, "log"> | null> {
  const [row] = await db.$queryRaw<Omit<RoundClient, "log">[]>(Prisma.sql`
    SELECT c.id, c.first_name || ' ' || c.last_name AS name, c.status::text AS status, c.birth_on::text AS "birthOn", c.zone::text AS zone,
      c.service_model::text AS "serviceModel", c.occupation, c.commune, c.phone, c.email, c.high_value AS "highValue", c.protected,
      c.complaint_open_since::text AS "complaintOpenSince", u.name AS "advisorName", bank_today()::text AS today,
      CASE WHEN s.client_id IS NOT NULL THEN jsonb_build_object('pnbScore', s.pnb_score, 'mireScore', s.mire_score, 'combinedScore', s.combined_score,
        'segment', s.segment, 'pnbCents', s.pnb_cents) END AS score,
      (SELECT coalesce(jsonb_object_agg(g.channel, consent_state(g.granted, g.proof)), '{}') FROM client_consent g WHERE g.client_id = c.id) AS consents,
      ${kitsOfClient(Prisma.sql`c.id`)} AS kits,
      (SELECT coalesce(jsonb_agg(x.contact ORDER BY x.occurred_at DESC, x.recorded_at DESC), '[]') FROM (${CONTACTS}) x) AS contacts,
      (SELECT coalesce(jsonb_object_agg(p.code, jsonb_build_object('fr', p.name_fr, 'en', p.name_en)), '{}') FROM product p) AS "productNames"
    FROM client c JOIN app_user u ON u.id = c.advisor_id LEFT JOIN client_score s ON s.client_id = c.id
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)}`);
  return row ?? null;
}

/** Those that no later entry corrects, and that correct none by cancelling it. */
const CONTACTS = Prisma.sql`
  SELECT i.occurred_at, i.recorded_at, jsonb_build_object('id', i.id, 'on', (i.occurred_at AT TIME ZONE 'Europe/Paris')::date, 'channel', i.channel,
    'outcome', i.outcome, 'notes', i.notes, 'productsDiscussed', i.products_discussed, 'productsSold', i.products_sold, 'nextStepOn', i.next_step_on,
    'userName', (SELECT u.name FROM app_user u WHERE u.id = i.user_id)) AS contact
  FROM interaction i
  WHERE i.client_id = c.id AND NOT i.cancels
    AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)
  ORDER BY i.occurred_at DESC, i.recorded_at DESC LIMIT ${SHOWN_CONTACTS}`;
