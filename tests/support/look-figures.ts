import type pg from "pg";
import { listTrail } from "@/lib/data/audit-trail";
import { listUnusualDays } from "@/lib/data/unusual-days";
import { trailKindOf } from "@/lib/domain/audit-trail";
import type { Place } from "@/lib/schemas/place";
import type { TrailFilter } from "@/lib/schemas/trail-filter";
import { compare, counted, figures, type Figure, type Screen } from "./compared-figures";
import { insertViewer } from "./viewers";
import type { WorkedBank } from "./worked-bank";

/** The trail is kept by the clock, wherever the calendar of the bank stands; on this day it is looked at. */
const LOOKED_ON = "2026-11-20";
const SINCE = "2026-09-21";
const HOLIDAYS = "'2026-11-01', '2026-11-11'";

/** Signs that must be there, by the days on which openClients() makes them: noon of a public holiday, and eight days after and before a hand-over. */
const CASES: Readonly<Record<string, readonly [sign: string, day: string]>> = { onHoliday: ["AFTER_HOURS", "2026-11-11"], givenLongAgo: ["FOREIGN", "2026-10-16"], receivedMuchLater: ["FOREIGN", "2026-10-20"] };

function named(figure: Figure): Figure {
  const found = Object.entries(CASES).find(([, [sign, day]]) => figure.name === sign && figure.of.endsWith(day));
  return found ? { ...figure, name: found[0] } : figure;
}

/** Who saw what: the lines of some trails by kind, and the days that stand out, with the numbers they do so by. */
export const looks: Screen = async (owner, bank) => {
  await openClients(owner, bank);
  const [shown, plain]: [Figure[], Figure[]] = [[], []];
  const [first, , third] = bank.advisors;
  const { rows: clients } = await owner.query<{ id: number }>("SELECT client_id AS id FROM audit_entry WHERE action = 'client.view' AND user_id = $1 GROUP BY client_id ORDER BY count(*) DESC, client_id LIMIT 2", [third?.userId]);
  const subjects = [...[first, third].flatMap((member) => (member ? [{ kind: "person" as const, id: member.userId }] : [])), ...clients.map(({ id }) => ({ kind: "client" as const, id }))];
  for (const subject of subjects) {
    const its = subject.kind === "person" ? `a.user_id = ${subject.id}` : `(a.client_id = ${subject.id} OR ${subject.id} = ANY (a.shown))`;
    plain.push(...(await counted(owner, `
      SELECT '${subject.kind} ${subject.id} ' || CASE a.action WHEN 'client.view' THEN 'VIEW' WHEN 'client.list' THEN 'LIST' WHEN 'client.search' THEN 'SEARCH' WHEN 'client.export' THEN 'EXPORT' ELSE 'CHANGE' END AS of, count(*) AS lines
      FROM audit_entry a LEFT JOIN client c ON c.id = a.client_id WHERE ${its} AND (a.at AT TIME ZONE 'Europe/Paris')::date BETWEEN '${SINCE}' AND '${LOOKED_ON}' AND a.action <> 'looks.view'
        AND (a.client_id IS NULL OR c.branch_id IN (${bank.supervisor.supervisedBranchIds.join(", ")})) GROUP BY 1`)));
    for (const { action } of await wholeTrail(bank, { subject, from: SINCE, until: LOOKED_ON, kind: null, place: null })) {
      if (action !== "looks.view") shown.push({ name: "lines", of: `${subject.kind} ${subject.id} ${trailKindOf(action)}`, value: 1 });
    }
  }
  for (const { userId, day, signs } of await listUnusualDays(bank.supervisor, LOOKED_ON)) {
    shown.push(...signs.flatMap(({ sign, count, usual, from }) => figures(`${userId} ${day}`, { [sign]: count, ...(sign === "VOLUME" ? { usual, from } : sign === "BRANCH" ? { seldom: usual, total: from } : {}) })));
  }
  plain.push(...(await counted(owner, unusual(bank))), ...(await counted(owner, inSeldomBranch(bank))));
  return compare(["lines", "VOLUME", "AFTER_HOURS", "FOREIGN", "BRANCH", "usual", "from", "seldom", "total", ...Object.keys(CASES)], shown.map(named), plain.map(named));
};

async function wholeTrail(bank: WorkedBank, filter: TrailFilter): Promise<{ action: string }[]> {
  const { rows, next } = await listTrail(bank.supervisor, filter);
  const place: Place | null = next;
  return place ? [...rows, ...(await wholeTrail(bank, { ...filter, place: { token: "", value: place } }))] : rows;
}

/** Volume: by five deviations and by half above the median of one's other days, forty at least; of ten days, else of those of one's colleagues. */
function unusual({ supervisor }: WorkedBank): string {
  const branches = supervisor.supervisedBranchIds.join(", ");
  return `
    WITH opened AS (
      SELECT a.user_id, u.role, c.id AS client_id, c.advisor_id, t.at::date AS day,
        bool_or(t.at::time < '07:00' OR t.at::time >= '20:00' OR extract(dow FROM t.at) = 0 OR t.at::date IN (${HOLIDAYS})) AS is_late
      FROM audit_entry a CROSS JOIN LATERAL (SELECT a.at AT TIME ZONE 'Europe/Paris' AS at) t JOIN client c ON c.id = a.client_id JOIN app_user u ON u.id = a.user_id
      WHERE a.action = 'client.view' AND t.at::date >= '${SINCE}' AND c.branch_id IN (${branches})
        AND (u.branch_id IN (${branches}) OR u.id IN (SELECT s.user_id FROM supervised_branch s WHERE s.branch_id IN (${branches})))
      GROUP BY a.user_id, u.role, c.id, c.advisor_id, t.at::date
    ), held AS (
      SELECT client_id, to_advisor_id AS holder, (changed_at AT TIME ZONE 'Europe/Paris')::date AS since,
        coalesce(lead((changed_at AT TIME ZONE 'Europe/Paris')::date) OVER (PARTITION BY client_id ORDER BY changed_at), 'infinity') AS until FROM assignment_change
      UNION ALL SELECT c.id, coalesce(x.from_advisor_id, c.advisor_id), '-infinity', coalesce((x.changed_at AT TIME ZONE 'Europe/Paris')::date, 'infinity')
      FROM client c LEFT JOIN LATERAL (SELECT * FROM assignment_change x WHERE x.client_id = c.id ORDER BY x.changed_at LIMIT 1) x ON true
    ), days AS (
      SELECT o.user_id, o.role, o.day, count(*) AS clients, count(*) FILTER (WHERE o.is_late) AS late, count(*) FILTER (WHERE o.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER')
        AND NOT EXISTS (SELECT 1 FROM held h WHERE h.client_id = o.client_id AND h.holder = o.user_id AND h.since - 7 <= o.day AND h.until + 7 >= o.day)) AS strangers
      FROM opened o GROUP BY o.user_id, o.role, o.day
    ), custom AS (
      SELECT d.user_id, d.day, d.clients, x.clients AS other FROM days d JOIN days x ON (x.user_id, x.day) <> (d.user_id, d.day)
        AND CASE WHEN (SELECT count(*) FROM days n WHERE n.user_id = d.user_id AND n.day <> d.day) >= 10 THEN x.user_id = d.user_id ELSE x.user_id <> d.user_id AND x.role = d.role END
      WHERE d.clients >= 40
    ), usual AS (SELECT user_id, day, clients, percentile_cont(0.5) WITHIN GROUP (ORDER BY other) AS usual FROM custom GROUP BY 1, 2, 3),
    far AS (
      SELECT u.*, greatest(40, ceil(u.usual * 1.5), ceil(u.usual + 5 * 1.4826 * (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(k.other - u.usual)) FROM custom k WHERE (k.user_id, k.day) = (u.user_id, u.day)))) AS from
      FROM usual u)
    SELECT d.user_id || ' ' || d.day AS of, CASE WHEN d.late >= 5 THEN d.late ELSE 0 END AS "AFTER_HOURS", CASE WHEN d.strangers >= 5 THEN d.strangers ELSE 0 END AS "FOREIGN",
      CASE WHEN f.clients >= f.from THEN f.clients ELSE 0 END AS "VOLUME", CASE WHEN f.clients >= f.from THEN f.usual ELSE 0 END AS usual, CASE WHEN f.clients >= f.from THEN f.from ELSE 0 END AS from
    FROM days d LEFT JOIN far f ON (f.user_id, f.day) = (d.user_id, d.day)`;
}

/** A branch where the reader opened fewer than one in twenty of their other clients, of fifty at least; five or more of it on one day. */
function inSeldomBranch({ supervisor }: WorkedBank): string {
  const branches = supervisor.supervisedBranchIds.join(", ");
  return `
    WITH opened AS (
      SELECT DISTINCT a.user_id, c.id, c.branch_id, (a.at AT TIME ZONE 'Europe/Paris')::date AS day FROM audit_entry a JOIN client c ON c.id = a.client_id JOIN app_user u ON u.id = a.user_id
      WHERE a.action = 'client.view' AND (a.at AT TIME ZONE 'Europe/Paris')::date >= '${SINCE}' AND c.branch_id IN (${branches})
        AND (u.branch_id IN (${branches}) OR u.id IN (SELECT s.user_id FROM supervised_branch s WHERE s.branch_id IN (${branches}))))
    SELECT d.user_id || ' ' || d.day AS of, d.clients AS "BRANCH", o.here AS seldom, o.clients AS total
    FROM (SELECT user_id, day, branch_id, count(*) AS clients FROM opened GROUP BY 1, 2, 3) d
      CROSS JOIN LATERAL (SELECT count(*) AS clients, count(*) FILTER (WHERE x.branch_id = d.branch_id) AS here FROM opened x WHERE x.user_id = d.user_id AND x.day <> d.day) o
    WHERE d.clients >= 5 AND o.clients >= 50 AND o.here * 20 < o.clients`;
}

/** Days of a reader that stand out, beside days that do so nearly. */
async function openClients(owner: pg.Pool, bank: WorkedBank): Promise<void> {
  const [, , reader, colleague] = bank.advisors;
  if (!reader || !colleague) throw new Error("four advisors, at least, of these branches");
  const clients = async (of: string, many: number, order = "id") => (await owner.query<{ id: number }>(`SELECT id FROM client WHERE ${of} AND status = 'ACTIVE' ORDER BY ${order} LIMIT ${many}`)).rows.map(({ id }) => id);
  const look = (who: number, ids: readonly number[], at: string) => owner.query("INSERT INTO audit_entry (at, user_id, action, client_id) SELECT $3::timestamp AT TIME ZONE 'Europe/Paris', $1, 'client.view', c FROM unnest($2::int[]) c", [who, ids, at]);
  const hand = (ids: readonly number[], [from, to]: readonly [number, number], at: string) =>
    owner.query("INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id, changed_at) SELECT c, 'FOR_GOOD', $2, $3, $4::timestamp AT TIME ZONE 'Europe/Paris' FROM unnest($1::int[]) c", [ids, from, to, at]);
  const [own, others] = [`advisor_id = ${reader.userId}`, `advisor_id = ${colleague.userId}`];
  for (let day = 5; day < 17; day++) await look(reader.userId, await clients(own, 5), `2026-10-${String(day).padStart(2, "0")} 10:15`);
  await look(reader.userId, await clients(own, 60), "2026-10-20 11:00");
  for (const at of ["2026-10-21 20:00", "2026-10-22 19:59", "2026-10-23 06:59", "2026-10-25 11:00", "2026-11-11 12:00", "2026-11-12 12:00"]) await look(reader.userId, await clients(own, 6), at);
  await look(reader.userId, await clients(others, 7), "2026-10-22 15:00");
  const [given, received] = [await clients(others, 6, "id DESC"), await clients(own, 6, "id DESC")];
  await hand(given, [reader.userId, colleague.userId], "2026-10-08 12:00");
  for (const day of ["15", "16"]) await look(reader.userId, given, `2026-10-${day} 12:00`);
  await hand(received, [colleague.userId, reader.userId], "2026-10-28 12:00");
  for (const day of ["20", "21"]) await look(reader.userId, received, `2026-10-${day} 12:00`);
  await owner.query("INSERT INTO audit_entry (at, user_id, action, shown) SELECT '2026-10-23T09:00:00Z', $1, 'client.list', array_agg(id) FROM (SELECT id FROM client WHERE advisor_id = $1 ORDER BY id LIMIT 9) c", [reader.userId]);
  await openBranches(owner, bank, { clients, look });
}

type Opening = { clients: (of: string, many: number) => Promise<number[]>; look: (who: number, ids: readonly number[], at: string) => Promise<unknown> };

/** Two supervisors who opened sixty sheets of one branch, and six of another on a day: one had opened two of it before, the other four. */
async function openBranches(owner: pg.Pool, { supervisor: { supervisedBranchIds } }: WorkedBank, { clients, look }: Opening): Promise<void> {
  const [usual, seldom] = supervisedBranchIds.map((id) => `branch_id = ${id}`);
  for (const before of [2, 4]) {
    const { userId } = await insertViewer(owner, "SUPERVISOR", { name: "Supervisor who reads", supervisedBranchIds });
    for (let day = 5; day < 17; day++) await look(userId, await clients(usual ?? "", 5), `2026-10-${String(day).padStart(2, "0")} 14:00`);
    await look(userId, await clients(seldom ?? "", before), "2026-10-27 14:00");
    await look(userId, await clients(seldom ?? "", 6), "2026-10-29 14:00");
  }
}
