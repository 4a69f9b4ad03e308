import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { exportedFunctions, type ExportedFunction } from "./support/exports";
import { valuesOf } from "./support/message-values";

/**
 * What lib/data exports without asking who looks. Each is about no client, or is what a viewer is proved with, or works
 * below a connection that is already bound to one.
 */
const NEEDS_NO_VIEWER: Record<string, readonly string[]> = {
  "app-role.ts": ["ensureAppLogin"], // the owner's
  "audit.ts": ["recordRefusedSignIn"], // nobody is signed in
  "bank.ts": ["getBank", "pingDatabase"], // the calendar and the health of the server
  "database.ts": ["beforeSignIn", "readBeforeSignIn", "useDatabase"], // the handle itself
  "migrate.ts": ["migrateDatabase"], // the owner's
  "sign-in-attempts.ts": ["countAttempt", "forgetAttempts"], // nobody is signed in
  "users.ts": ["findActiveUser", "findSignIn", "listDemoAccounts"], // nobody is signed in
};

/** A key of the HTTP door and the secret of a calendar are checked by the database. Db and SqlRunner are bound to a viewer, or to the owner, by whoever made them; only lib/data and jobs can. */
const SAYS_WHO_ASKS = /^(Viewer|ApiKeyProof|CalendarProof|Db|SqlRunner)$/;

/** The database answers later: what says that it answers at once has not asked it. */
const asksDatabase = ({ result }: ExportedFunction) => result === "" || result.includes("Promise");

it("every exported function of lib/data takes the viewer first", () => {
  const without = filesBelow("lib/data", ".ts").flatMap((file) =>
    exportedFunctions(file)
      .filter(asksDatabase)
      .filter(({ firstParameter }) => !SAYS_WHO_ASKS.test(firstParameter))
      .map(({ name }) => `${path.basename(file)}: ${name}`),
  );
  const allowed = Object.entries(NEEDS_NO_VIEWER).flatMap(([file, names]) => names.map((name) => `${file}: ${name}`));
  expect(without.sort()).toEqual(allowed.sort());
});

it("every statement of prisma/sql is run, and every statement run is there", () => {
  const there = readdirSync("prisma/sql").map((file) => file.replace(/\.sql$/, ""));
  const run = filesBelow("lib", ".ts").flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bstatement\("([^"]+)"\)/g)].map((match) => match[1]));
  expect(new Set(run)).toEqual(new Set(there));
});

it("every table of a client has the client first in its primary key", () => {
  const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{$([\s\S]*?)^\}$/gm);
  const offenders = [...models]
    .filter(([, , body = ""]) => /^ +client +Client\b/m.test(body))
    .filter(([, , body = ""]) => !/@@id\(\[clientId\b/.test(body) && !/^ +clientId .*@id\b/m.test(body))
    .map(([, name]) => name);
  expect(offenders).toEqual([]);
});

it("lib has the rooms of the drawing and no other", () => {
  expect(foldersOf("lib")).toEqual(["auth", "data", "demo", "domain", "i18n", "import", "jobs", "schemas"]);
});

it("files are named after a noun of the domain, in kebab case, and none is a barrel", () => {
  const files = ["app", "components", "lib", "scripts", "tests"].flatMap((folder) => filesBelow(folder, ".ts", ".tsx", ".mjs"));
  const names = files.map((file) => path.basename(file).replace(/(\.(test|spec|module|d|config))?\.\w+$/, ""));
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(names.filter((name) => /^(utils?|helpers?|misc|common|shared|index|types|constants)$/.test(name))).toEqual([]);
});

it("both languages say the same things with the same values", () => {
  expect(placesIn(en)).toEqual(placesIn(fr));
});

it("no message is empty", () => {
  const empty = [fr, en].flatMap((messages) => leavesOf(messages).filter(([, text]) => text.trim() === ""));
  expect(empty).toEqual([]);
});

type Messages = { readonly [key: string]: string | Messages };

/** Each key with the names of the values that its message takes. */
function placesIn(messages: Messages): Record<string, string[]> {
  return Object.fromEntries(leavesOf(messages).map(([key, text]) => [key, valuesOf(text)]));
}

function leavesOf(messages: Messages, prefix = ""): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : leavesOf(value, `${prefix}${key}.`),
  );
}

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function filesBelow(folder: string, ...endings: string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => path.join(folder, file));
}
