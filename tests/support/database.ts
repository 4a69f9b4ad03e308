import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { ensureAppLogin } from "@/lib/data/app-role";
import { useDatabase } from "@/lib/data/database";

export type TestDatabase = {
  /** Connection of the owner, whom row-level security does not bind. */
  ownerUrl: string;
  /** Connection of the web server's login, whom it does. */
  appUrl: string;
  owner: pg.Pool;
};

const LOGIN_SECRET = "the test databases hold no secret";

/**
 * Gives a test file a database of its own, migrated and with the catalogue, and points lib/data at it as the web
 * server's login. Call it at the top of the file, not in a hook: `const db = await testDatabase()`. It is dropped after
 * the file's last test. A second one beside it is not read by lib/data: `testDatabase(false)`.
 */
export async function testDatabase(isRead = true): Promise<TestDatabase> {
  const { ownerUrl, drop } = await copyTemplate(inject("templateUrl"));
  const appUrl = await ensureAppLogin(ownerUrl, LOGIN_SECRET);
  const disconnect = isRead ? useDatabase(appUrl) : () => Promise.resolve();
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  afterAll(async () => {
    await disconnect();
    await owner.end();
    await drop();
  });
  return { ownerUrl, appUrl, owner };
}

async function copyTemplate(templateUrl: string): Promise<{ ownerUrl: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(templateUrl, `CREATE DATABASE ${name} TEMPLATE ${databaseOf(templateUrl)}`);
  return { ownerUrl: urlOf(templateUrl, name), drop: () => dropDatabase(templateUrl, name) };
}

/** The server waits a while for connections that are closing: cut off, they would raise an error with nobody to hear it. */
async function dropDatabase(anyUrl: string, name: string): Promise<void> {
  await asAdmin(anyUrl, `DROP DATABASE ${name}`).catch(() => asAdmin(anyUrl, `DROP DATABASE ${name} WITH (FORCE)`));
}

async function asAdmin(anyUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: urlOf(anyUrl, "postgres") });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

function urlOf(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
