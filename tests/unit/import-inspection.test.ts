import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type ColumnMapping, headerSet } from "@/lib/import/column-names";
import { inspectSources } from "@/lib/import/delivery";
import { type Encoding, encodeText } from "@/lib/import/encodings";
import { FILE_PROBLEMS } from "@/lib/import/file-problem";
import type { FileChoice } from "@/lib/import/file-settings";
import { inspectFile } from "@/lib/import/inspection";
import { sayFileProblem } from "@/lib/import/messages";
import { inspect, sourceOf } from "@/tests/support/sources";

const BRANCHES = "branch_code;name;commune\nB01;Hôtel de Ville;Orléans\nB02;Cœur d’Ainay;Lyon\n";
const HOLDINGS = (...days: string[]) => ["client_ref;contract_ref;product_code;opened_on;closed_on", ...days.map((day, n) => `1;A${n};DAV;${day};`)].join("\n");

describe("the encoding of a file", () => {
  it.each<[string, Encoding, string, string]>([
    ["UTF-8 without a mark", "UTF-8", "", "VALID"],
    ["UTF-8 with one", "UTF-8", "\uFEFF", "MARK"],
    ["UTF-16LE with one", "UTF-16LE", "\uFEFF", "MARK"],
    ["UTF-16BE with one", "UTF-16BE", "\uFEFF", "MARK"],
    ["UTF-16LE without", "UTF-16LE", "", "ZERO_BYTES"],
    ["UTF-16BE without", "UTF-16BE", "", "ZERO_BYTES"],
    ["Windows-1252", "WINDOWS-1252", "", "LETTERS"],
    ["Mac Roman", "MACINTOSH", "", "LETTERS"],
  ])("is found: %s", async (_, encoding, mark, reason) => {
    const found = await inspect("branches.csv", encodeText(encoding, mark + BRANCHES) ?? "");
    expect(found).toMatchObject({ settings: { encoding, separator: ";" }, found: { encoding: reason, accents: "Hôtel de Ville" }, problems: [] });
    expect(found.rows).toEqual([["B01", "Hôtel de Ville", "Orléans"], ["B02", "Cœur d’Ainay", "Lyon"]]);
  });

  it("is found by the letters that tell ISO 8859-15 from Windows-1252", async () => {
    const text = BRANCHES.replace("’", "'").replace("Gare", "12 €");
    expect(await inspect("branches.csv", encodeText("ISO-8859-15", text) ?? "")).toMatchObject({ settings: { encoding: "ISO-8859-15" }, rows: [{}, ["B02", "Cœur d'Ainay", "Lyon"]] });
  });

  it("may be said instead, and then each byte must mean something in it", async () => {
    const bytes = encodeText("WINDOWS-1252", BRANCHES) ?? "";
    expect(await inspect("branches.csv", bytes, { encoding: "UTF-8" })).toMatchObject({ problems: [{ file: "branches.csv", code: "unreadableLine", line: 2, detail: "UTF-8" }] });
    expect((await inspect("branches.csv", bytes, { encoding: "MACINTOSH" })).rows[0]).toEqual(["B01", "HÙtel de Ville", "OrlÈans"]);
  });

  it("of UTF-8 with a damaged letter is UTF-8, and the line is named before anything begins", async () => {
    const damaged = Buffer.concat([Buffer.from(BRANCHES), Buffer.from("B03;Caf\xe9;Lyon\n", "latin1")]);
    expect(await inspect("branches.csv", damaged)).toMatchObject({ problems: [{ code: "unreadableLine", line: 4, detail: "UTF-8" }] });
  });
});

describe("how days and amounts are written", () => {
  it.each([
    ["the only format that fits", ["31/12/2025", "02/01/2025"], "DD/MM/YYYY", "FITS"],
    ["American days", ["12/31/2025", "02/01/2025"], "MM/DD/YYYY", "FITS"],
    ["with points", ["02.01.2025"], "DD.MM.YYYY", "FITS"],
    ["without signs", ["20250102"], "YYYYMMDD", "FITS"],
    ["days that could be months", ["02/01/2025", "03/04/2025"], "DD/MM/YYYY", "DOUBTFUL"],
    ["a day that is the same both ways", ["01/01/2025"], "DD/MM/YYYY", "FITS"],
    ["a stray one among days of the calendar", ["2025-01-01", "2025-01-02", "03/04/2025"], "YYYY-MM-DD", "MIXED"],
    ["none at all", [], "YYYY-MM-DD", "NONE"],
    ["two that exclude each other", ["31/12/2025", "12/31/2025", "13/01/2025"], "DD/MM/YYYY", "MIXED"],
  ] as const)("is found: %s", async (_, days, dates, reason) => {
    const found = await inspect("holdings.csv", HOLDINGS(...days));
    expect(found).toMatchObject({ settings: { dates }, found: { dates: { reason } } });
    expect(found.problems.map(({ code }) => code)).toEqual(reason === "DOUBTFUL" ? ["doubtfulDates"] : []);
  });

  it("is looked for further down while it is in doubt", async () => {
    const days = Array.from({ length: 25_000 }, () => "02/01/2025");
    expect(await inspect("holdings.csv", HOLDINGS(...days, "31/12/2024"))).toMatchObject({ settings: { dates: "DD/MM/YYYY" }, found: { dates: { reason: "FITS", example: "31/12/2024" } }, problems: [] });
  });

  it("in doubt in one file, is what it is in the others", async () => {
    const clients = "client_ref;branch_code;advisor_email;last_name;first_name;client_since_on\n1;B;a@b.c;L;F;31/12/2001\n";
    const { files, problems } = await inspectSources([sourceOf("holdings.csv", HOLDINGS("02/01/2025")), sourceOf("clients.csv", clients)], { choices: {}, recall: () => Promise.resolve({}), isComplete: false });
    expect(problems).toEqual([]);
    expect(files.map(({ name, settings, found }) => [name, settings?.dates, found.dates.reason])).toEqual([["clients.csv", "DD/MM/YYYY", "FITS"], ["holdings.csv", "DD/MM/YYYY", "OTHER_FILES"]]);
  });

  it.each([
    ["12,5", "COMMA"],
    ["12.5", "POINT"],
    ["12,5;1.5", "EITHER"],
    ["12", "EITHER"],
  ] as const)("%s is written with %s", async (amounts, decimals) => {
    const rows = amounts.split(";").map((amount) => `P${amount};SAVINGS;A;B;${amount};1;9`);
    expect(await inspect("products.csv", ["product_code;universe;name_fr;name_en;annual_value;prior_successes;prior_failures", ...rows].join("\n"))).toMatchObject({ settings: { decimals } });
  });
});

describe("which file it is, and which column is which", () => {
  it.each([
    ["by its name", "BRANCHES.CSV", BRANCHES, "branches", "NAME"],
    ["by its columns, whatever its name", "export_0412.txt", BRANCHES, "branches", "COLUMNS"],
    ["by a word of its name", "liste_agences_2026.csv", "a;b\n", "branches", "NAME"],
  ])("%s", async (_, name, text, kind, by) => {
    expect((await inspect(name, text)).kind).toEqual({ kind, by });
  });

  it("is not guessed", async () => {
    expect(await inspect("export.csv", "a;b\n1;2\n")).toMatchObject({ kind: null, problems: [{ code: "unknownKind" }] });
  });

  it("knows what core banks call their columns, and says what it does not know", async () => {
    const found = await inspect("clients.csv", "N° client;Code agence;Conseiller;Nom;Prénom;Client depuis;Date de naissance;Sexe\n");
    expect(found.columns.map(({ column, by }) => [column, by])).toEqual([
      ["client_ref", "SYNONYM"], ["branch_code", "SYNONYM"], ["advisor_email", "SYNONYM"], ["last_name", "SYNONYM"], ["first_name", "SYNONYM"],
      ["client_since_on", "SYNONYM"], ["birth_on", "SYNONYM"], [null, null],
    ]);
    expect(found.problems).toEqual([{ file: "clients.csv", code: "unknownColumns", columns: ["Sexe"] }]);
  });

  it("takes what someone says: that a column is another, or to be ignored", async () => {
    const found = await inspect("branches.csv", "Agence;name;commune;Sexe\nB01;A;B;C\n", { columns: { Agence: "branch_code", Sexe: null } });
    expect(found).toMatchObject({ problems: [], columns: [{ column: "branch_code", by: "CHOSEN" }, {}, {}, { column: null, by: "CHOSEN" }] });
  });

  it("prefers what was said before of the same columns to its own guess", async () => {
    const said: ColumnMapping = { CODE: "branch_code" };
    const recall = (kind: string, headers: readonly string[]) => Promise.resolve(kind === "branches" && headerSet(headers) === headerSet(["commune", "CODE", "Nom"]) ? said : {});
    expect(await inspectFile(sourceOf("branches.csv", "CODE;Nom;commune\n"), {}, recall)).toMatchObject({ problems: [], columns: [{ by: "REMEMBERED" }, { by: "SYNONYM" }, { by: "NAME" }] });
  });

  it.each([
    ["a column that is missing", "branch_code;name\n", "missingColumns", ["commune"]],
    ["one that comes twice", "branch_code;name;commune;name\n", "repeatedColumns", ["name"]],
    ["two for the same", "branch_code;Nom;Libellé;commune\n", "unknownColumns", ["Nom", "Libellé"]],
    ["one that is no column of ours", "branch_code;name;commune;X\n", "unknownColumns", ["X"], { columns: { X: "sexe" } }],
  ] as [string, string, string, string[], FileChoice?][])("refuses %s", async (_, text, code, columns, choice = {}) => {
    expect((await inspect("branches.csv", text, choice)).problems).toContainEqual({ file: "branches.csv", code, columns });
  });
});

describe("what is no file of rows", () => {
  const workbook = Buffer.concat([Buffer.from("PK\x03\x04\x14\x00\x06\x00", "latin1"), Buffer.from("[Content_Types].xml")]);
  it.each<[string, Uint8Array | string, string, string?]>([
    ["nothing", "", "emptyFile"],
    ["blank lines", "\r\n\n\r\n", "emptyFile"],
    ["an archive", Buffer.from("PK\x03\x04\x14\x00", "latin1"), "archive", "ZIP"],
    ["a workbook", workbook, "archive", "XLSX"],
    ["an older workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "archive", "XLS"],
    ["a compressed file, however large it would become", gzipSync(Buffer.alloc(20_000_000)), "archive", "GZIP"],
    ["a document", "%PDF-1.7\n", "archive", "PDF"],
    ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), "archive", "IMAGE"],
    ["bytes of any kind", Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919) % 256)), "binary"],
    ["a header with a quote that never closes", 'branch_code;"name;commune\nB01;A;B\n', "headerQuotes"],
    ["a line of ten megabytes", "x".repeat(10_000_000), "headerTooLong"],
    ["a million columns", "x;".repeat(1_000_000), "headerTooLong"],
    ["a thousand columns", Array.from({ length: 1_000 }, (_, n) => `c${n}`).join(";"), "tooManyColumns", "1000 > 500"],
    ["a list without columns", "Durand\nDupont\n", "unknownColumns"],
  ])("%s is refused by its name: %#", async (_, content, code, detail) => {
    const { problems } = await inspect("branches.csv", content);
    expect(problems[0]).toMatchObject({ file: "branches.csv", code, ...(detail === undefined ? {} : { detail }) });
  });

  it("is refused in words that leave nothing unfilled", () => {
    for (const language of ["fr", "en"] as const)
      for (const code of FILE_PROBLEMS) expect(sayFileProblem(language, { file: "f", code, line: 1, columns: ["c"], detail: "d" })).not.toMatch(/[{}]/);
  });
});

it("two files for one, and a folder that lacks what the format needs, are told", async () => {
  const sources = [sourceOf("branches.csv", BRANCHES), sourceOf("agences.csv", BRANCHES)];
  const { problems } = await inspectSources(sources, { choices: {}, recall: () => Promise.resolve({}), isComplete: true });
  expect(problems).toEqual([
    { file: "agences.csv", code: "repeatedKind", detail: "branches.csv" },
    ...["clients.csv", "holdings.csv", "activity.csv", "interactions.csv"].map((file) => ({ file, code: "missingFile" })),
  ]);
});
