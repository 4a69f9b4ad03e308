import { addDays, daysBetween, earlierOf, laterOf, type Day } from "@/lib/domain/dates";
import { CATALOGUE, type CatalogueProduct } from "@/prisma/catalogue";
import { bankDay } from "./bank-days";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { chance, pick, randomOf, wholeBetween, type Random } from "./random";

export type DemoHolding = { product: CatalogueProduct; contractRef: string; openedOn: Day; closedOn: Day | null; endsOn: Day | null; balanceCents: number | null; interactionId: string | null };

/** How many of the clients like this one hold the product, 0–1, before engagement and tenure speak. Nobody holds what is not here. */
type Share = (person: Person) => number;

const SHARES: Readonly<Record<string, Share>> = {
  DAV: (p) => (p.age < 16 ? 0.3 : 0.955),
  CARD_CLASSIC: (p) => rising(p.incomeEuros, 30_000, 60_000, 0.78, 0.3),
  CARD_PREMIER: (p) => rising(p.incomeEuros, 30_000, 60_000, 0.35, 0.75),
  OVERDRAFT: () => 0.32,
  LIVRET_A: () => 0.66,
  LDDS: (p) => rising(p.incomeEuros, 10_000, 50_000, 0.14, 0.44),
  LIVRET_JEUNE: () => 0.48,
  PEL: (p) => (p.age < 18 ? 0.05 : 0.12),
  TERM_DEPOSIT: (p) => rising(p.wealthEuros, 10_000, 200_000, 0.015, 0.22),
  MORTGAGE: (p) => (p.age > 26 && p.age < 62 ? rising(p.incomeEuros, 20_000, 60_000, 0.16, 0.42) : 0.02),
  PERSONAL_LOAN: (p) => (p.age < 68 ? 0.075 : 0.03),
  CAR_LOAN: (p) => (p.age < 66 ? 0.075 : 0.025),
  STUDENT_LOAN: (p) => (p.occupation === 8 ? 0.14 : 0.07),
  HOME_INSURANCE: (p) => (p.age < 25 ? 0.16 : 0.26),
  CAR_INSURANCE: (p) => (p.age < 25 ? 0.12 : 0.18),
  PAYMENT_PROTECTION: () => 0.24,
  ACCIDENT_COVER: (p) => (p.children > 0 ? 0.14 : 0.07),
  FUNERAL_PLAN: (p) => (p.age > 62 ? 0.13 : 0.05),
  LIFE_INSURANCE: (p) => rising(p.wealthEuros, 4_000, 120_000, 0.05, 0.55),
  PEA: (p) => rising(p.incomeEuros, 18_000, 90_000, 0.025, 0.24),
  PER: (p) => rising(p.incomeEuros, 25_000, 90_000, 0.04, 0.26),
  SECURITIES: (p) => rising(p.wealthEuros, 20_000, 200_000, 0.02, 0.24),
  MANAGED_PORTFOLIO: (p) => (p.highValue ? 0.28 : 0.03),
  MOBILE_BANKING: (p) => MOBILE[p.serviceModel],
  ALERTS: () => 0.14,
  SAFE_DEPOSIT_BOX: (p) => rising(p.wealthEuros, 50_000, 300_000, 0.005, 0.07),
  HOUSEHOLD_PAYMENTS: (p) => (p.maritalStatus === "COUPLE" ? 0.11 : 0.06),
};

const MOBILE: Readonly<Record<Person["serviceModel"], number>> = { DIGITAL: 0.8, HYBRID: 0.48, DEDICATED: 0.5, TRADITIONAL: 0.13 };

/** These hang on a current account. */
const NEEDS_DAV = new Set(["CARD_CLASSIC", "CARD_PREMIER", "OVERDRAFT", "PAYMENT_PROTECTION", "ALERTS", "HOUSEHOLD_PAYMENTS"]);
/** Taken when one becomes a client. */
const TAKEN_AT_ONCE = new Set(["DAV", "CARD_CLASSIC", "LIVRET_A", "MOBILE_BANKING"]);
/** Years after which a contract of the kind has usually ended. */
const LASTS_YEARS: Readonly<Record<string, number>> = { PERSONAL_LOAN: 4, CAR_LOAN: 5, STUDENT_LOAN: 6, MORTGAGE: 18, TERM_DEPOSIT: 4 };

const ENGAGEMENT_WEIGHT = 1;
/** Whether someone has an account here hardly depends on engagement. */
const DAV_ENGAGEMENT_WEIGHT = 0.3;
const LONG_TENURE_YEARS = 8;

/** The contracts of a client, oldest first. They obey the ages and incomes of the catalogue. */
export function holdingsOf(frame: DemoFrame, person: Person): DemoHolding[] {
  const random = randomOf(frame.seed, person.place, "holdings");
  const end = person.departedOn ?? addDays(frame.today, -1);
  const held: DemoHolding[] = [];
  for (const product of CATALOGUE) {
    const share = SHARES[product.code];
    if (!share || !suits(product, person) || excluded(product.code, held)) continue;
    if (chance(random, holdingChance(product, share(person), person, frame.today))) held.push(openHolding(random, product, person, end));
  }
  // The whole catalogue may be missed; a client holds at least something.
  const [first] = CATALOGUE;
  if (held.length === 0 && first) held.push(openHolding(random, first, person, end));
  const ordered = held.sort((a, b) => (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : 0));
  return closeSome(random, frame.today, person, ordered).map((holding, rank) => ({ ...holding, contractRef: contractRef(person.id, rank) }));
}

/** Age and income as the catalogue wants them. */
export function suits(product: CatalogueProduct, person: Pick<Person, "age" | "incomeEuros">): boolean {
  const { minAge = 0, maxAge = 200, minIncomeCents = 0 } = product;
  return person.age >= minAge && person.age <= maxAge && person.incomeEuros * 100 >= minIncomeCents;
}

function excluded(code: string, held: readonly DemoHolding[]): boolean {
  const holds = (other: string) => held.some(({ product }) => product.code === other);
  return (NEEDS_DAV.has(code) && !holds("DAV")) || (code === "CARD_PREMIER" && holds("CARD_CLASSIC"));
}

function holdingChance(product: CatalogueProduct, share: number, person: Person, today: Day): number {
  const tenure = Math.min(LONG_TENURE_YEARS, daysBetween(person.clientSinceOn, today) / 365) / LONG_TENURE_YEARS;
  const weight = product.isDav ? DAV_ENGAGEMENT_WEIGHT : ENGAGEMENT_WEIGHT;
  const early = TAKEN_AT_ONCE.has(product.code) ? 0 : 1.3 * (tenure - 1.2);
  const logit = Math.log(share / (1 - share)) + weight * person.temper.engagement + early;
  return 1 / (1 + Math.exp(-logit));
}

function openHolding(random: Random, product: CatalogueProduct, person: Person, end: Day): DemoHolding {
  const lasts = LASTS_YEARS[product.code];
  const oldEnough = addDays(person.birthOn, Math.ceil((product.minAge ?? 0) * 365.25) + 1);
  const earliest = laterOf(person.clientSinceOn, oldEnough);
  const from = earlierOf(end, lasts ? laterOf(earliest, addDays(end, -lasts * 365)) : earliest);
  const openedOn = bankDay(addDays(from, waitBefore(random, product, daysBetween(from, end))), end);
  return { product, contractRef: "", openedOn, closedOn: null, endsOn: lasts ? addDays(openedOn, Math.round(lasts * 365.25)) : null, balanceCents: null, interactionId: null };
}

function waitBefore(random: Random, product: CatalogueProduct, span: number): number {
  return wholeBetween(random, 0, TAKEN_AT_ONCE.has(product.code) ? Math.min(span, 25) : span);
}

/** Those who left closed everything, those who are leaving something of late, others now and then. */
function closeSome(random: Random, today: Day, person: Person, held: DemoHolding[]): DemoHolding[] {
  const { standing, departedOn } = person;
  if (standing === "CLOSED") return held.map((holding) => ({ ...holding, closedOn: departedOn }));
  const isLeaving = standing === "LEAVING" && held.length > 2 && chance(random, 0.5);
  if (!isLeaving && !chance(random, 0.09)) return held;
  const closedOn = addDays(today, -(isLeaving ? wholeBetween(random, 6, 80) : wholeBetween(random, 100, 700)));
  const closable = held.filter(({ product, openedOn }) => !product.isDav && openedOn < addDays(closedOn, -60));
  if (closable.length === 0) return held;
  const closed = pick(random, closable);
  return held.map((holding) => (holding === closed ? { ...holding, closedOn } : holding));
}

function contractRef(clientId: number, rank: number): string {
  return `${String(clientId).padStart(8, "0")}-${String(rank + 1).padStart(2, "0")}`;
}

/** From `low` at `from` to `high` at `to`, and level beyond. */
function rising(value: number, from: number, to: number, low: number, high: number): number {
  return low + (high - low) * Math.min(1, Math.max(0, (value - from) / (to - from)));
}
