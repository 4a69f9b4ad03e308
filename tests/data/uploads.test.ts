import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useDatabase } from "@/lib/data/database";
import { addUploadedFile, createUpload, deleteUpload, getUpload, listUploads, removeUploadedFile, uploadRoom } from "@/lib/data/uploads";
import type { Viewer } from "@/lib/data/viewer";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES } from "@/lib/domain/uploads";
import { PAGE_SIZE } from "@/lib/data/keyset";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
let staff: Staff;
let secondAdministrator: Viewer;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  secondAdministrator = await insertViewer(db.owner, "ADMINISTRATOR");
});
afterAll(() => web.end());

const OTHERS = ["advisor", "colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst"] as const;

describe("who manages imports", () => {
  it("an administrator opens an upload once, however often it is asked for, and another one sees it", async () => {
    const id = randomUUID();
    await createUpload(staff.administrator, { id });
    await createUpload(staff.administrator, { id });
    expect(await getUpload(secondAdministrator, id)).toMatchObject({ id, createdByName: staff.administrator.name, fileCount: 0, totalBytes: 0, files: [] });
    expect(await auditSteps(id)).toEqual(["CREATED"]);
  });

  it.each(OTHERS)("%s gets FORBIDDEN from each function, and changes nothing", async (who) => {
    const { id, fileId } = await uploadWithFile();
    const viewer = staff[who];
    for (const ask of [
      () => listUploads(viewer, null),
      () => getUpload(viewer, id),
      () => createUpload(viewer, { id: randomUUID() }),
      () => uploadRoom(viewer, id, "x.csv"),
      () => addUploadedFile(viewer, id, { id: randomUUID(), name: "x.csv", sizeBytes: 1 }),
      () => removeUploadedFile(viewer, { uploadId: id, id: fileId }),
      () => deleteUpload(viewer, id),
    ]) {
      await expect(ask()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect((await getUpload(staff.administrator, id))?.files).toHaveLength(1);
  });

  it.each(OTHERS)("the database alone shows %s nothing and takes nothing", async (who) => {
    await uploadWithFile();
    const { userId } = staff[who];
    expect(await asUser(userId, "SELECT id FROM import_upload")).toEqual([]);
    expect(await asUser(userId, "SELECT id FROM import_upload_file")).toEqual([]);
    expect(await asUser(userId, "DELETE FROM import_upload RETURNING id")).toEqual([]);
    await expect(asUser(userId, `INSERT INTO import_upload (id, created_by) VALUES (gen_random_uuid(), ${userId})`)).rejects.toThrow(/row-level security/);
  });

  it("nobody opens one in another's name", async () => {
    const insert = `INSERT INTO import_upload (id, created_by) VALUES (gen_random_uuid(), ${secondAdministrator.userId})`;
    await expect(asUser(staff.administrator.userId, insert)).rejects.toThrow(/row-level security/);
    await expect(asUser(secondAdministrator.userId, insert)).resolves.toEqual([]);
  });

  it("an administrator who was deactivated finds nothing", async () => {
    const { id } = await uploadWithFile();
    const left = await insertViewer(db.owner, "ADMINISTRATOR");
    await db.owner.query("UPDATE app_user SET active = false WHERE id = $1", [left.userId]);
    expect(await getUpload(left, id)).toBeNull();
  });
});

describe("files", () => {
  it("count and size follow what is added and removed", async () => {
    const { id, fileId } = await uploadWithFile(1_000);
    expect(await addUploadedFile(secondAdministrator, id, { id: randomUUID(), name: "activity.csv", sizeBytes: 5 })).toBe("ADDED");
    expect(await getUpload(staff.administrator, id)).toMatchObject({ fileCount: 2, totalBytes: 1_005, fileNames: ["activity.csv", "clients.csv"] });
    await removeUploadedFile(secondAdministrator, { uploadId: id, id: fileId });
    expect(await getUpload(staff.administrator, id)).toMatchObject({ fileCount: 1, totalBytes: 5 });
    await expect(removeUploadedFile(secondAdministrator, { uploadId: id, id: fileId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await auditSteps(id)).toEqual(["CREATED", "FILE_RECEIVED", "FILE_RECEIVED", "FILE_REMOVED"]);
  });

  it("a name is taken once, and a refused file leaves the sums as they were", async () => {
    const { id } = await uploadWithFile(1_000);
    expect(await uploadRoom(staff.administrator, id, "clients.csv")).toBe("SAME_NAME");
    expect(await addUploadedFile(staff.administrator, id, { id: randomUUID(), name: "clients.csv", sizeBytes: 7 })).toBe("SAME_NAME");
    expect(await getUpload(staff.administrator, id)).toMatchObject({ fileCount: 1, totalBytes: 1_000 });
  });

  it("two files at once cannot pass the limit together", async () => {
    const { id } = await uploadWithFile(MAX_UPLOAD_BYTES - 10);
    expect(await uploadRoom(staff.administrator, id, "a.csv")).toBe(10);
    const add = (name: string) => addUploadedFile(staff.administrator, id, { id: randomUUID(), name, sizeBytes: 6 });
    expect((await Promise.all([add("a.csv"), add("b.csv")])).sort()).toEqual(["ADDED", "TOO_LARGE"]);
  });

  it("holds so many files and no more", async () => {
    const { id } = await uploadWithFile();
    await db.owner.query("UPDATE import_upload SET file_count = $2 WHERE id = $1", [id, MAX_UPLOAD_FILES]);
    expect(await uploadRoom(staff.administrator, id, "a.csv")).toBe("TOO_MANY");
    expect(await addUploadedFile(staff.administrator, id, { id: randomUUID(), name: "a.csv", sizeBytes: 1 })).toBe("TOO_MANY");
  });

  it("an upload deleted meanwhile takes no file, and is not deleted twice", async () => {
    const { id } = await uploadWithFile();
    await deleteUpload(secondAdministrator, id);
    expect(await getUpload(staff.administrator, id)).toBeNull();
    await expect(uploadRoom(staff.administrator, id, "a.csv")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(addUploadedFile(staff.administrator, id, { id: randomUUID(), name: "a.csv", sizeBytes: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(deleteUpload(staff.administrator, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await db.owner.query("SELECT 1 FROM import_upload_file WHERE upload_id = $1", [id])).rows).toEqual([]);
  });
});

it("the list goes from page to page and back, each upload once", async () => {
  await db.owner.query("DELETE FROM import_upload");
  await db.owner.query(
    "INSERT INTO import_upload (id, created_by, created_at) SELECT gen_random_uuid(), $1, date_trunc('minute', now()) - (n / 3) * interval '1 minute' FROM generate_series(1, $2) n",
    [staff.administrator.userId, PAGE_SIZE + 7],
  );
  const first = await listUploads(secondAdministrator, null);
  const second = await listUploads(secondAdministrator, first.next);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([PAGE_SIZE, 7, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(PAGE_SIZE + 7);
  expect((await listUploads(secondAdministrator, second.previous)).rows).toEqual(first.rows);
});

it("with both walls down the owner's connection sees an upload, so these tests are able to find one", async () => {
  const { id } = await uploadWithFile();
  const disconnect = useDatabase(db.ownerUrl);
  const seen = await getUpload(staff.administrator, id);
  await disconnect();
  useDatabase(db.appUrl);
  expect(seen?.id).toBe(id);
});

async function uploadWithFile(sizeBytes = 10): Promise<{ id: string; fileId: string }> {
  const [id, fileId] = [randomUUID(), randomUUID()];
  await createUpload(staff.administrator, { id });
  await addUploadedFile(staff.administrator, id, { id: fileId, name: "clients.csv", sizeBytes });
  return { id, fileId };
}

async function auditSteps(uploadId: string): Promise<string[]> {
  const { rows } = await db.owner.query<{ step: string }>(
    "SELECT details ->> 'step' AS step FROM audit_entry WHERE action = 'imports.manage' AND details ->> 'uploadId' = $1 ORDER BY id",
    [uploadId],
  );
  return rows.map(({ step }) => step);
}
