import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { ensureAppLogin } from "@/lib/data/app-role";
import { migrateDatabase } from "@/lib/data/migrate";
import type { StartEnvironment } from "@/lib/env";
import { startEmbeddedPostgres } from "./embedded-postgres";

export type BankDatabase = {
  ownerUrl: string;
  /** The web server's own login: row-level security applies to it. */
  appUrl: string;
  secret: string;
  stop: () => Promise<void>;
};

const DATA_DIR = path.resolve(".data");

/** The bank's database, migrated: the user's own (`DATABASE_URL`), or the embedded one below `.data`. */
export async function openBankDatabase(env: StartEnvironment, dir = path.join(DATA_DIR, "postgres")): Promise<BankDatabase> {
  const secret = env.NEXTAUTH_SECRET ?? keptSecret();
  const embedded = env.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dir, database: env.DATABASE_NAME }) : null;
  const ownerUrl = env.DATABASE_URL ?? embedded?.url ?? "";
  await migrateDatabase(ownerUrl);
  const appUrl = await ensureAppLogin(ownerUrl, secret);
  // A server that was running before stays when this process goes.
  return { ownerUrl, appUrl, secret, stop: async () => (embedded && !embedded.attached ? embedded.stop() : undefined) };
}

/** Signs the sessions; made once, readable by its user alone. */
function keptSecret(): string {
  const file = path.join(DATA_DIR, "secret");
  fs.mkdirSync(DATA_DIR, { recursive: true });
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8").trim();
}
