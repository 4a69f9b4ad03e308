import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeUnusualDay, listUnusualDays, type ListedDay } from "@/lib/data/unusual-days";
import type { Viewer } from "@/lib/data/viewer";
import { isPublicHoliday } from "@/lib/domain/call-hours";
import { addDays, bankDayOf, dateOf, type Day } from "@/lib/domain/dates";
import { closeDayInput } from "@/lib/schemas/trail-filter";
import { changesOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = changesOf(web);
const TODAY = bankDayOf(new Date());
let staff: Staff;
/** Supervises both branches. */
let control: Viewer;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  control = await insertViewer(db.owner, "SUPERVISOR", { name: "Control", supervisedBranchIds: [staff.branchId, staff.otherBranchId] });
  await insertBank(db.owner);
});
afterAll(() => web.end());

/** Someone of the branch who begins today, with nothing read yet. */
let reader: Viewer;
let days = 10;
let day: Day;
beforeEach(async () => {
  reader = await insertViewer(db.owner, "ADVISOR", { name: "Reader", branchId: staff.branchId });
  day = workday(addDays(TODAY, -(days += 1)));
});

/** No Sunday, and no public holiday of the whole of France. */
function workday(from: Day): Day {
  return dateOf(from).getUTCDay() === 0 || isPublicHoliday(from) ? workday(addDays(from, -1)) : from;
}

/** So many clients of the holder. */
async function clients(holder: { userId: number }, count: number, branchId = staff.branchId): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) ids.push(await insertClient(db.owner, { advisorId: holder.userId, branchId }));
  return ids;
}

/** Opens them, at that hour of the bank's clocks. */
async function opens(who: { userId: number }, ids: readonly number[], at: { day: Day; time?: string }): Promise<void> {
  await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id, at) SELECT $1, 'client.view', c, ($3::date + $4::time) AT TIME ZONE 'Europe/Paris' FROM unnest($2::int[]) c", [who.userId, ids, at.day, at.time ?? "10:00"]);
}

const listed = async (viewer: Viewer, who: { userId: number } = reader): Promise<ListedDay[]> => (await listUnusualDays(viewer, TODAY)).filter(({ userId }) => userId === who.userId);
const signs = async (who: { userId: number } = reader) => (await listed(staff.supervisor, who)).flatMap((one) => one.signs.map(({ sign, count }) => [one.day, sign, count]));
const close = (viewer: Viewer, over: Partial<{ id: string; userId: number; day: Day; text: string }> = {}) => closeUnusualDay(viewer, { id: randomUUID(), userId: reader.userId, day, text: "Checked", ...over }, TODAY);

it("days are told to who supervises, of their people and clients alone", async () => {
  await opens(reader, await clients(staff.advisor, 6), { day });
  expect(await listed(staff.supervisor)).toEqual([{ userId: reader.userId, userName: "Reader", day, notes: [], signs: [{ userId: reader.userId, day, sign: "FOREIGN", count: 6, usual: 0, from: 5 }] }]);
  for (const who of ["otherSupervisor", "advisor", "colleague", "relationshipManager", "analyst", "administrator"] as const) expect(await listed(staff[who])).toEqual([]);
});

describe("after hours", () => {
  it.each([["06:59", 5], ["07:00", 0], ["19:59", 0], ["20:00", 5]] as const)("at %s: %i of five", async (time, count) => {
    await opens(reader, await clients(reader, 5), { day, time });
    expect(await signs()).toEqual(count ? [[day, "AFTER_HOURS", count]] : []);
  });

  it("a public holiday of France, at noon", async () => {
    const today = "2026-07-20";
    await opens(reader, await clients(reader, 5), { day: "2026-07-14", time: "12:00" });
    await opens(reader, await clients(reader, 5), { day: "2026-07-15", time: "12:00" });
    const found = (await listUnusualDays(staff.supervisor, today)).filter(({ userId }) => userId === reader.userId);
    expect(found.map((one) => [one.day, one.signs.map(({ sign }) => sign)])).toEqual([["2026-07-14", ["AFTER_HOURS"]]]);
  });
});

describe("clients of other portfolios, after they changed hands", () => {
  /** Of five clients who are the taker's now: that many days after the reading. */
  async function handedOver(from: Viewer, to: Viewer, after: number): Promise<number[]> {
    const ids = await clients(to, 5);
    await db.owner.query(
      "INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id, changed_at) SELECT c, 'FOR_GOOD', $2, $3, ($4::date + time '12:00') AT TIME ZONE 'Europe/Paris' FROM unnest($1::int[]) c",
      [ids, from.userId, to.userId, addDays(day, after)]);
    return ids;
  }

  it.each([[20, false], [7, false], [0, false], [-7, false], [-8, true]] as const)("read by who had them, who gave them away %i days later: a stranger's %s", async (after, isForeign) => {
    await opens(reader, await handedOver(reader, staff.colleague, after), { day });
    expect(await signs()).toEqual(isForeign ? [[day, "FOREIGN", 5]] : []);
  });

  it.each([[-20, false], [0, false], [7, false], [8, true]] as const)("read by who has them now, who received them %i days later: a stranger's %s", async (after, isForeign) => {
    await opens(reader, await handedOver(staff.colleague, reader, after), { day });
    expect(await signs()).toEqual(isForeign ? [[day, "FOREIGN", 5]] : []);
  });

  it("read by a third, they are a stranger's whoever has them", async () => {
    await opens(reader, await handedOver(staff.advisor, staff.colleague, 0), { day });
    expect(await signs()).toEqual([[day, "FOREIGN", 5]]);
  });
});

describe("closing a day", () => {
  beforeEach(async () => opens(reader, await clients(staff.advisor, 6), { day }));

  it("says who, when and what, and is in the trail without the words", async () => {
    await close(staff.supervisor, { text: "Covered for a colleague." });
    expect((await listed(staff.supervisor))[0]?.notes).toEqual([{ id: expect.any(String) as string, authorName: staff.supervisor.name, text: "Covered for a colleague.", writtenAt: expect.stringMatching(/^20.*Z$/) as string }]);
    const { rows } = await db.owner.query<{ client_id: null; details: object }>("SELECT client_id, details FROM audit_entry WHERE user_id = $1 AND action = 'looks.close' AND (details ->> 'person')::int = $2", [staff.supervisor.userId, reader.userId]);
    expect(rows).toEqual([{ client_id: null, details: { person: reader.userId, day, noteId: expect.any(String) as string, signs: "FOREIGN" } }]);
  });

  it("a later note stands beside the first; sent twice, one stands once", async () => {
    const id = randomUUID();
    await close(staff.supervisor, { id, text: "First" });
    await close(staff.supervisor, { id, text: "Again" });
    await close(control, { text: "Second" });
    expect((await listed(staff.supervisor))[0]?.notes.map(({ text, authorName }) => [text, authorName])).toEqual([["First", staff.supervisor.name], ["Second", "Control"]]);
  });

  it.each(["advisor", "colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("%s neither closes it nor reads what was said of it", async (who) => {
    await expect(close(staff[who])).rejects.toMatchObject({ code: "NOT_FOUND" });
    await close(staff.supervisor);
    expect(await asUser(staff[who].userId, `SELECT * FROM unusual_day_note WHERE user_id = ${reader.userId}`)).toBe(0);
    await expect(asUser(staff[who].userId, insertion(staff[who].userId))).rejects.toThrow(/row-level security|unusual_day_note_shape/);
    expect(await listed(staff[who])).toEqual([]);
  });

  it("a day that does not stand out, that goes on, or is nobody's is not closed", async () => {
    await expect(close(staff.supervisor, { day: addDays(day, -1) })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(close(staff.supervisor, { userId: 2_000_000_000 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await opens(reader, await clients(staff.advisor, 6), { day: TODAY, time: "00:01" });
    await expect(close(staff.supervisor, { day: TODAY })).rejects.toMatchObject({ code: "INVALID" });
    await expect(asUser(staff.supervisor.userId, insertion(staff.supervisor.userId, reader.userId, TODAY))).rejects.toThrow(/unusual_day_note_over/);
  });

  it.each([["", "remarkMissing"], ["   ", "remarkMissing"], ["x".repeat(1_001), "remarkTooLong"]])("the words %o are refused: %s", (text, message) => {
    expect(closeDayInput.safeParse({ id: randomUUID(), userId: 1, day, text }).error?.issues[0]?.message).toBe(message);
  });
});

/** A note that the code above the database would not have let pass. */
function insertion(author: number, person = reader.userId, on = day): string {
  return `INSERT INTO unusual_day_note (user_id, day, id, author_id, text) VALUES (${person}, '${on}', gen_random_uuid(), ${author}, 'x')`;
}

describe("nobody closes a day of their own", () => {
  let own: Viewer;
  beforeEach(async () => {
    own = await insertViewer(db.owner, "SUPERVISOR", { name: "Own", supervisedBranchIds: [staff.branchId] });
    await opens(own, await clients(staff.advisor, 6), { day, time: "22:00" });
  });

  it("by the mutation", async () => {
    expect((await listed(own, own)).map(({ signs: found }) => found[0]?.sign)).toEqual(["AFTER_HOURS"]);
    await expect(close(own, { userId: own.userId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("by the database, whoever writes", async () => {
    await expect(asUser(own.userId, insertion(own.userId, own.userId))).rejects.toThrow(/row-level security|unusual_day_note_of_another/);
    await expect(db.owner.query(insertion(own.userId, own.userId))).rejects.toThrow(/unusual_day_note_of_another/);
    await expect(asUser(own.userId, insertion(staff.supervisor.userId, own.userId))).rejects.toThrow(/row-level security/);
  });

  it("what others say of it is not shown to them", async () => {
    await close(staff.supervisor, { userId: own.userId });
    expect((await listed(staff.supervisor, own))[0]?.notes).toHaveLength(1);
    expect((await listed(own, own))[0]?.notes).toEqual([]);
    expect(await asUser(own.userId, `SELECT * FROM unusual_day_note WHERE user_id = ${own.userId}`)).toBe(0);
  });
});

describe("a note may name clients", () => {
  it("so nobody reads it who does not supervise the branches of the day", async () => {
    await opens(control, [...(await clients(staff.advisor, 6)), ...(await clients(staff.otherAdvisor, 6, staff.otherBranchId))], { day, time: "21:00" });
    await close(staff.supervisor, { userId: control.userId });
    const branches = await db.owner.query<{ branch_ids: number[] }>("SELECT branch_ids FROM unusual_day_note WHERE user_id = $1", [control.userId]);
    expect(branches.rows).toEqual([{ branch_ids: [staff.branchId] }]);
    expect((await listed(staff.otherSupervisor, control))[0]).toMatchObject({ notes: [] });
    expect(await asUser(staff.otherSupervisor.userId, `SELECT * FROM unusual_day_note WHERE user_id = ${control.userId}`)).toBe(0);
  });

  it("and its words go with any client of the day who is erased; who closed it and when stay", async () => {
    const [first = 0, ...others] = await clients(staff.advisor, 6);
    await opens(reader, [first, ...others], { day });
    await close(staff.supervisor, { text: "He opened the file of his neighbour." });
    const { rows } = await db.owner.query<{ ref: string }>("SELECT external_ref AS ref FROM client WHERE id = $1", [first]);
    await expect(db.owner.query("UPDATE unusual_day_note SET text = '…' WHERE user_id = $1", [reader.userId])).rejects.toThrow(/append-only/);
    await db.owner.query("SELECT erase_client($1)", [rows[0]?.ref]);
    expect((await listed(staff.supervisor))[0]?.notes.map(({ text, authorName }) => [text, authorName])).toEqual([["…", staff.supervisor.name]]);
  });
});

it("a note is never changed nor taken away, by the owner either", async () => {
  await opens(reader, await clients(staff.advisor, 6), { day });
  await close(staff.supervisor);
  for (const statement of ["UPDATE unusual_day_note SET text = 'y'", "UPDATE unusual_day_note SET text = '…'", "DELETE FROM unusual_day_note"]) {
    await expect(db.owner.query(`${statement} WHERE user_id = ${reader.userId}`)).rejects.toThrow(/append-only/);
    await expect(asUser(staff.supervisor.userId, statement)).rejects.toThrow(/permission denied/);
  }
  await expect(db.owner.query("TRUNCATE unusual_day_note")).rejects.toThrow(/append-only/);
  await expect(asUser(staff.supervisor.userId, "INSERT INTO unusual_day_note (user_id, day, id, author_id, text, branch_ids) VALUES (1, '2026-01-01', gen_random_uuid(), 1, 'x', '{1}')")).rejects.toThrow(/permission denied/);
});
