import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { DELIVERY_KEPT_DAYS } from "../import/deliveries";
import { deleteUploadFiles } from "./upload-folder";

const DAY_MS = 86_400_000;

/**
 * Deletes the files of uploads that were forgotten, or whose server died between their row and their files. Old ones
 * alone: the databases of several banks may share the folder, and each forgets its own after as long.
 */
export async function deleteForgottenFiles(db: pg.ClientBase, folder: string, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const ids = names.filter((name) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(name));
  const { rows } = await db.query<{ id: string }>("SELECT id FROM import_upload WHERE id = ANY ($1::uuid[])", [ids]);
  const known = new Set(rows.map(({ id }) => id));
  for (const id of ids.filter((one) => !known.has(one))) {
    const touched = await stat(path.join(folder, id)).then(({ mtimeMs }) => mtimeMs, () => now);
    if (now - touched > DELIVERY_KEPT_DAYS * DAY_MS) await deleteUploadFiles(folder, id);
  }
}
