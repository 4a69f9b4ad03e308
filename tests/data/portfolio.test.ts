import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Page } from "@/lib/data/keyset";
import { countTabs, listPortfolio, neighboursOf } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import type { PortfolioCard } from "@/lib/domain/portfolio";
import { NO_FILTER, PORTFOLIO_SORTS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertHolding, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;

/** How many clients the crowd has: three pages, the last of them short. */
const CROWD = 120;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  for (let n = 0; n < CROWD; n++) await insertOneOfCrowd(n);
});

/** Few different values, so that ties run across the ends of pages; every seventh has neither score nor action nor contact. */
async function insertOneOfCrowd(n: number): Promise<void> {
  const id = await insertClient(owner, {
    advisorId: staff.otherAdvisor.userId,
    branchId: staff.otherBranchId,
    lastName: ["Étienne", "Faure", "d’Arc", "Abadie"][n % 4],
    firstName: ["Zoé", "Ève"][n % 2],
    lastContactOn: n % 7 === 0 ? null : addDays(TEST_TODAY, -(n % 5) * 30),
  });
  if (n % 7 === 0) return;
  const pnbScore = 1 + (n % 3);
  await insertScore(owner, { clientId: id, modelId: 1, pnbCents: (n % 6) * 10_000 - 20_000, pnbScore, mireScore: 2, combinedScore: pnbScore + 2, segment: pnbScore === 1 ? "BUILD" : "STIMULATE" });
  await insertNextAction(owner, { clientId: id, successChance: 1 / 3, valueCents: 1_000 * (1 + (n % 3)) });
}

describe("pages of a portfolio", () => {
  const orders = PORTFOLIO_SORTS.flatMap((sort) => [[sort, false] as const, [sort, true] as const]);

  it.each(orders)("ordered by %s (reversed: %s) neither skip nor repeat a client, forwards or backwards", async (sort, reversed) => {
    const filter = { ...NO_FILTER, sort, reversed };
    const forwards = await pagesOf(staff.otherAdvisor, filter);
    expect(forwards.map((page) => page.rows.length)).toEqual([50, 50, 20]);
    expect(forwards.map((page) => page.from)).toEqual([0, 50, 100]);
    expect(new Set(idsOf(forwards)).size).toBe(CROWD);
    const last = forwards[2];
    const back = last?.previous && (await listPortfolio(staff.otherAdvisor, at(filter, last.previous)));
    expect(back).toMatchObject({ from: 50, rows: forwards[1]?.rows });
    const first = back?.previous && (await listPortfolio(staff.otherAdvisor, at(filter, back.previous)));
    expect(first).toMatchObject({ from: 0, previous: null, rows: forwards[0]?.rows });
  });

  it.each(orders)("ordered by %s (reversed: %s) are walked by previous and next in the same order", async (sort, reversed) => {
    const filter = { ...NO_FILTER, sort, reversed };
    const ids = idsOf(await pagesOf(staff.otherAdvisor, filter));
    for (const index of [0, 1, 49, 50, 118, 119]) {
      const expected = { previousId: ids[index - 1] ?? null, nextId: ids[index + 1] ?? null, position: index + 1, total: CROWD };
      expect(await neighboursOf(staff.otherAdvisor, filter, ids[index] ?? 0)).toEqual(expected);
    }
  });

  it("read names as a dictionary does, accents beside their letter", async () => {
    const rows = (await pagesOf(staff.otherAdvisor, { ...NO_FILTER, sort: "name" })).flatMap((page) => page.rows);
    const names = rows.map((row) => `${row.lastName} ${row.firstName}`);
    expect([...new Set(names)]).toEqual(["Abadie Ève", "d’Arc Zoé", "Étienne Zoé", "Faure Ève"]);
  });

  it.each([
    ["pnb", (row: PortfolioCard) => row.pnbCents ?? Number.NEGATIVE_INFINITY, -1],
    ["score", (row: PortfolioCard) => (row.pnbScore ?? 0) + (row.mireScore ?? 0), -1],
    ["contact", (row: PortfolioCard) => (row.lastContactOn === null ? 0 : Date.parse(row.lastContactOn)), 1],
  ] as const)("ordered by %s put those without one where they belong", async (sort, valueOf, direction) => {
    const rows = (await pagesOf(staff.otherAdvisor, { ...NO_FILTER, sort })).flatMap((page) => page.rows);
    const values = rows.map((row) => direction * valueOf(row));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it("go on past a client who has moved meanwhile", async () => {
    const filter = { ...NO_FILTER, sort: "contact" as const };
    const first = await listPortfolio(staff.otherAdvisor, filter);
    const before = idsOf(await pagesOf(staff.otherAdvisor, filter));
    const moved = first.rows.at(-1)?.id ?? 0;
    const contact = (day: string | null) => owner.query("UPDATE client SET last_contact_on = $2 WHERE id = $1", [moved, day]);
    await contact(TEST_TODAY);
    const second = first.next && (await listPortfolio(staff.otherAdvisor, at(filter, first.next)));
    expect(second?.rows.map((row) => row.id)).toEqual(before.slice(50, 100));
    await contact(first.rows.at(-1)?.lastContactOn ?? null);
  });

  it("start over where the place is one of another order", async () => {
    const { next } = await listPortfolio(staff.otherAdvisor, { ...NO_FILTER, sort: "name" });
    if (!next) throw new Error("the crowd has a second page");
    const page = await listPortfolio(staff.otherAdvisor, at({ ...NO_FILTER, sort: "pnb" }, next));
    expect(page.rows).toEqual((await listPortfolio(staff.otherAdvisor, { ...NO_FILTER, sort: "pnb" })).rows);
  });
});

describe("a filter", () => {
  /** Name by what sets the client apart; each filter is asked for its names. */
  beforeAll(async () => {
    await insertNamed("plain", { segment: "STIMULATE" });
    await insertNamed("kept", { segment: "MAINTAIN", client: { lastContactOn: addDays(TEST_TODAY, -60) } });
    await insertNamed("late", { segment: "MAINTAIN", client: { lastContactOn: addDays(TEST_TODAY, -61) } });
    await insertNamed("fresh", { segment: null, client: { lastContactOn: addDays(TEST_TODAY, -31) } });
    await insertNamed("left", { client: { status: "CLOSED" } });
    await insertNamed("dead", { client: { status: "DECEASED" } });
    await insertNamed("rural", { segment: "BUILD", client: { zone: "RURAL", lastContactOn: TEST_TODAY } });
    await insertNamed("nowhere", { segment: "BUILD", profile: "?|?|5|?|?|?", client: { zone: null, lastContactOn: TEST_TODAY } });
  });

  async function named(change: Partial<PortfolioFilter>, viewer = staff.advisor): Promise<string[]> {
    const { rows } = await listPortfolio(viewer, { ...NO_FILTER, sort: "name", ...change });
    return rows.map((row) => row.lastName);
  }

  it.each([
    ["nothing", {}, ["fresh", "kept", "late", "nowhere", "plain", "rural"]],
    ["a segment", { tab: "MAINTAIN" }, ["kept", "late"]],
    ["new clients", { tab: "NEW" }, ["fresh"]],
    ["those who have left", { tab: "DEPARTED" }, ["dead", "left"]],
    ["an age band", { ageBand: "35-44" }, ["fresh", "kept", "late", "plain", "rural"]],
    ["an unknown age", { ageBand: "?" }, ["nowhere"]],
    ["a zone", { zone: "RURAL" }, ["rural"]],
    ["no known zone", { zone: "UNKNOWN" }, ["nowhere"]],
    ["a sub-segment", { tab: "MAINTAIN", ageBand: "35-44", zone: "URBAN" }, ["kept", "late"]],
    ["a contact within the cadence of the segment", { contact: "within" }, ["kept", "nowhere", "rural"]],
    ["no contact within the cadence; the new have none", { contact: "beyond" }, ["late", "plain"]],
    ["no contact for more than 30 days, or ever", { contact: "30" }, ["fresh", "kept", "late", "plain"]],
    ["no contact for more than 60 days, or ever", { contact: "60" }, ["late", "plain"]],
    ["never a contact", { contact: "never" }, ["plain"]],
  ] as const)("by %s", async (_, change, expected) => {
    expect(await named(change)).toEqual(expected);
  });

  it("by kind of action and churn watch takes open actions, snoozed and blocked ones too", async () => {
    const [watched, done] = [await insertNamed("watched"), await insertNamed("watched before")];
    await insertNextAction(owner, { clientId: watched, kind: "CHURN_WATCH", snoozedUntilOn: addDays(TEST_TODAY, 5), blockedBy: "DECEASED" });
    await insertNextAction(owner, { clientId: done, kind: "CHURN_WATCH", status: "DONE" });
    await insertNextAction(owner, { clientId: done, kind: "WELCOME" });
    expect(await named({ churnWatch: true })).toEqual(["watched"]);
    expect(await named({ actionKind: "CHURN_WATCH" })).toEqual(["watched"]);
    expect(await named({ actionKind: "WELCOME" })).toEqual(["watched before"]);
  });

  it("by overdue action takes what is due before today and may be done", async () => {
    const due = { dueOn: addDays(TEST_TODAY, -1) };
    await insertNextAction(owner, { clientId: await insertNamed("overdue"), ...due });
    await insertNextAction(owner, { clientId: await insertNamed("overdue, block over"), ...due, blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: TEST_TODAY });
    await insertNextAction(owner, { clientId: await insertNamed("overdue, snooze over"), ...due, snoozedUntilOn: TEST_TODAY });
    await insertNextAction(owner, { clientId: await insertNamed("due today"), dueOn: TEST_TODAY });
    await insertNextAction(owner, { clientId: await insertNamed("snoozed"), ...due, snoozedUntilOn: addDays(TEST_TODAY, 1) });
    await insertNextAction(owner, { clientId: await insertNamed("blocked"), ...due, blockedBy: "CONSENT_REFUSED" });
    await insertNextAction(owner, { clientId: await insertNamed("blocked a while"), ...due, blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: addDays(TEST_TODAY, 1) });
    await insertNextAction(owner, { clientId: await insertNamed("dismissed"), ...due, status: "DISMISSED" });
    expect(await named({ overdue: true })).toEqual(["overdue", "overdue, block over", "overdue, snooze over"]);
  });

  it("by what is missing looks at what is held today", async () => {
    const text = { token: "", value: "equipped" };
    const [held, none] = [await insertNamed("equipped"), await insertNamed("equipped once")];
    await insertHolding(owner, { clientId: held, productCode: "PEL" });
    await insertHolding(owner, { clientId: none, productCode: "PEL", closedOn: TEST_TODAY });
    await insertHolding(owner, { clientId: none, productCode: "PEL", status: "REVERSED" });
    await insertHolding(owner, { clientId: none, productCode: "LIVRET_A", openedOn: addDays(TEST_TODAY, 1) });
    expect(await named({ text, productMissing: "PEL" })).toEqual(["equipped once"]);
    expect(await named({ text, universeMissing: "SAVINGS" })).toEqual(["equipped once"]);
    expect(await named({ text, universeMissing: "CREDIT" })).toEqual(["equipped", "equipped once"]);
  });

  it.each([
    ["without accents", "helene"],
    ["in any case", "LEFÈVRE"],
    ["in any order", "lefe hel"],
    ["by the bank's number", "0042-X"],
  ])("by text finds %s", async (_, value) => {
    await owner.query("DELETE FROM client WHERE external_ref = '0042-x'");
    await insertNamed("Lefèvre", { client: { firstName: "Hélène", externalRef: "0042-x" } });
    expect(await named({ text: { token: "", value } })).toEqual(["Lefèvre"]);
  });

  it.each(["%", "_", "'; DROP TABLE client; --", "\\"])("by text takes %j for what it is", async (value) => {
    expect(await named({ text: { token: "", value } })).toEqual([]);
  });

  it("counts each tab under the other conditions", async () => {
    const filter: PortfolioFilter = { ...NO_FILTER, tab: "BUILD", ageBand: "35-44", contact: "60" };
    expect(await countTabs(staff.advisor, filter)).toMatchObject({ MAINTAIN: 1, BUILD: 0, NEW: 0 });
    const counts = await countTabs(staff.advisor, NO_FILTER);
    for (const [tab, count] of Object.entries(counts)) expect([tab, (await named({ tab: tab as PortfolioFilter["tab"] })).length]).toEqual([tab, count]);
  });
});

describe("a row", () => {
  it("names the action that may be done before a weightier one that is blocked, and says when it is due", async () => {
    const clientId = await insertNamed("two actions");
    await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", productCode: "PEL", valueCents: 900_000, blockedBy: "COMPLAINT_OPEN" });
    const id = await insertNextAction(owner, { clientId, kind: "COMPLAINT_FOLLOW_UP", dueOn: addDays(TEST_TODAY, -3) });
    await insertNextAction(owner, { clientId, kind: "PERSONAL_FOLLOW_UP", valueCents: 900_000, snoozedUntilOn: addDays(TEST_TODAY, 1) });
    expect(await rowOf("two actions")).toMatchObject({
      today: TEST_TODAY,
      action: { id, kind: "COMPLAINT_FOLLOW_UP", dueOn: addDays(TEST_TODAY, -3), productName: null, blockedBy: null, blockedUntilOn: null },
    });
  });

  it("names a blocked action with its cause where there is no other", async () => {
    await insertNextAction(owner, { clientId: await insertNamed("one blocked"), kind: "TARGETED_OFFER", productCode: "PEL", blockedBy: "CONSENT_REFUSED" });
    expect((await rowOf("one blocked"))?.action).toMatchObject({ blockedBy: "CONSENT_REFUSED", productName: { fr: "Plan d’épargne logement", en: "Home savings plan" } });
  });

  it("of someone without score or action says so", async () => {
    await insertNamed("blank", { segment: null });
    expect(await rowOf("blank")).toMatchObject({ segment: null, pnbScore: null, mireScore: null, lastContactOn: null, action: null, advisorName: staff.advisor.name });
  });

  async function rowOf(value: string): Promise<PortfolioCard | undefined> {
    return (await listPortfolio(staff.advisor, { ...NO_FILTER, text: { token: "", value } })).rows[0];
  }
});

describe("who sees whom", () => {
  const strangers = ["colleague", "relationshipManager", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const;

  it.each(strangers)("%s sees no one of this advisor's clients, not even by asking for them", async (who) => {
    const mine = await listPortfolio(staff.advisor, NO_FILTER);
    const one = mine.rows[0]?.id ?? 0;
    const asked = { ...NO_FILTER, advisorId: staff.advisor.userId, branchId: staff.branchId };
    const seen = (await listPortfolio(staff[who], asked)).rows.map((row) => row.id);
    expect(mine.rows.filter((row) => seen.includes(row.id))).toEqual([]);
    expect(await neighboursOf(staff[who], asked, one)).toBeNull();
  });

  it("an analyst and an administrator see no client at all", async () => {
    for (const viewer of [staff.analyst, staff.administrator]) {
      expect((await listPortfolio(viewer, NO_FILTER)).rows).toEqual([]);
      expect(Object.values(await countTabs(viewer, NO_FILTER))).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  it("a supervisor sees the clients of the branch, and may ask for one advisor's", async () => {
    await insertClient(owner, { advisorId: staff.colleague.userId, branchId: staff.branchId, lastName: "colleague’s" });
    const names = async (advisorId: number) => (await listPortfolio(staff.supervisor, { ...NO_FILTER, advisorId })).rows.map((row) => row.lastName);
    expect(await names(staff.colleague.userId)).toEqual(["colleague’s"]);
    expect(await names(staff.otherAdvisor.userId)).toEqual([]);
    const all = Object.values(await countTabs(staff.supervisor, NO_FILTER)).reduce((sum, count) => sum + count, 0);
    const own = Object.values(await countTabs(staff.advisor, NO_FILTER)).reduce((sum, count) => sum + count, 0);
    expect(all).toBe(own + 1);
  });

  it("an advisor's own list is the same whichever advisor an address names", async () => {
    const own = await listPortfolio(staff.advisor, NO_FILTER);
    expect(await listPortfolio(staff.advisor, { ...NO_FILTER, advisorId: staff.colleague.userId })).toEqual(own);
  });

  it("only a supervisor is offered advisors and branches, their own", async () => {
    const offered = await readPortfolioChoices(staff.supervisor);
    expect(offered.branches.map(({ id }) => id)).toEqual([staff.branchId]);
    expect(offered.advisors.map(({ id }) => id).sort()).toEqual([staff.advisor.userId, staff.colleague.userId].sort());
    expect(offered.products.map(({ code }) => code)).toContain("PEL");
    expect(await readPortfolioChoices(staff.advisor)).toMatchObject({ branches: [], advisors: [] });
  });
});

type Named = {
  client?: Omit<Parameters<typeof insertClient>[1], "advisorId" | "branchId">;
  /** Without it no score; null: scored as a new client. */
  segment?: "MAINTAIN" | "DEVELOP" | "STIMULATE" | "BUILD" | null;
  profile?: string;
};

async function insertNamed(lastName: string, { client, segment, profile }: Named = {}): Promise<number> {
  const externalRef = client?.externalRef ?? `ref-${randomUUID()}`;
  const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, lastName, ...client, externalRef });
  const unscored = segment === null ? { pnbScore: null, mireScore: null, combinedScore: null } : {};
  if (segment !== undefined) await insertScore(owner, { clientId, modelId: 1, segment, ...(profile && { profile }), ...unscored });
  return clientId;
}

async function pagesOf(viewer: Viewer, filter: PortfolioFilter): Promise<Page<PortfolioCard>[]> {
  const page = await listPortfolio(viewer, filter);
  return [page, ...(page.next ? await pagesOf(viewer, at(filter, page.next)) : [])];
}

function at(filter: PortfolioFilter, place: NonNullable<Page<unknown>["next"]>): PortfolioFilter {
  return { ...filter, place: { token: "", value: place } };
}

function idsOf(pages: readonly Page<PortfolioCard>[]): number[] {
  return pages.flatMap((page) => page.rows.map((row) => row.id));
}
