import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { columnMeaning } from "@/components/imports/column-meaning";
import { afterEvent, nextToSend, NOTHING_SENT, secondsLeft, type SendingEvent } from "@/components/imports/sending";
import { refusalOfContent, refusalOfName } from "@/lib/domain/uploads";
import { importColumns, type ImportFileName } from "@/lib/schemas/import";
import { pathOfFile, receiveFile, sweepHalfFiles } from "@/lib/jobs/uploads/upload-folder";

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

describe("what the first bytes show", () => {
  it.each([
    ["a zip", bytes("PK", [3, 4], "....clients.csv"), "ARCHIVE"],
    ["an Excel file under any name", bytes("PK", [3, 4], "........[Content_Types].xml"), "SPREADSHEET"],
    ["a LibreOffice file", bytes("PK", [3, 4], "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "SPREADSHEET"],
    ["an older Excel file", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "SPREADSHEET"],
    ["gzip", bytes([0x1f, 0x8b, 8, 0]), "ARCHIVE"],
    ["bzip2", bytes("BZh91AY&SY"), "ARCHIVE"],
    ["a PDF", bytes("%PDF-1.7"), "PDF"],
    ["zeros at every place", bytes([1, 0, 0, 7, 0, 0, 9, 0, 0, 0]), "BINARY"],
    ["text", bytes("client_ref;last_name\n"), null],
    ["text that begins like a zip", bytes("PK;nom\n"), null],
    ["text that begins like bzip2", bytes("BZhé;nom\n"), null],
    ["Windows-1252", bytes("Prénom;Âge\n"), null],
    ["UTF-16, little end first, with its mark", Buffer.from("\ufeffréférence;nom\n", "utf16le"), null],
    ["UTF-16 without a mark", Buffer.from("reference;nom\n", "utf16le"), null],
    ["nothing", bytes(), null],
  ])("%s", (_, first, refusal) => {
    expect(refusalOfContent(first)).toBe(refusal);
  });
});

it.each([
  ["clients.csv", null],
  ["CLIENTS 2026-11 (été).CSV", null],
  ["activité.tsv", null],
  ["clients.zip", "ARCHIVE"],
  ["clients.csv.gz", "ARCHIVE"],
  ["clients.xlsx", "SPREADSHEET"],
  ["clients.pdf", "PDF"],
  ["clients", "ENDING"],
  ["../../etc/passwd.csv", "NAME"],
  ["a\u202egpj.csv", "NAME"],
  ["a\u0000.csv", "NAME"],
  [`${"x".repeat(200)}.csv`, "NAME"],
])("the name %j", (name, refusal) => {
  expect(refusalOfName(name)).toBe(refusal);
});

describe("receiving", () => {
  let folder = "";
  const place = () => ({ folder, uploadId: "u", fileId: "f" });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "uploads-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function* pieces(...texts: string[]) {
    for (const text of texts) yield Buffer.from(text);
  }
  async function* cutAfter(text: string) {
    yield Buffer.from(text);
    throw new Error("aborted");
  }
  async function* silentAfter(text: string) {
    yield Buffer.from(text);
    await new Promise(() => undefined);
  }
  const left = async () => (await readdir(path.join(folder, "u"))).length;

  it("a whole file lies under its id, byte by byte", async () => {
    expect(await receiveFile(place(), pieces("a;b\n", "é;1\n"), { declaredBytes: 9, roomBytes: 100 })).toBe(9);
    expect(await readFile(pathOfFile(place()), "utf8")).toBe("a;b\né;1\n");
    expect(await left()).toBe(1);
  });

  it.each([
    ["a cut connection", () => cutAfter("a;b"), { declaredBytes: 9, roomBytes: 100 }, "CUT"],
    ["an end that comes too soon", () => pieces("a;b"), { declaredBytes: 9, roomBytes: 100 }, "CUT"],
    ["a sender that falls silent", () => silentAfter("a;b"), { declaredBytes: 9, roomBytes: 100, silenceMs: 30 }, "CUT"],
    ["more than was declared", () => pieces("a;b;c;d"), { declaredBytes: 3, roomBytes: 100 }, "TOO_LARGE"],
    ["more than there is room for", () => pieces("a;b;", "c;d;"), { declaredBytes: 8, roomBytes: 5 }, "TOO_LARGE"],
    ["a zip in two pieces", () => pieces("P", "K\u0003\u0004...."), { declaredBytes: 8, roomBytes: 100 }, "ARCHIVE"],
    ["more than the disk holds", () => pieces("a"), { declaredBytes: 2 ** 52, roomBytes: 2 ** 53 }, "DISK_FULL"],
  ])("%s leaves nothing", async (_, sent, limits, refusal) => {
    expect(await receiveFile(place(), sent(), limits)).toBe(refusal);
    expect(await left()).toBe(0);
  });

  it("a half file that a killed server left is swept once it is old, a whole one never", async () => {
    await receiveFile(place(), pieces("a"), { declaredBytes: 1, roomBytes: 100 });
    const [old, fresh] = ["x.1-1.part", "y.1-1.part"].map((name) => path.join(folder, "u", name));
    for (const half of [old, fresh]) await writeFile(half ?? "", "half");
    const anHourAgo = Date.now() / 1000 - 3600;
    for (const file of [old ?? "", pathOfFile(place())]) await utimes(file, anHourAgo, anHourAgo);
    await sweepHalfFiles(folder, "u");
    expect((await readdir(path.join(folder, "u"))).sort()).toEqual(["f", "y.1-1.part"]);
  });
});

describe("the list of files on their way", () => {
  const file = (name: string) => new File(["1234567890"], name);
  const received = { id: "1", name: "a.csv", sizeBytes: 10, receivedAt: new Date(0) };
  const after = (...events: SendingEvent[]) => events.reduce(afterEvent, NOTHING_SENT);
  const added: SendingEvent = {
    kind: "ADDED",
    files: [{ key: "zip", file: file("a.zip"), refusal: "ARCHIVE" }, { key: "a", file: file("a.csv"), refusal: null }, { key: "b", file: file("b.csv"), refusal: null }],
  };

  it("sends one at a time, in order, and never what was refused", () => {
    expect(nextToSend(after(added))?.key).toBe("a");
    expect(nextToSend(after(added, { kind: "BEGUN", key: "a" }))).toBeNull();
    expect(nextToSend(after(added, { kind: "BEGUN", key: "a" }, { kind: "ENDED", key: "a", result: { kind: "RECEIVED", file: received } }))?.key).toBe("b");
  });

  it("what failed waits for a retry, what was refused stays, what was cancelled goes", () => {
    const failed = after(added, { kind: "BEGUN", key: "a" }, { kind: "ENDED", key: "a", result: { kind: "FAILED", code: "OFFLINE" } });
    expect(nextToSend(failed)?.key).toBe("b");
    expect(nextToSend(afterEvent(failed, { kind: "RETRIED", key: "a" }))?.key).toBe("a");
    const cancelled = after(added, { kind: "BEGUN", key: "a" }, { kind: "ENDED", key: "a", result: { kind: "CANCELLED" } });
    expect(cancelled.files.map(({ key }) => key)).toEqual(["zip", "b"]);
    expect(cancelled.received).toEqual([]);
  });

  it("tells the time left from the speed so far", () => {
    const [, sending] = after(added, { kind: "BEGUN", key: "a" }, { kind: "PROGRESS", key: "a", sentBytes: 4, elapsedMs: 2000 }).files;
    expect(sending && secondsLeft(sending)).toBe(3);
  });
});

it.each([
  ["clients", "client_ref", { kind: "text", values: { max: 64 } }],
  ["clients", "zone", { kind: "choice", values: { list: "URBAN · PERI_URBAN · RURAL" } }],
  ["clients", "occupation", { kind: "count", values: { min: 1, max: 8 } }],
  ["clients", "income", { kind: "amount", values: {} }],
  ["activity", "pnb", { kind: "amount", values: {} }],
  ["activity", "month", { kind: "month", values: {} }],
  ["holdings", "opened_on", { kind: "day", values: {} }],
  ["interactions", "occurred_at", { kind: "instant", values: {} }],
  ["interactions", "products_sold", { kind: "list", values: {} }],
  ["interactions", "review", { kind: "yesNo", values: {} }],
  ["staff", "email", { kind: "email", values: {} }],
  ["products", "prior_successes", { kind: "number", values: {} }],
] as const)("the format says what may stand in %s.%s", (file: ImportFileName, name, meaning) => {
  const column = importColumns(file)[name];
  expect(column && columnMeaning(column)).toEqual(meaning);
});
