import type pg from "pg";
import { isPublicHoliday } from "@/lib/domain/call-hours";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";

const DAYS_BACK = 60;
/** The branches whose people are the same in every demo bank: the traces of a large one would only take time. */
const NAMED_BRANCHES = 4;

/**
 * What the staff of the named branches looked at in the sixty days before today, as the workbench would have noted it: a
 * session, the list of the day, a page of the portfolio, the sheet before each contact that was logged, searches, sheets
 * besides. Three days stand out, and one of them is closed with a note. The same bank gives the same traces.
 */
export async function fillDemoLooks(db: pg.ClientBase, { seed, today }: { seed: number; today: Day }): Promise<void> {
  const days = openDays(today);
  await db.query("CREATE FUNCTION pg_temp.dice(subject text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT (hashtextextended(subject, 8) & 1048575) / 1048576.0 $$");
  await db.query(`CREATE TEMP TABLE demo_look (user_id int, at timestamptz, action text, client_id int, details jsonb DEFAULT '{}', shown int[]) ON COMMIT DROP`);
  await db.query("CREATE TEMP TABLE demo_working (user_id int, name text, role text, day date, key text) ON COMMIT DROP");
  await db.query("CREATE TEMP TABLE demo_staff (user_id int, own int[], page int[]) ON COMMIT DROP");
  await db.query(WORKING, [days, seed]);
  await db.query(STAFF);
  for (const looks of [LISTS, CONTACTS, SHEETS, SEARCHES]) await db.query(looks);
  await db.query(ODDITIES, [days.at(-9), days.at(-16), days.at(-5)]);
  await db.query("INSERT INTO audit_entry (user_id, at, action, client_id, details, shown) SELECT user_id, at, action, client_id, details, shown FROM demo_look ORDER BY at, user_id, action, client_id");
  await db.query(NOTE, [days.at(-16), days.at(-15)]);
  await db.query("DROP FUNCTION pg_temp.dice(text)");
}

/** Branches are closed on Sunday and Monday, and on public holidays. */
function openDays(today: Day): Day[] {
  return Array.from({ length: DAYS_BACK }, (_, place) => addDays(today, place - DAYS_BACK)).filter((day) => dateOf(day).getUTCDay() > 1 && !isPublicHoliday(day));
}

/** Who worked on which day, from when; `key`: what everything else of it is drawn by. */
const WORKING = `
  INSERT INTO demo_working
  SELECT u.id AS user_id, u.name, u.role::text, d.day, $2::int || ' ' || u.id || ' ' || d.day AS key
  FROM app_user u CROSS JOIN unnest($1::date[]) d(day)
  WHERE u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER', 'SUPERVISOR')
    AND (u.branch_id <= ${NAMED_BRANCHES} OR EXISTS (SELECT 1 FROM supervised_branch s WHERE s.user_id = u.id AND s.branch_id <= ${NAMED_BRANCHES}))`;

/** The bank's clocks, so many hours into the day. */
const clock = (day: string, hours: string) => `(${day}::timestamp + (${hours}) * interval '1 hour') AT TIME ZONE 'Europe/Paris'`;
/** Their clients in an order of chance, and the first page of their portfolio; a supervisor those of the first branch they supervise. */
const STAFF = `
  INSERT INTO demo_staff
  SELECT w.user_id, array_agg(c.id ORDER BY hashint4(c.id)), (array_agg(c.id ORDER BY c.last_name, c.first_name, c.id))[1:50]
  FROM (SELECT DISTINCT user_id, role, (SELECT min(s.branch_id) FROM supervised_branch s WHERE s.user_id = demo_working.user_id) AS first_branch FROM demo_working) w
  JOIN client c ON (w.role = 'SUPERVISOR' AND c.branch_id = w.first_branch OR w.role <> 'SUPERVISOR' AND c.advisor_id = w.user_id) AND c.status = 'ACTIVE' GROUP BY w.user_id`;

/** So many of their clients in a row, from a place that is drawn by `subject`. */
const some = (count: string, subject: string) => `(s.own || s.own)[1 + floor(cardinality(s.own) * pg_temp.dice(${subject}))::int : floor(cardinality(s.own) * pg_temp.dice(${subject}))::int + least(cardinality(s.own), ${count})]`;

const LISTS = `
  INSERT INTO demo_look (user_id, at, action, details, shown)
  SELECT w.user_id, ${clock("w.day", "8.7 + 0.5 * pg_temp.dice('session ' || w.key)")}, 'session.start', '{}', NULL FROM demo_working w
  UNION ALL
  SELECT w.user_id, ${clock("w.day", "9.25 + 0.2 * pg_temp.dice('today ' || w.key)")}, 'client.list', jsonb_build_object('list', 'today', 'conditions', '', 'count', least(20, cardinality(s.own))), ${some("20", "'list ' || w.key")}
  FROM demo_working w JOIN demo_staff s ON s.user_id = w.user_id WHERE w.role <> 'SUPERVISOR'
  UNION ALL
  SELECT w.user_id, ${clock("w.day", "10 + 7 * pg_temp.dice('portfolio ' || w.key)")}, 'client.list', jsonb_build_object('list', 'portfolio', 'conditions', '', 'count', cardinality(s.page)), s.page
  FROM demo_working w JOIN demo_staff s ON s.user_id = w.user_id WHERE pg_temp.dice('lists ' || w.key) < 0.6`;

/** A contact is logged from the sheet, which was opened some minutes before. */
const CONTACTS = `
  INSERT INTO demo_look (user_id, at, action, client_id, details)
  SELECT i.user_id, i.recorded_at - (2 + 9 * pg_temp.dice(i.id::text)) * interval '1 minute', 'client.view', i.client_id, '{}'
  FROM interaction i JOIN demo_working w ON w.user_id = i.user_id AND w.day = (i.recorded_at AT TIME ZONE 'Europe/Paris')::date
  UNION ALL
  SELECT i.user_id, i.recorded_at, 'interaction.log', i.client_id, jsonb_build_object('interactionId', i.id, 'outcome', i.outcome, 'sold', cardinality(i.products_sold), 'corrects', NULL)
  FROM interaction i JOIN demo_working w ON w.user_id = i.user_id AND w.day = (i.recorded_at AT TIME ZONE 'Europe/Paris')::date`;

/** Two to nine sheets a day besides, a third of them in the brief beside the list. */
const SHEETS = `
  INSERT INTO demo_look (user_id, at, action, client_id, details)
  SELECT w.user_id, ${clock("w.day", "9.5 + 8.8 * pg_temp.dice(w.key || ' at ' || c.id)")}, 'client.view', c.id,
    CASE WHEN pg_temp.dice(w.key || ' part ' || c.id) < 0.33 THEN '{"part": "preview"}'::jsonb ELSE '{}' END
  FROM demo_working w JOIN demo_staff s ON s.user_id = w.user_id CROSS JOIN LATERAL unnest(${some("2 + floor(8 * pg_temp.dice('sheets ' || w.key))::int", "'sheet ' || w.key")}) c(id)`;

const SEARCHES = `
  INSERT INTO demo_look (user_id, at, action, details, shown)
  SELECT f.user_id, f.at, 'client.search', jsonb_build_object('count', cardinality(f.ids)), f.ids
  FROM (
    SELECT w.user_id, ${clock("w.day", "9.5 + 8.5 * pg_temp.dice('search ' || n || w.key)")} AS at, ${some("1 + floor(4 * pg_temp.dice('found ' || n || w.key))::int", "'searched ' || n || w.key")} AS ids
    FROM demo_working w JOIN demo_staff s ON s.user_id = w.user_id CROSS JOIN generate_series(1, 2) n WHERE pg_temp.dice('searches ' || n || w.key) < 0.7) f`;

/** An advisor who goes through much of the portfolio in an afternoon, one who reads late in an evening, a supervisor in a branch seldom read. */
const ODDITIES = `
  INSERT INTO demo_look (user_id, at, action, client_id)
  SELECT o.user_id, ${clock("o.day", "o.from_hour + c.place * o.step_hours")}, 'client.view', c.id
  FROM (
    SELECT u.id AS user_id, v.*, coalesce(v.of_branch, u.branch_id) AS branch_id FROM app_user u JOIN (VALUES
      ('Mathieu Cros', 'ADVISOR', $1::date, 13.9, 0.075, 58, NULL::int), ('Thomas Riou', 'ADVISOR', $2::date, 21.4, 0.11, 8, NULL::int), ('Laurent Combes', 'SUPERVISOR', $3::date, 16.2, 0.12, 11, 4)
    ) v(name, role, day, from_hour, step_hours, sheets, of_branch) ON v.name = u.name AND v.role = u.role::text AND EXISTS (SELECT 1 FROM demo_working w WHERE w.user_id = u.id)) o
  CROSS JOIN LATERAL (
    SELECT c.id, row_number() OVER (ORDER BY hashint4(c.id)) AS place FROM client c
    WHERE c.branch_id = o.branch_id AND (o.role = 'SUPERVISOR' OR c.advisor_id = o.user_id) AND c.status = 'ACTIVE' ORDER BY hashint4(c.id) LIMIT o.sheets) c`;

/** The evening was looked into on the next open day, by the supervisor of the branch. */
const NOTE = `
  WITH note AS (
    INSERT INTO unusual_day_note (user_id, day, id, author_id, text, written_at)
    SELECT u.id, $1::date, md5('note ' || u.id)::uuid, a.id, 'Vu avec lui le lendemain : il préparait ses rendez-vous de la semaine, sur son propre portefeuille. Rien à signaler ; rappelé les horaires d’accès.', ${clock("$2::date", "10.3")}
    FROM app_user u JOIN app_user a ON a.name = 'Valérie Chapuis' AND a.role = 'SUPERVISOR' WHERE u.name = 'Thomas Riou' AND u.role = 'ADVISOR' AND u.branch_id <= ${NAMED_BRANCHES}
      AND EXISTS (SELECT 1 FROM audit_entry e JOIN client c ON c.id = e.client_id JOIN supervised_branch s ON s.branch_id = c.branch_id AND s.user_id = a.id WHERE e.user_id = u.id AND e.action = 'client.view')
    RETURNING *
  )
  INSERT INTO audit_entry (user_id, at, action, details) SELECT author_id, written_at, 'looks.close', jsonb_build_object('person', user_id, 'day', day, 'noteId', id, 'signs', 'AFTER_HOURS') FROM note`;
