import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { countTabs, listPortfolio, neighboursOf } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { NO_FILTER, PORTFOLIO_SORTS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;

/** First name, family name, the bank's number. */
const CLIENTS = [
  ["Claire", "Bousquet", "C-0042"],
  ["Émile", "Gauthier", "C-0043"],
  ["Zoé", "Gautier", "C-0044"],
  ["Jean-Pierre", "Le Goff", "C-0045"],
  ["Hélène", "Lefèvre", "0046.x"],
  ["Marie", "Martin", "C-0047"],
  ["Martin", "Dubois", "C-0048"],
  ["Paul", "Martinez", "C-0049"],
  ["Rose", "Marin", "C-0050"],
  ["Anne", "d’Œuvray", "C-0051"],
  ["Luc", "Li", "C-0052"],
  ["Lina", "Villeneuve", "C-0053"],
  ["Noé", "Roy", "C-0054"],
] as const;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  for (const [firstName, lastName, externalRef] of CLIENTS) await insertNamed(staff.advisor, { firstName, lastName, externalRef });
  await insertNamed(staff.colleague, { firstName: "Autre", lastName: "Bousquet", externalRef: "X-1" });
});

describe("a search finds", () => {
  it.each([
    ["a name as it is", "Bousquet", ["Bousquet"]],
    ["without accents, in any case", "LEFEVRE helene", ["Lefèvre"]],
    ["with accents that are not there", "Bôusquët", ["Bousquet"]],
    ["first and last name in any order", "goff jean", ["Le Goff"]],
    ["the beginnings of words", "le pier", ["Le Goff"]],
    ["a name of several words run together", "legoff", ["Le Goff"]],
    ["a double first name run together", "jeanpierre", ["Le Goff"]],
    ["with a hyphen or an apostrophe typed, or not", "d'oeuvray", ["d’Œuvray"]],
    ["a part of a word of some length", "villeneuv neuve", ["Villeneuve"]],
    ["a letter left out", "Bousqet", ["Bousquet"]],
    ["a letter too many", "Bouusquet", ["Bousquet"]],
    ["another letter", "Bousquel", ["Bousquet"]],
    ["two neighbours changed about", "Bosuquet", ["Bousquet"]],
    ["the first letter wrong", "Vousquet", ["Bousquet"]],
    ["two letters wrong in a long name", "Vileneuv", ["Villeneuve"]],
    ["a wrong letter in one of two words", "clarie bousquet", ["Bousquet"]],
    ["the bank's number", "C-0042", ["Bousquet"]],
    ["the bank's number in small letters and without its sign", "c0042", ["Bousquet"]],
    ["the beginning of the number", "0046", ["Lefèvre"]],
    ["a short name as it is", "li", ["Li", "Villeneuve"]],
  ])("%s: %s", async (_, text, names) => {
    expect((await found(text)).toSorted()).toEqual([...names].toSorted());
  });

  it("who bears the name before who bears nearly that name, each way round and in every order", async () => {
    expect(await found("gauthier")).toEqual(["Gauthier", "Gautier"]);
    expect(await found("gautier")).toEqual(["Gautier", "Gauthier"]);
    for (const sort of PORTFOLIO_SORTS) for (const reversed of [false, true]) {
      const { rows } = await listPortfolio(staff.advisor, { ...searchFor("martin"), sort, reversed });
      const groups = rows.map((row) => ["Martin", "Dubois"].includes(row.lastName) ? "whole" : row.lastName === "Martinez" ? "beginning" : "near");
      expect([sort, reversed, groups]).toEqual([sort, reversed, ["whole", "whole", "beginning", "near"]]);
      expect(rows.map(({ isNear }) => isNear)).toEqual([false, false, false, true]);
    }
  });

  it("the same clients by previous and next, and in the counts", async () => {
    const { rows } = await listPortfolio(staff.advisor, searchFor("martin"));
    const [, second] = rows;
    expect(await neighboursOf(staff.advisor, searchFor("martin"), second?.id ?? 0)).toEqual({ previousId: rows[0]?.id, nextId: rows[2]?.id, position: 2, total: rows.length });
    expect((await countTabs(staff.advisor, searchFor("martin"))).NEW).toBe(rows.length);
  });

  it("whatever is stored: a name of a thousand letters is no error", async () => {
    await insertNamed(staff.relationshipManager, { firstName: "A".repeat(900), lastName: "B".repeat(900), externalRef: "long" });
    expect(await found("Bousquet", staff.relationshipManager)).toEqual([]);
  });
});

describe("a search does not find", () => {
  it.each([
    ["a name that nobody bears", "Zimmermann"],
    ["one of two words without the other", "Bousquet Zimmermann"],
    ["a number with a wrong digit", "C-0142"],
    ["a number's inside", "042x"],
    ["a name of three letters but for one", "Ray"],
    ["two letters inside a word", "sq"],
    ["signs alone", "%"],
  ])("%s: %s", async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it("anyone who is not the viewer's, however near", async () => {
    for (const who of ["otherAdvisor", "otherSupervisor", "analyst", "administrator", "relationshipManager"] as const) expect(await found("Bousquet", staff[who])).toEqual([]);
    expect(await found("Bousquet", staff.colleague)).toEqual(["Bousquet"]);
    expect(await found("Bousquet", staff.supervisor)).toHaveLength(2);
  });
});

const NAMES = path.resolve("../shared/data/france_reference");

describe.skipIf(!existsSync(NAMES))("among 1,500 clients with the names of France", () => {
  const random = randomNumbers(20261122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let frequent: string[] = [];
  let anyName: string[] = [];
  const borne: string[] = [];

  beforeAll(async () => {
    frequent = linesOf("noms_famille_frequents.txt");
    anyName = linesOf("noms_famille_insee_1891-2000.txt").filter((name) => /^[A-Z]{3,}$/.test(name));
    const first = [...new Set(gunzipSync(readFileSync(`${NAMES}/prenoms_insee_nat2020.csv.gz`)).toString("utf8").split(/\r?\n/).map((line) => line.split(";")[1] ?? ""))].filter((name) => name.length > 2).slice(0, 400);
    for (let n = 0; n < 1_500; n++) borne.push(random() < 0.75 ? pick(frequent) : pick(anyName));
    await owner.query(
      `INSERT INTO client (external_ref, advisor_id, branch_id, first_name, last_name, client_since_on)
       SELECT 'F' || n, $1, $2, f, l, '2016-01-01' FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS t(f, l, n)`,
      [staff.otherAdvisor.userId, staff.otherBranchId, borne.map(() => pick(first)), borne],
    );
  });

  it("nearly every name with a typo is found, and few besides", async () => {
    const answers: { found: boolean; count: number }[] = [];
    for (let n = 0; n < 150; n++) {
      const name = pick(borne.filter((one) => one.length >= 5));
      const names = await found(withTypo(name), staff.otherAdvisor);
      answers.push({ found: names.includes(name), count: names.length });
    }
    expect(answers.filter((answer) => answer.found).length).toBeGreaterThanOrEqual(148);
    expect(quantile(answers.map(({ count }) => count), 0.95)).toBeLessThanOrEqual(12);
  });

  it("a name that nobody bears does not flood the list", async () => {
    const counts: number[] = [];
    while (counts.length < 150) {
      const name = pick(counts.length % 2 ? anyName : frequent);
      if (name.length >= 4 && !borne.some((one) => one.startsWith(name))) counts.push((await found(name, staff.otherAdvisor)).length);
    }
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeLessThan(2);
    expect(quantile(counts, 0.95)).toBeLessThanOrEqual(8);
  });

  it("two letters find those whose names begin so, and no one else", async () => {
    const names = await found("du", staff.otherAdvisor);
    expect(names.length).toBeLessThan(borne.length / 5);
  });

  /** One letter lost, added or changed, or two changed about; the first may be the one. */
  function withTypo(name: string): string {
    const at = Math.floor(random() * (name.length - 1));
    const letter = String.fromCharCode(65 + Math.floor(random() * 26));
    const [head, tail] = [name.slice(0, at), name.slice(at)];
    return pick([head + tail.slice(1), head + letter + tail, head + letter + tail.slice(1), `${head}${tail[1] ?? ""}${tail[0] ?? ""}${tail.slice(2)}`]);
  }
});

function searchFor(value: string): PortfolioFilter {
  return { ...NO_FILTER, text: { token: "", value } };
}

/** The family names of everyone found, over all pages, in the order of the list. */
async function found(text: string, viewer: Viewer = staff.advisor, place: PortfolioFilter["place"] = null): Promise<string[]> {
  const { rows, next } = await listPortfolio(viewer, { ...searchFor(text), place });
  const names = rows.map((row) => row.lastName);
  return next ? [...names, ...(await found(text, viewer, { token: "", value: next }))] : names;
}

function insertNamed({ userId }: Viewer, names: { firstName: string; lastName: string; externalRef: string }): Promise<number> {
  return insertClient(owner, { advisorId: userId, branchId: staff.branchId, ...names });
}

function linesOf(file: string): string[] {
  return readFileSync(`${NAMES}/${file}`, "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

/** The same numbers between 0 and 1 in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}
