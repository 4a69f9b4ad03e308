import { beforeAll, describe, expect, it } from "vitest";
import { demoBank, DEFAULT_DEMO_CLIENTS, DEFAULT_DEMO_SEED } from "@/lib/demo/bank";
import type { DemoClient } from "@/lib/demo/clients";
import { addDays, addMonths, ageOn, daysBetween, firstOfMonth, type Day } from "@/lib/domain/dates";
import { cellsOf, findPeers, type PeerBenchmark } from "@/lib/domain/peers";
import { ageBandOf, incomeBandOf, profileKey, UNKNOWN } from "@/lib/domain/profile";
import { engagementFacts, scoreMire, type ScoringParameters } from "@/lib/domain/score-mire";
import { scorePnb, trailingPnb, type Score } from "@/lib/domain/score-pnb";
import { combinedScore, segmentOf, SEGMENTS } from "@/lib/domain/segments";
import { CATALOGUE } from "@/prisma/catalogue";

const TODAY: Day = "2026-11-21";
const bank = demoBank({ seed: DEFAULT_DEMO_SEED, clients: DEFAULT_DEMO_CLIENTS, today: TODAY });
const clients = Array.from({ length: DEFAULT_DEMO_CLIENTS }, (_, place) => bank.clientAt(place));
const active = clients.filter(({ row }) => row.status === "ACTIVE");

describe("the same bank every time", () => {
  it("draws a client alone as it draws them in order", () => {
    const again = demoBank({ seed: DEFAULT_DEMO_SEED, clients: DEFAULT_DEMO_CLIENTS, today: TODAY });
    for (const place of [2_999, 0, 1_234, 1_235]) expect(again.clientAt(place)).toEqual(clients[place]);
    expect([again.branches, again.users, again.supervisions]).toEqual([bank.branches, bank.users, bank.supervisions]);
  });

  it("draws other clients from another seed", () => {
    const other = demoBank({ seed: DEFAULT_DEMO_SEED + 1, clients: DEFAULT_DEMO_CLIENTS, today: TODAY });
    const sameNames = clients.filter(({ row }, place) => {
      const { firstName, lastName } = other.clientAt(place).row;
      return firstName === row.firstName && lastName === row.lastName;
    });
    expect(sameNames.length).toBeLessThan(DEFAULT_DEMO_CLIENTS / 100);
  });

  it.each([0, -1, 2.5, Number.NaN])("refuses a bank of %s clients", (count) => {
    expect(() => demoBank({ seed: 1, clients: count, today: TODAY })).toThrow(RangeError);
  });
});

describe("each client holds together", () => {
  const products = new Map(CATALOGUE.map((product) => [product.code, product]));

  it("holds what the catalogue allows, from when it allows it", () => {
    for (const { row, holdings } of clients) {
      for (const { product, openedOn, closedOn } of holdings) {
        expect(openedOn >= row.clientSinceOn && openedOn < TODAY && (closedOn === null || closedOn >= openedOn)).toBe(true);
        expect(ageOn(row.birthOn, openedOn)).toBeGreaterThanOrEqual(product.minAge ?? 0);
        expect(ageOn(row.birthOn, TODAY)).toBeLessThanOrEqual(product.maxAge ?? 200);
        if (row.incomeCents !== null) expect(row.incomeCents).toBeGreaterThanOrEqual(product.minIncomeCents ?? 0);
      }
    }
  });

  it("is active in full months only, up to the last closed one", () => {
    expect(bank.lastClosedMonth).toBe("2026-10-01");
    for (const { row, activity } of clients) {
      expect(activity.length).toBeLessThanOrEqual(24);
      expect(activity.every(({ month }) => month >= row.clientSinceOn && month <= bank.lastClosedMonth)).toBe(true);
      expect(activity.slice(1).every(({ month }, place) => month === addMonths(activity[place]?.month ?? month, 1))).toBe(true);
    }
  });

  it("uses an account only where there is one", () => {
    const withoutDav = clients.filter(({ holdings }) => !holdings.some(({ product }) => product.isDav));
    expect(withoutDav.length).toBeGreaterThan(0);
    expect(withoutDav.flatMap(({ activity }) => activity).every(({ davOperations, incomeInCents }) => davOperations === 0 && incomeInCents === 0)).toBe(true);
  });

  it("was spoken to while a client, and sold what it holds", () => {
    for (const { row, interactions, holdings } of clients) {
      for (const { occurredOn, productsSold, id } of interactions) {
        expect(occurredOn >= row.clientSinceOn && occurredOn < TODAY).toBe(true);
        const sold = holdings.filter(({ interactionId }) => interactionId === id).map(({ product }) => product.code);
        expect(sold).toEqual(productsSold);
      }
    }
  });

  it("has the last contact, the last review and the open complaint of its interactions", () => {
    for (const { row, interactions } of clients) {
      const answered = interactions.filter(({ outcome }) => outcome !== "NO_ANSWER");
      expect(row.lastContactOn).toBe(latest(answered.map(({ occurredOn }) => occurredOn)));
      expect(row.lastReviewOn).toBe(latest(interactions.filter(({ review }) => review).map(({ occurredOn }) => occurredOn)));
      const complaints = interactions.filter(({ outcome }) => outcome === "COMPLAINT_RECEIVED");
      const isResolved = interactions.some(({ outcome }) => outcome === "COMPLAINT_RESOLVED");
      expect(row.complaintOpenSince).toBe(isResolved ? null : latest(complaints.map(({ occurredOn }) => occurredOn)));
    }
  });

  it("writes notes about products of the catalogue, with their names in them", () => {
    const contacts = clients.flatMap(({ interactions }) => interactions);
    expect(contacts.filter(({ notes }) => notes === "" || notes.includes("{"))).toEqual([]);
    expect(contacts.flatMap(({ productsDiscussed }) => productsDiscussed).every((code) => products.has(code))).toBe(true);
  });

  it("writes to nobody real", () => {
    for (const { row } of clients) {
      if (row.email !== null) expect(row.email).toMatch(/^[a-z.-]+\.\d+@courriel\.example$/);
      if (row.phone !== null) expect(row.phone).toMatch(/^(063998|046571|026191|035301|053649)\d{4}$/);
    }
  });

  it("lives with its household in one commune, under one advisor's branch", () => {
    const households = groupBy(
      clients.filter(({ row }) => row.householdId !== null),
      ({ row }) => row.householdId,
    );
    expect(households.size).toBeGreaterThan(400);
    for (const members of households.values()) {
      expect(members).toHaveLength(2);
      expect(new Set(members.map(({ row }) => `${row.commune}|${row.branchId}`)).size).toBe(1);
    }
  });
});

describe("it looks like a bank", () => {
  it.each<[string, (client: DemoClient) => boolean, number, number]>([
    ["new", ({ activity }) => activity.length < 3, 2, 5],
    ["high-value", ({ row }) => row.highValue, 2, 4.5],
    ["complaining", ({ row }) => row.complaintOpenSince !== null, 0.8, 2.5],
    ["protected", ({ row }) => row.isProtected, 0.3, 1.5],
    ["without an account here", ({ holdings }) => !holdings.some(({ product }) => product.isDav), 3, 8],
    ["of unknown income", ({ row }) => row.incomeCents === null, 1.5, 4],
    ["of unknown occupation", ({ row }) => row.occupation === null, 1, 4],
    ["costing money or bringing none", ({ activity }) => activity.length >= 3 && sum(activity.map(({ pnbCents }) => pnbCents)) <= 0, 1.5, 4],
    ["leaving, by what they pay in", paysLessIn, 2, 6],
    ["who closed something of late", ({ holdings }) => holdings.some(({ closedOn }) => closedOn !== null && daysBetween(closedOn, TODAY) <= 90), 1, 4],
    ["minors", ({ row }) => ageOn(row.birthOn, TODAY) < 18, 2, 5],
    ["never asked for a consent by phone", ({ consents }) => !consents.some(({ channel }) => channel === "PHONE"), 5, 18],
    ["refusing to be phoned", ({ consents }) => consents.some(({ channel, granted }) => channel === "PHONE" && !granted), 15, 35],
    ["who may be phoned with proof", ({ consents }) => consents.some(({ channel, proof }) => channel === "PHONE" && proof !== null), 40, 60],
    ["who agreed to be phoned without proof", ({ consents }) => consents.some(({ channel, granted, proof }) => channel === "PHONE" && granted && proof === null), 8, 22],
    ["in financial difficulty", ({ row }) => row.isFragile, 1, 6],
    ["who object to profiling", ({ row }) => row.profilingObjectedOn !== null, 0.4, 2.5],
  ])("has clients %s", (_, is, fewest, most) => {
    const share = (100 * active.filter(is).length) / active.length;
    expect(share).toBeGreaterThan(fewest);
    expect(share).toBeLessThan(most);
  });

  it("has clients who closed their accounts or died, and nothing goes on for them", () => {
    const departed = clients.filter(({ row }) => row.status !== "ACTIVE");
    expect(departed.length).toBeGreaterThan(20);
    for (const { activity, row, holdings } of departed) {
      expect(activity.every(({ month }) => addMonths(month, 1) <= firstOfMonth(TODAY))).toBe(true);
      if (row.status === "CLOSED") expect(holdings.every(({ closedOn }) => closedOn !== null)).toBe(true);
    }
  });

  it("earns more in mid-career, holds more with income and tenure", () => {
    const median = (is: (client: DemoClient) => boolean, of: (client: DemoClient) => number) => middle(active.filter(is).map(of));
    const income = ({ row }: DemoClient) => row.incomeCents ?? 0;
    const ageIn = (from: number, to: number) => (client: DemoClient) => {
      const age = ageOn(client.row.birthOn, TODAY);
      return age >= from && age < to && client.row.incomeCents !== null;
    };
    expect(median(ageIn(18, 25), income)).toBeLessThan(median(ageIn(25, 35), income));
    expect(median(ageIn(25, 35), income)).toBeLessThan(median(ageIn(45, 55), income));
    const held = (client: DemoClient) => client.holdings.filter(({ closedOn }) => closedOn === null).length;
    const mean = (is: (client: DemoClient) => boolean) => sum(active.filter(is).map(held)) / active.filter(is).length;
    expect(mean((client) => income(client) > 4_500_000)).toBeGreaterThan(mean((client) => income(client) < 2_000_000) + 0.5);
    const since = (day: Day) => (client: DemoClient) => client.row.clientSinceOn > day;
    expect(mean((client) => !since(addDays(TODAY, -3_650))(client))).toBeGreaterThan(mean(since(addDays(TODAY, -1_095))) + 0.5);
  });

  it("lets the contact policy keep its distance between commercial contacts", () => {
    for (const { interactions } of clients) {
      const routine = interactions.filter(({ commercial, outcome }) => commercial && outcome !== "SOLD").map(({ occurredOn }) => occurredOn);
      expect(routine.slice(1).every((day, place) => daysBetween(routine[place] ?? day, day) >= 14)).toBe(true);
    }
  });
});

// The day decides only where months and working days fall, so the bank stays calibrated as days go by.
describe.each<Day>(["2026-11-21", "2027-03-01", "2028-02-29"])("scored on %s", (today) => {
  let scored: Scored[];
  beforeAll(() => {
    scored = scoredBank(today);
  });

  it("fills the four segments", () => {
    const share = countBy(scored, ({ segment }) => segment);
    for (const segment of SEGMENTS) expect((share[segment] ?? 0) / scored.length).toBeGreaterThan(0.09);
    expect((share.STIMULATE ?? 0) / scored.length).toBeGreaterThan(0.3);
  });

  it("holds each Score PNB at 25 % ± 6 points in every age band, income band and zone of 200 clients", () => {
    const bringing = scored.filter(({ pnbCents }) => pnbCents > 0);
    const slices = [...new Set(bringing.flatMap(({ slices }) => slices))].map((slice) => bringing.filter(({ slices }) => slices.includes(slice)));
    for (const slice of slices.filter(({ length }) => length >= 200)) {
      for (const score of [1, 2, 3, 4]) {
        const share = (100 * slice.filter(({ pnbScore }) => pnbScore === score).length) / slice.length;
        expect(Math.abs(share - 25)).toBeLessThanOrEqual(6);
      }
    }
  });
});

type Scored = { slices: string[]; pnbCents: number; pnbScore: Score; segment: string };

const PARAMETERS: ScoringParameters = {
  minHistoryMonths: 3,
  productThresholds: [2, 4, 6],
  universeThresholds: [2, 3, 4],
  davThresholds: [2, 10, 25],
  productWeight: 1,
  universeWeight: 1,
  davWeight: 1,
};

function scoredBank(today: Day): Scored[] {
  const { clientAt, lastClosedMonth } = demoBank({ seed: DEFAULT_DEMO_SEED, clients: DEFAULT_DEMO_CLIENTS, today });
  const known = Array.from({ length: DEFAULT_DEMO_CLIENTS }, (_, place) => clientAt(place))
    .filter(({ row }) => row.status === "ACTIVE")
    .map((client) => ({ client, profile: profileKey(client.row, today), ...trailingPnb(client.activity, lastClosedMonth, 3) }))
    .filter(({ historyMonths }) => historyMonths >= 3);
  const benchmarks = benchmarksOf(known);
  return known.map(({ client, profile, pnbCents }) => {
    const peers = findPeers(profile, (cell) => benchmarks.get(cell));
    if (!peers) throw new Error("the whole bank is a cell");
    const pnbScore = scorePnb(pnbCents, peers);
    const held = client.holdings.filter(({ closedOn }) => closedOn === null).map(({ product }) => ({ productCode: product.code, universe: product.universe, isDav: product.isDav === true }));
    const { mireScore } = scoreMire(engagementFacts(held, client.activity, lastClosedMonth), PARAMETERS);
    const { row } = client;
    const slices = [ageBandOf(row.birthOn, today), incomeBandOf(row.incomeCents), row.zone].filter((slice) => slice !== UNKNOWN);
    return { slices: slices.map((slice, dimension) => `${dimension} ${slice}`), pnbCents, pnbScore, segment: segmentOf(combinedScore(pnbScore, mireScore)) };
  });
}

function benchmarksOf(known: readonly { profile: string; pnbCents: number }[]): Map<string, PeerBenchmark> {
  const cells = groupBy(
    known.flatMap(({ profile, pnbCents }) => cellsOf(profile).map((cell) => ({ cell, pnbCents }))),
    ({ cell }) => cell,
  );
  const enough = [...cells].filter(([cell, members]) => members.length >= 100 || cell === "");
  return new Map(enough.map(([cell, members]) => [cell, benchmarkOf(cell, members.map(({ pnbCents }) => pnbCents))]));
}

function benchmarkOf(cell: string, pnb: number[]): PeerBenchmark {
  pnb.sort((a, b) => a - b);
  const quantile = (share: number) => pnb[Math.ceil(share * pnb.length) - 1] ?? 0;
  return { cell, level: 0, n: pnb.length, q10Cents: quantile(0.1), q25Cents: quantile(0.25), q50Cents: quantile(0.5), q75Cents: quantile(0.75), q90Cents: quantile(0.9) };
}

function groupBy<T, Key>(values: readonly T[], keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

function paysLessIn({ activity }: DemoClient): boolean {
  if (activity.length < 9) return false;
  const moneyIn = activity.map(({ moneyInCents }) => moneyInCents);
  return sum(moneyIn.slice(-3)) / 3 <= 0.6 * (sum(moneyIn.slice(-9, -3)) / 6);
}

function latest(days: readonly Day[]): Day | null {
  return days.reduce<Day | null>((last, day) => (last === null || day > last ? day : last), null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[keyOf(value)] = (counts[keyOf(value)] ?? 0) + 1;
  return counts;
}
