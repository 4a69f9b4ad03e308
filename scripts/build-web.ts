import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { exitOf } from "./child-guard";

const SOURCES = ["instrumentation.ts", "app", "components", "lib", "prisma/schema.prisma", "public", "next.config.js", "proxy.ts", "tsconfig.json", "package.json"];
const MARK = path.join(".next", "mireille-sources");

/** Builds the web application, unless the build in `.next` is of these very sources. */
export async function buildWeb(): Promise<void> {
  const sources = digestOfSources();
  if (fs.existsSync(MARK) && fs.readFileSync(MARK, "utf8") === sources) return;
  const log: Buffer[] = [];
  const build = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  build.stdout.on("data", (part: Buffer) => log.push(part));
  build.stderr.on("data", (part: Buffer) => log.push(part));
  if ((await exitOf(build)) !== 0) throw new Error(`The web application does not build:\n${Buffer.concat(log).toString()}`);
  fs.writeFileSync(MARK, sources);
}

function digestOfSources(): string {
  const digest = createHash("sha256");
  for (const file of SOURCES.flatMap(filesBelow)) digest.update(file).update(fs.readFileSync(file));
  return digest.digest("hex");
}

function filesBelow(place: string): string[] {
  if (!fs.existsSync(place)) return [];
  if (!fs.statSync(place).isDirectory()) return [place];
  return fs
    .readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}
