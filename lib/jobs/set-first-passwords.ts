import { hashPassword } from "@/lib/auth/password";
import { inOwnerTransaction } from "./owner-transaction";

/** Gives everyone who has no password yet this one, each with a salt of their own. Returns how many. */
export async function setFirstPasswords(ownerUrl: string, password: string): Promise<number> {
  return inOwnerTransaction(ownerUrl, async (db) => {
    const { rows } = await db.query<{ id: number }>("SELECT id FROM app_user WHERE password_hash = 'none' ORDER BY id FOR UPDATE");
    for (const { id } of rows) {
      await db.query("UPDATE app_user SET password_hash = $2 WHERE id = $1", [id, await hashPassword(password)]);
    }
    return rows.length;
  });
}
