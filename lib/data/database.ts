import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import type { Pool } from "pg";
import { webEnv } from "@/lib/env";
import { logEvent } from "@/lib/log";
import { preparedName } from "./prepared-statements";
import type { SqlRunner } from "./statement";
import type { Viewer } from "./viewer";
import { currentUserId, ViewerPool } from "./viewer-pool";

/** A user for whom no client exists. */
const NOBODY = 0;

/** The handle that lib/data works with; the same inside and outside a transaction. */
export type Db = Prisma.TransactionClient;

type Connection = { pool: ViewerPool; prisma: PrismaClient };

// `next dev` reloads modules; the pool must survive that.
const kept = globalThis as unknown as { mireilleDatabase?: Connection };

function connection(): Connection {
  kept.mireilleDatabase ??= connect(webEnv().APP_DATABASE_URL, webEnv().DATABASE_POOL_SIZE);
  return kept.mireilleDatabase;
}

function connect(url: string, max: number): Connection {
  const pool = new ViewerPool({ connectionString: url, max });
  // A connection lost while idle (the database was restarted) must not end the server: the pool opens another.
  pool.on("error", () => logEvent("database.connectionLost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  const adapter = new PrismaPg(pool as unknown as Pool, { statementNameGenerator: ({ sql }) => preparedName(sql) ?? "" });
  const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 30_000, timeout: 30_000 } });
  return { pool, prisma };
}

/** Points lib/data at another database (tests, benchmarks); returns what closes it. */
export function useDatabase(appUrl: string, max = 5): () => Promise<void> {
  const opened = connect(appUrl, max);
  kept.mireilleDatabase = opened;
  return async () => {
    if (kept.mireilleDatabase === opened) delete kept.mireilleDatabase;
    await opened.prisma.$disconnect();
    await opened.pool.end().catch(() => undefined);
  };
}

/** Runs `read` as this viewer: row-level security sees the viewer's id with each statement. */
export function inViewerScope<T>(viewer: Viewer, read: (db: Db) => Promise<T>): Promise<T> {
  // Awaited inside: a Prisma query only starts when it is awaited, and must start in this context.
  return currentUserId.run(viewer.userId, async () => await read(connection().prisma));
}

/**
 * The rows of one statement as this viewer: what a page reads. Not by way of Prisma, which takes as long over fifty rows
 * as the database does. Rows are what node-postgres makes of them: cast days to text, bigints to float8.
 */
export function readAs<Row>(viewer: Viewer, sql: Prisma.Sql): Promise<Row[]> {
  return readAsUser(viewer.userId, sql);
}

/** As readAs(), for statements that are written elsewhere with their values. */
export function runnerAs(viewer: Viewer): SqlRunner {
  return async <Row>(text: string, values: readonly unknown[]) => (await connection().pool.readAs<Row>(viewer.userId, { name: preparedName(text), text, values: [...values] })).rows;
}

/** As readAs(), for what is read before anyone is signed in. */
export function readBeforeSignIn<Row>(sql: Prisma.Sql): Promise<Row[]> {
  return readAsUser(NOBODY, sql);
}

async function readAsUser<Row>(viewerId: number, { text, values }: Prisma.Sql): Promise<Row[]> {
  const { rows } = await connection().pool.readAs<Row>(viewerId, { name: preparedName(text), text, values });
  return rows;
}

/** Runs `write` as this viewer in one transaction: all of it or none. */
export function inViewerTransaction<T>(viewer: Viewer, write: (db: Db) => Promise<T>): Promise<T> {
  return currentUserId.run(viewer.userId, async () => await connection().prisma.$transaction(write));
}

/**
 * Before anyone is signed in: user 0, for whom no client exists. Not "no user", because a statement that waits for a
 * connection would then run as whoever released it.
 */
export function beforeSignIn<T>(work: (db: Db) => Promise<T>): Promise<T> {
  return currentUserId.run(NOBODY, async () => await work(connection().prisma));
}

/** Hand-written SQL on a viewer's handle. Rows are what Prisma makes of them: cast dates to text, bigints to float8. */
export function runnerOf(db: Db): SqlRunner {
  return <Row>(sql: string, values: readonly unknown[]) => db.$queryRawUnsafe<Row[]>(sql, ...values);
}
