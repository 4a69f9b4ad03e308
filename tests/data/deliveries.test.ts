import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseForFile, createReturn, getDelivery, listRefusedRows, rememberedColumns, requestImport, requestPreview } from "@/lib/data/deliveries";
import { retryJob } from "@/lib/data/job-requests";
import { addUploadedFile, createUpload, deleteUpload, getUpload, removeUploadedFile, uploadRoom } from "@/lib/data/uploads";
import { deliveryState } from "@/lib/domain/deliveries";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
});
afterAll(() => web.end());

const OTHERS = ["advisor", "colleague", "otherAdvisor", "relationshipManager", "supervisor", "analyst"] as const;
const CONFLICT = { code: "CONFLICT" };

describe("who sees and steers a delivery", () => {
  it.each(OTHERS)("%s gets FORBIDDEN from each function, and nothing from the database alone", async (who) => {
    const { id, fileId } = await uploadWithFile();
    await chooseForFile(staff.administrator, { uploadId: id, id: fileId, choice: { encoding: "UTF-8" } });
    const viewer = staff[who];
    for (const ask of [
      () => getDelivery(viewer, id), () => chooseForFile(viewer, { uploadId: id, id: fileId, choice: {} }), () => requestPreview(viewer, id), () => requestImport(viewer, id),
      () => createReturn(viewer, { id: randomUUID(), from: id, choices: {} }), () => listRefusedRows(viewer, { uploadId: id, fileId, afterLine: 0 }),
      () => rememberedColumns(viewer, "clients", "nom"),
    ]) await expect(ask()).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (const table of ["import_delivery", "import_file", "import_refused_row", "import_mapping"]) expect(await asUser(viewer.userId, `SELECT 1 FROM ${table}`)).toEqual([]);
    expect((await getDelivery(staff.administrator, id))?.choices).toEqual({ "clients.csv": { encoding: "UTF-8" } });
  });
});

describe("what is imported is what was previewed", () => {
  it("an import is refused before a preview, while one runs, and after a change since", async () => {
    const { id, fileId } = await uploadWithFile();
    await expect(requestImport(staff.administrator, id)).rejects.toMatchObject({ code: "CONFLICT" });
    const preview = await requestPreview(staff.administrator, id);
    await expect(requestImport(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
    await settle(preview, "SUCCEEDED");
    expect(await stateOf(id)).toBe("PREVIEWED");
    await chooseForFile(staff.administrator, { uploadId: id, id: fileId, choice: { dates: "DD/MM/YYYY" } });
    expect(await stateOf(id)).toBe("OPEN");
    await expect(requestImport(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
    await settle(await requestPreview(staff.administrator, id), "SUCCEEDED");
    await addUploadedFile(staff.administrator, id, { id: randomUUID(), name: "late.csv", sizeBytes: 1 });
    await expect(requestImport(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
    await settle(await requestPreview(staff.administrator, id), "SUCCEEDED");
    await requestImport(staff.administrator, id);
    expect(await stateOf(id)).toBe("IMPORTING");
    await expect(requestImport(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
  });

  it("asked for twice at once, a preview runs once", async () => {
    const { id } = await uploadWithFile();
    const asked = await Promise.allSettled([requestPreview(staff.administrator, id), requestPreview(staff.administrator, id)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("nothing is previewed without a file", async () => {
    const id = randomUUID();
    await createUpload(staff.administrator, { id });
    await expect(requestPreview(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
  });

  it("a run that failed is tried again only while it would be the same", async () => {
    const { id, fileId } = await uploadWithFile();
    const run = await requestPreview(staff.administrator, id);
    await settle(run, "FAILED");
    await chooseForFile(staff.administrator, { uploadId: id, id: fileId, choice: {} });
    await expect(retryJob(staff.administrator, { id: run })).rejects.toMatchObject(CONFLICT);
    const next = await requestPreview(staff.administrator, id);
    await settle(next, "FAILED");
    await retryJob(staff.administrator, { id: next });
  });
});

describe("an upload that is being read, or was imported", () => {
  it.each([["while a preview waits", null], ["once its import has begun", "IMPORTING"], ["once it is imported", "IMPORTED"]])("%s it takes no file, loses none, and is read as it is", async (_, status) => {
    const { id, fileId } = await uploadWithFile();
    const run = await requestPreview(staff.administrator, id);
    if (status !== null) {
      await settle(run, "SUCCEEDED");
      await db.owner.query("UPDATE import_delivery SET status = $2::delivery_status WHERE id = $1", [id, status]);
    }
    expect(await uploadRoom(staff.administrator, id, "more.csv")).toBe("CLOSED");
    expect(await addUploadedFile(staff.administrator, id, { id: randomUUID(), name: "more.csv", sizeBytes: 1 })).toBe("CLOSED");
    await expect(removeUploadedFile(staff.administrator, { uploadId: id, id: fileId })).rejects.toMatchObject(CONFLICT);
    await expect(chooseForFile(staff.administrator, { uploadId: id, id: fileId, choice: {} })).rejects.toMatchObject(CONFLICT);
    // The second wall: the database alone.
    const { userId } = staff.administrator;
    expect(await asUser(userId, `DELETE FROM import_upload_file WHERE upload_id = '${id}' RETURNING id`)).toEqual([]);
    expect(await asUser(userId, `UPDATE import_delivery SET choices = '{}' WHERE id = '${id}' RETURNING id`)).toEqual([]);
    await expect(asUser(userId, `INSERT INTO import_upload_file (upload_id, id, name, size_bytes) VALUES ('${id}', gen_random_uuid(), 'x.csv', 1)`)).rejects.toThrow(/row-level security/);
    expect((await getUpload(staff.administrator, id))?.files).toHaveLength(1);
  });

  it("is deleted with all that is kept of it, but not while a job works on it", async () => {
    const { id } = await uploadWithFile();
    const run = await requestPreview(staff.administrator, id);
    await expect(deleteUpload(staff.administrator, id)).rejects.toMatchObject(CONFLICT);
    expect(await asUser(staff.administrator.userId, `DELETE FROM import_delivery WHERE id = '${id}' RETURNING id`)).toEqual([]);
    await settle(run, "SUCCEEDED");
    await deleteUpload(staff.administrator, id);
    expect((await db.owner.query("SELECT 1 FROM import_delivery WHERE id = $1", [id])).rows).toEqual([]);
  });
});

it("refused rows come some at a time, in the order of their lines", async () => {
  const { id, fileId } = await uploadWithFile();
  await settle(await requestPreview(staff.administrator, id), "SUCCEEDED");
  await db.owner.query("INSERT INTO import_file (delivery_id, name, bytes, inspection) VALUES ($1, 'clients.csv', 1, '{}')", [id]);
  await db.owner.query("INSERT INTO import_refused_row SELECT $1, 'clients.csv', n, '[\"x\"]', '[]' FROM generate_series(2, 1502) n", [id]);
  const first = await listRefusedRows(staff.administrator, { uploadId: id, fileId, afterLine: 0 });
  const second = await listRefusedRows(staff.administrator, { uploadId: id, fileId, afterLine: first.at(-1)?.line ?? 0 });
  expect([first.length, first[0]?.line, second.length, second.at(-1)?.line]).toEqual([1_000, 2, 501, 1_502]);
});

async function uploadWithFile(): Promise<{ id: string; fileId: string }> {
  const [id, fileId] = [randomUUID(), randomUUID()];
  await createUpload(staff.administrator, { id });
  await addUploadedFile(staff.administrator, id, { id: fileId, name: "clients.csv", sizeBytes: 10 });
  return { id, fileId };
}

async function settle(runId: string, status: "SUCCEEDED" | "FAILED"): Promise<void> {
  await db.owner.query("UPDATE job_run SET status = $2::job_status, finished_at = now() WHERE id = $1", [runId, status]);
}

async function stateOf(id: string) {
  const upload = await getUpload(staff.administrator, id);
  return upload && deliveryState(upload.facts);
}
