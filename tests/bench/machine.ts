import { readFileSync } from "node:fs";
import os from "node:os";
import pg from "pg";

/** Where the figures come from, in one line a fact. */
export async function machineFacts(databaseUrl: string): Promise<string[]> {
  const [cpu] = os.cpus();
  const { version: next } = JSON.parse(readFileSync("node_modules/next/package.json", "utf8")) as { version: string };
  return [
    `${os.cpus().length} cores, ${cpu?.model.trim() ?? "unknown"}; ${Math.round(os.totalmem() / 2 ** 30)} GB of memory; ${os.platform()} ${os.release()}`,
    `Node.js ${process.versions.node}, Next.js ${next}, PostgreSQL ${await serverVersion(databaseUrl)}`,
    `load average at the start: ${os.loadavg().map((load) => load.toFixed(1)).join(", ")}`,
  ];
}

async function serverVersion(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return rows[0]?.server_version ?? "unknown";
}
