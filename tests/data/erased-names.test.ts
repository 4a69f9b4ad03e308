import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { addDays, bankDayOf } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

/** A client is erased whom a note on a day of unusual reading names, though nobody opened their sheet that day. */
const { owner } = await testDatabase();
const DAY = addDays(bankDayOf(new Date()), -3);
let staff: Staff;
let reader: number;
type Person = { firstName: string; lastName: string; externalRef?: string };

beforeAll(async () => {
  await insertBank(owner);
  staff = await insertStaff(owner);
});
beforeEach(async () => {
  reader = (await insertViewer(owner, "ADVISOR", { branchId: staff.branchId })).userId;
  const opened = await client({ firstName: "Ida", lastName: "Opened" });
  await owner.query("INSERT INTO audit_entry (user_id, action, client_id, at) VALUES ($1, 'client.view', $2, ($3::date + time '10:00') AT TIME ZONE 'Europe/Paris')", [reader, opened, DAY]);
});

function client(over: Person): Promise<number> {
  return insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, ...over });
}

function note(text: string): Promise<unknown> {
  return insertRow(owner, "unusual_day_note", { userId: reader, day: DAY, id: randomUUID(), authorId: staff.supervisor.userId, text });
}

async function erase({ externalRef = randomUUID(), ...over }: Person): Promise<void> {
  await client({ ...over, externalRef });
  await owner.query("SELECT erase_client($1)", [externalRef]);
}

async function left(): Promise<[text: string, author: number][]> {
  const { rows } = await owner.query<{ text: string; author: number }>("SELECT text, author_id AS author FROM unusual_day_note WHERE user_id = $1", [reader]);
  return rows.map(({ text, author }) => [text, author]);
}

const CLAIRE = { firstName: "Claire-Élise", lastName: "Le Guérin" };
it.each<[string, Person]>([
  ["Elle cherchait Claire-Elise LE GUERIN.", CLAIRE], ["Vu : le guérin, claire", CLAIRE], ["Pour C. Le Guérin, absente.", CLAIRE], ["Pour C.-É. Le Guérin", CLAIRE], ["Mme Le-Guérin avait appelé", CLAIRE],
  ["Le dossier Le Guérin était urgent", CLAIRE], ["The family Le Guérin called", CLAIRE], ["Fiche FR-884201 relue", { ...CLAIRE, externalRef: "FR 884201" }], ["Le client n° 12 attendait", { ...CLAIRE, externalRef: "12" }],
  ["Mme Vu attendait", { firstName: "Anh", lastName: "Vu" }],
])("its words go, who closed the day stays: %s", async (text, person) => {
  await note(text);
  await erase(person);
  expect(await left()).toEqual([["…", staff.supervisor.userId]]);
});

it.each<[string, Person]>([
  ["Vu avec Camille Le Guérin, sa collègue", { firstName: "Élise", lastName: "Le Guérin" }], ["Claire remplaçait Inès", CLAIRE], ["Dossier vu avec lui, un petit retard", { firstName: "Zoé", lastName: "Vu" }],
  ["Dossier vu avec lui, un petit retard", { firstName: "Zoé", lastName: "Petit" }], ["Elle a vu 13 fiches", { ...CLAIRE, externalRef: "13" }], ["Rien à signaler", { firstName: "", lastName: "" }],
  ["Fiche FR-8842029 relue", { ...CLAIRE, externalRef: "FR-884202" }],
])("its words stay: %s", async (text, person) => {
  await note(text);
  await erase(person);
  expect(await left()).toEqual([[text, staff.supervisor.userId]]);
});

it("and nobody takes words away by hand, before or after", async () => {
  const byHand = () => owner.query("UPDATE unusual_day_note SET text = '…' WHERE user_id = $1", [reader]);
  await note("Rien, selon Yves Kermadec");
  for (const lastName of ["Kermadec", "Autre"]) {
    await expect(byHand()).rejects.toThrow(/append-only/);
    await erase({ firstName: "Odile", lastName });
  }
  await expect(byHand()).rejects.toThrow(/append-only/);
});
