import http from "node:http";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, heading, test } from "../support/journey";
import { BANK, choose, enter, openImport } from "../support/imports";
import { BANK_STAFF } from "../support/small-bank";

const BIG_BYTES = 300_000_000;

// Requests that are cut, refused or sent without a network are what these journeys are about.
test.use({ baseURL: BANK, provoked: /Failed to load resource/ });
test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  // The second bank is ready a moment after the first.
  await expect(async () => expect((await fetch(`${BANK}/api/health`)).status).toBe(200)).toPass({ timeout: 120_000 });
});

test("files are sent, refused with what to do, removed, and the import deleted; a second administrator sees the same", async ({ page, browser }) => {
  await enter(page, BANK_STAFF.administrator);
  await page.getByRole("link", { name: "Imports" }).click();
  await page.getByRole("button", { name: "Nouvel import" }).click();
  await expect(heading(page)).toContainText("Import du");

  await choose(page, [
    { name: "clients d’octobre.csv", buffer: Buffer.from("n° client;prénom\nC0001;Zoé\n", "latin1") },
    { name: "contrats.csv", buffer: Buffer.from("client_ref;contract_ref\n") },
    { name: "classeur.csv", buffer: Buffer.from("PK\u0003\u0004......[Content_Types].xml") },
    { name: "tout.zip", buffer: Buffer.from("PK\u0003\u0004......clients.csv") },
    { name: "vide.csv", buffer: Buffer.alloc(0) },
    { name: "<img src=x onerror=alert(1)>.csv", buffer: Buffer.from("a;b\n") },
  ]);
  const received = page.getByRole("table", { name: "Fichiers reçus" });
  await expect(received.getByRole("rowheader")).toHaveText(["<img src=x onerror=alert(1)>.csv", "clients d’octobre.csv", "contrats.csv"]);
  const refused = page.getByRole("list", { name: "Envoi en cours" }).getByRole("listitem");
  await expect(refused).toHaveCount(3);
  await expect(refused.filter({ hasText: "classeur.csv" })).toContainText("Enregistrez chaque feuille au format CSV");
  await expect(refused.filter({ hasText: "tout.zip" })).toContainText("Décompressez-la");
  await expect(refused.filter({ hasText: "vide.csv" })).toContainText("0 octet");

  await choose(page, [{ name: "contrats.csv", buffer: Buffer.from("again\n") }]);
  await expect(refused.filter({ hasText: "contrats.csv" })).toContainText("Un fichier du même nom est déjà reçu");
  await page.getByRole("button", { name: "Retirer contrats.csv" }).click();
  await expect(received.getByRole("rowheader")).toHaveCount(2);

  const second = await browser.newPage({ baseURL: BANK, locale: "en-GB" });
  await enter(second, BANK_STAFF.secondAdministrator);
  await second.goto(page.url());
  await expect(second.getByRole("table", { name: "Files received" }).getByRole("rowheader")).toHaveCount(2);
  await second.getByRole("button", { name: "Delete this import" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Delete this import" }).click();
  await expect(heading(second)).toHaveText("Imports");
  await second.close();
  expect((await page.reload())?.status()).toBe(404);
});

test("what goes wrong on the way leaves nothing, and can be tried again", async ({ page, context }) => {
  await openImport(page);
  await context.route("**/api/imports/**", (route) => route.abort("connectionreset"), { times: 1 });
  await choose(page, [{ name: "contrats.csv", buffer: Buffer.from("client_ref\n") }]);
  const row = page.getByRole("list", { name: "Envoi en cours" }).getByRole("listitem");
  await expect(row).toContainText("La connexion au serveur s’est interrompue");
  await page.reload();
  await expect(page.getByText("Aucun fichier reçu pour l’instant.")).toBeVisible();

  await context.route("**/api/imports/**", (route) => route.abort("connectionreset"), { times: 1 });
  await choose(page, [{ name: "contrats.csv", buffer: Buffer.from("client_ref\n") }]);
  await page.getByRole("button", { name: "Réessayer d’envoyer contrats.csv" }).click();
  await expect(page.getByRole("rowheader", { name: "contrats.csv" })).toBeVisible();
});

test("the door for files: who, from where, what; a cut body leaves nothing", async ({ page, browser }) => {
  const path = await openImport(page);
  const own = { cookie: await cookieOf(page), origin: BANK };
  const body = Buffer.from("client_ref;nom\nC1;A\n");
  expect(await post(path, { "x-file-name": "a.csv", origin: BANK }, body)).toEqual({ status: 401, code: "SIGNED_OUT" });
  expect(await post(path, { ...own, "x-file-name": "a.csv", origin: "https://elsewhere.example" }, body)).toEqual({ status: 403, code: "FORBIDDEN" });
  expect(await post(path, { cookie: own.cookie, "x-file-name": "a.csv" }, body)).toEqual({ status: 403, code: "FORBIDDEN" });
  expect(await post(path, { ...own, "x-file-name": "..%2F..%2Fa.csv" }, body)).toEqual({ status: 400, code: "NAME" });
  expect(await post(path, { ...own, "x-file-name": "a.csv" }, Buffer.from("PK\u0003\u0004....clients.csv"))).toEqual({ status: 415, code: "ARCHIVE" });
  expect(await post(path, { ...own, "x-file-name": "a.csv", "content-length": "10000000001" }, body)).toEqual({ status: 413, code: "TOO_LARGE" });
  expect(await post(path.replace(/[\w-]{36}/, crypto.randomUUID()), { ...own, "x-file-name": "a.csv" }, body)).toEqual({ status: 404, code: "NOT_FOUND" });
  for (const who of ["advisor", "supervisor", "analyst"] as const) {
    const other = await browser.newPage({ baseURL: BANK });
    await enter(other, BANK_STAFF[who]);
    expect(await post(path, { cookie: await cookieOf(other), origin: BANK, "x-file-name": "a.csv" }, body), who).toEqual({ status: 403, code: "FORBIDDEN" });
    await other.close();
  }
  await cut(path, { ...own, "x-file-name": "a.csv" }, body);
  await expect(async () => expect(filesOf(path)).toEqual([])).toPass();
  expect(await post(path, { ...own, "x-file-name": "a.csv" }, body)).toMatchObject({ status: 201 });
  expect(filesOf(path)).toHaveLength(1);
});

test("300 MB are taken without the server growing by them", async ({ page }) => {
  test.skip(process.platform !== "linux", "memory is read from /proc");
  const path = await openImport(page);
  const own = { cookie: await cookieOf(page), origin: BANK };
  await post(path, { ...own, "x-file-name": "warm.csv" }, Buffer.alloc(20_000_000, "C0001;1\n"));
  const pid = listenerOf(Number(process.env.E2E_BANK_PORT));
  const before = memoryOf(pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(pid))), 20);
  const answer = await postMany(path, { ...own, "x-file-name": "big.csv" }, Buffer.alloc(1_000_000, "C0001;1\n"), BIG_BYTES / 1_000_000);
  clearInterval(watch);
  expect(answer).toMatchObject({ status: 201 });
  expect(peak - before, `from ${before} to ${peak}`).toBeLessThan(60_000_000);
});

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

type Answer = { status: number | undefined; code?: string };

function post(path: string, headers: Record<string, string>, body: Buffer): Promise<Answer> {
  return postMany(path, headers, body, 1);
}

/** The same piece so many times, as fast as it is taken. */
function postMany(path: string, headers: Record<string, string>, piece: Buffer, times: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(BANK + path, { method: "POST", agent: false, headers: { "content-length": String(piece.length * times), ...headers } }, (response) => {
      let text = "";
      response.on("data", (part: Buffer) => (text += part.toString()));
      response.on("end", () => resolve({ status: response.statusCode, ...(JSON.parse(text) as object) }));
    });
    request.on("error", reject);
    const send = (left: number): void => {
      // A body shorter than announced has no end: the answer comes first.
      if (left === 0) return headers["content-length"] ? undefined : void request.end();
      if (request.write(piece)) send(left - 1);
      else request.once("drain", () => send(left - 1));
    };
    send(times);
  });
}

/** Sends a part of what it announces, and hangs up. */
function cut(path: string, headers: Record<string, string>, body: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const request = http.request(BANK + path, { method: "POST", agent: false, headers: { "content-length": String(body.length * 2), ...headers } });
    request.on("error", () => resolve());
    request.on("close", () => resolve());
    request.write(body);
    setTimeout(() => request.destroy(), 500);
  });
}

function filesOf(path: string): string[] {
  return readdirSync(`.data/e2e-uploads/${/[\w-]{36}/.exec(path)?.[0]}`);
}

/** The process that listens on this port. */
function listenerOf(port: number): string {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => readFileSync(file, "utf8").split("\n").map((line) => line.trim().split(/\s+/)));
  const inode = sockets.find(([, local, , state]) => local?.endsWith(`:${hex}`) && state === "0A")?.[9];
  const holds = (pid: string) => linksOf(`/proc/${pid}/fd`).includes(`socket:[${inode}]`);
  const found = readdirSync("/proc").find((entry) => /^\d+$/.test(entry) && holds(entry));
  if (!found) throw new Error(`nobody listens on ${port}`);
  return found;
}

function linksOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => readlinkSync(`${folder}/${name}`));
  } catch {
    // Gone meanwhile.
    return [];
  }
}

/** Bytes in memory. */
function memoryOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}
