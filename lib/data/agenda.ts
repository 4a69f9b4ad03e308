import type { Agenda, AgendaEntry } from "@/lib/domain/agenda";
import type { Day } from "@/lib/domain/dates";
import { Prisma } from "@/prisma/generated/client";
import { CLOCK_MINUTE, CONTACT_FACTS } from "./contact-facts";
import { readAs } from "./database";
import { listLook, noteLook } from "./looks";
import { OVERDUE, TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** Which days, both included; how many suggestions of a day are listed. */
type AgendaDays = { from: Day; until: Day; suggestionsADay: number };

/** So many late steps are listed, and so many agreed ones of a day. */
const MOST_LATE = 40;
const MOST_AGREED = 100;

/** Where an action stands: on the day it was put off to, else on its own. */
export const STANDS_ON = Prisma.sql`coalesce(n.snoozed_until_on, n.due_on)`;
/** Agreed with the client, or put off by its advisor: not a mere suggestion. */
export const IS_FIRM = Prisma.sql`(n.origin = 'PLANNED' OR n.snoozed_until_on IS NOT NULL)`;
const STARTS = Prisma.sql`(n.starts_at AT TIME ZONE 'Europe/Paris')`;
/** An hour counts for its own day alone. */
const HAS_HOUR = Prisma.sql`(n.starts_at IS NOT NULL AND ${STARTS}::date = ${STANDS_ON})`;
export const STARTS_MINUTE = Prisma.sql`CASE WHEN ${HAS_HOUR} THEN (extract(hour FROM ${STARTS}) * 60 + extract(minute FROM ${STARTS}))::int END`;
export const LENGTH_MINUTES = Prisma.sql`CASE WHEN ${HAS_HOUR} THEN n.length_minutes::int END`;

type AgendaRow = { part: "DAY" | "LATE"; entry: AgendaEntry; place: number; placed: number };
type AgendaNow = { today: Day; minute: number; suggestedLate: number };

/**
 * The viewer's open actions of some days, and what is late: every agreed step and reminder whose day is over, whenever
 * it was written down. Of suggestions only those that may be followed on their day, the most promising first.
 */
export async function listAgenda(viewer: Viewer, { from, until, suggestionsADay }: AgendaDays): Promise<Agenda> {
  const [rows, [now]] = await Promise.all([
    readAs<AgendaRow>(viewer, Prisma.sql`
      SELECT f.part, f.place::int AS place, f.placed::int AS placed, ${ENTRY} AS entry
      FROM (
        SELECT n.client_id, n.id, x.part, row_number() OVER w AS place, count(*) OVER (PARTITION BY x.part, x.firm, x.listed_on) AS placed, x.firm
        FROM client c JOIN next_action n ON n.client_id = c.id
        CROSS JOIN LATERAL (SELECT ${IS_FIRM} AS firm, ${STANDS_ON} AS stands_on) s
        CROSS JOIN LATERAL (SELECT s.firm, CASE WHEN s.firm AND s.stands_on < ${TODAY} THEN 'LATE' ELSE 'DAY' END AS part,
          CASE WHEN s.firm AND s.stands_on < ${TODAY} THEN NULL ELSE s.stands_on END AS listed_on) x
        WHERE ${visibleClients(viewer)} AND n.status = 'OPEN'
          AND (x.part = 'LATE' OR s.stands_on BETWEEN ${from}::date AND ${until}::date AND s.stands_on >= ${TODAY})
          AND (s.firm OR n.blocked_by IS NULL OR n.blocked_until_on <= s.stands_on)
        WINDOW w AS (PARTITION BY x.part, x.firm, x.listed_on ORDER BY CASE WHEN s.firm THEN s.stands_on END, CASE WHEN s.firm THEN n.starts_at END,
          n.success_chance * n.value_cents DESC, n.client_id, n.id)
      ) f JOIN client c ON c.id = f.client_id JOIN next_action n ON n.client_id = f.client_id AND n.id = f.id
      WHERE ${visibleClients(viewer)} AND f.place <= CASE WHEN f.part = 'LATE' THEN ${MOST_LATE}::int WHEN f.firm THEN ${MOST_AGREED}::int ELSE ${suggestionsADay}::int END
      ORDER BY ${STANDS_ON}, f.firm DESC, n.starts_at NULLS FIRST, f.place`),
    readAs<AgendaNow>(viewer, Prisma.sql`
      SELECT ${TODAY}::text AS today, ${CLOCK_MINUTE} AS minute, (
        SELECT count(*) FROM client c JOIN next_action n ON n.client_id = c.id WHERE ${visibleClients(viewer)} AND ${OVERDUE} AND NOT ${IS_FIRM})::int AS "suggestedLate"`),
  ]);
  if (!now) throw new Error("the database does not tell the day");
  noteLook(viewer, listLook("agenda", "", rows.map(({ entry }) => entry.clientId)));
  return agendaOf(rows, now);
}

/** An AgendaEntry of the client `c` and the action `n`. */
const ENTRY = Prisma.sql`jsonb_build_object(
  'id', n.id, 'clientId', c.id, 'clientName', c.first_name || ' ' || c.last_name, 'kind', n.kind, 'channel', n.channel,
  'source', CASE WHEN n.origin = 'PLANNED' THEN 'AGREED' WHEN n.snoozed_until_on IS NOT NULL THEN 'REMINDER' ELSE 'SUGGESTED' END,
  'on', ${STANDS_ON}, 'minute', ${STARTS_MINUTE}, 'lengthMinutes', ${LENGTH_MINUTES}, 'productCode', n.product_code,
  'productName', (SELECT jsonb_build_object('fr', p.name_fr, 'en', p.name_en) FROM product p WHERE p.code = n.product_code),
  'product', (SELECT jsonb_build_object('universe', p.universe, 'forFragile', p.for_fragile) FROM product p WHERE p.code = n.product_code),
  'blockedBy', CASE WHEN n.blocked_until_on IS NULL OR n.blocked_until_on > ${TODAY} THEN n.blocked_by END, 'blockedUntilOn', n.blocked_until_on,
  'contact', CASE WHEN n.kind IN ('TARGETED_OFFER', 'RE_ENGAGEMENT') OR c.status = 'DECEASED' THEN ${CONTACT_FACTS} END)`;

function agendaOf(rows: readonly AgendaRow[], { today, minute, suggestedLate }: AgendaNow): Agenda {
  const [days, late] = [rows.filter(({ part }) => part === "DAY"), rows.filter(({ part }) => part === "LATE")];
  const beyond: Partial<Record<Day, number>> = {};
  for (const { entry, place, placed } of days) {
    if (entry.source !== "SUGGESTED") continue;
    if (placed > place) beyond[entry.on] = placed - place;
    else delete beyond[entry.on];
  }
  return {
    today,
    minute,
    entries: days.map(({ entry }) => entry),
    late: late.map(({ entry }) => entry),
    lateBeyond: { agreed: (late[0]?.placed ?? 0) - late.length, suggested: suggestedLate },
    beyond,
  };
}
