import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listApproachKits, resetApproachKit, saveApproachKit } from "@/lib/data/approach-kits";
import { getClientSheet } from "@/lib/data/client-sheet";
import { approachOf, KIT_TEXT_LENGTH } from "@/lib/domain/approach";
import { resetApproachKitInput, saveApproachKitInput } from "@/lib/schemas/approach-kit";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertBenchmark, insertClient, insertScore } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
let staff: Staff;

const OTHERS = ["advisor", "relationshipManager", "supervisor", "otherAdvisor", "otherSupervisor", "analyst"] as const;
const PLACE = { segment: "STIMULATE", lifeStage: "ACTIVE", zone: "URBAN" } as const;
const WORDS = { openingFr: "« Bonjour »", openingEn: "“Hello”", angleFr: "La mobilité", angleEn: "Mobility", channel: "VIDEO" } as const;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  await insertBenchmark(db.owner);
});
beforeEach(() => db.owner.query("DELETE FROM approach_kit"));
afterAll(() => web.end());

function save(over: object = {}, who: keyof Staff = "administrator") {
  return saveApproachKit(staff[who] as Staff["advisor"], saveApproachKitInput.parse({ ...PLACE, ...WORDS, version: null, ...over }));
}

async function trail(): Promise<unknown[]> {
  return (await db.owner.query("SELECT details FROM audit_entry WHERE action = 'approach.manage' ORDER BY id DESC LIMIT 1")).rows;
}

describe("administrators", () => {
  it("write, write again and reset, each in the trail by its place", async () => {
    await save();
    expect(await listApproachKits(staff.administrator)).toMatchObject([{ ...PLACE, opening: { fr: "« Bonjour »", en: "“Hello”" }, channel: "VIDEO", version: 1, updatedBy: staff.administrator.name }]);
    await save({ version: 1, openingFr: "Autre chose", channel: null });
    expect(await listApproachKits(staff.administrator)).toMatchObject([{ opening: { fr: "Autre chose" }, channel: null, version: 2 }]);
    expect(await trail()).toEqual([{ details: { ...PLACE, change: "saved" } }]);
    await resetApproachKit(staff.administrator, resetApproachKitInput.parse({ ...PLACE, version: 2 }));
    expect(await listApproachKits(staff.administrator)).toEqual([]);
    expect(await trail()).toEqual([{ details: { ...PLACE, change: "reset" } }]);
  });

  it("do not write over what another wrote meanwhile", async () => {
    await save();
    await expect(save({ openingFr: "Trop tard" })).rejects.toMatchObject({ code: "CONFLICT" });
    await save({ version: 1 });
    await expect(save({ version: 1, openingFr: "Trop tard" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(resetApproachKit(staff.administrator, { ...PLACE, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await listApproachKits(staff.administrator)).toMatchObject([{ opening: { fr: "« Bonjour »" }, version: 2 }]);
  });

  it.each([
    ["an empty text", { angleEn: "  " }, "required"],
    ["a text too long", { openingFr: "a".repeat(KIT_TEXT_LENGTH + 1) }, "tooLong"],
    ["a second line", { openingFr: "a\nb" }, "invalid"],
    ["a text turned around", { openingFr: "a\u202eb" }, "invalid"],
  ])("cannot write %s", (_, over, message) => {
    const parsed = saveApproachKitInput.safeParse({ ...PLACE, ...WORDS, version: null, ...over });
    expect(parsed.error?.issues[0]?.message).toBe(message);
  });
});

describe("the others", () => {
  it.each(OTHERS)("%s reads and does not write", async (who) => {
    await save();
    expect(await listApproachKits(staff[who])).toHaveLength(1);
    expect(() => save({ version: 1 }, who)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    expect(() => resetApproachKit(staff[who], { ...PLACE, version: 1 })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  it.each([...OTHERS, "administrator"] as const)("the database says so too: %s", async (who) => {
    await save();
    const mayWrite = who === "administrator";
    const id = staff[who].userId;
    expect(await asUser(id, "UPDATE approach_kit SET version = 9, updated_by = $1", [id]).catch(() => 0)).toBe(mayWrite ? 1 : 0);
    expect(await asUser(id, "DELETE FROM approach_kit", [])).toBe(mayWrite ? 1 : 0);
    const adding = asUser(id, `INSERT INTO approach_kit (segment, life_stage, zone, opening_fr, opening_en, angle_fr, angle_en, updated_by)
      VALUES ('NEW', 'YOUNG', 'RURAL', 'a', 'a', 'a', 'a', $1)`, [id]);
    if (mayWrite) expect(await adding).toBe(1);
    else await expect(adding).rejects.toThrow(/row-level security/);
  });

  it("nobody at all reads nothing, and no one writes in another's name", async () => {
    await save();
    expect((await web.query("SELECT * FROM approach_kit")).rows).toEqual([]);
    await expect(asUser(staff.administrator.userId, "UPDATE approach_kit SET updated_by = $1", [staff.advisor.userId])).rejects.toThrow(/row-level security/);
  });
});

it("what an advisor reads on a sheet changes at once, and only for that sub-segment", async () => {
  const base = { advisorId: staff.advisor.userId, branchId: staff.branchId };
  const [urban, rural] = [await insertClient(db.owner, base), await insertClient(db.owner, { ...base, zone: "RURAL" })];
  for (const clientId of [urban, rural]) await insertScore(db.owner, { clientId, modelId: 1 });
  const approach = async (clientId: number) => {
    const sheet = await getClientSheet(staff.advisor, clientId);
    if (!sheet) throw new Error("the client is not seen");
    return approachOf({ ...sheet.client, segment: sheet.score?.segment ?? null, consents: {}, kits: sheet.kits }, sheet.today);
  };
  expect((await approach(urban)).kit).toBeNull();
  await save();
  expect(await approach(urban)).toMatchObject({ kit: { opening: { fr: "« Bonjour »" } }, channels: ["VIDEO", "PHONE"] });
  expect((await approach(rural)).kit).toBeNull();
  await resetApproachKit(staff.administrator, { ...PLACE, version: 1 });
  expect((await approach(urban)).kit).toBeNull();
});

/** Rows changed by this statement, sent as this user by the web server's login. */
async function asUser(userId: number, sql: string, values: unknown[]): Promise<number> {
  const client = await web.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    return (await client.query(sql, values)).rowCount ?? 0;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
