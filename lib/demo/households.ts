import type { DemoFrame } from "./frame";
import { pickFamilyName, type Sex } from "./names";
import { placeOfBranch, type Commune, type Place } from "./places";
import { between, chance, normal, pickWeighted, randomOf, wholeBetween, type Random, type Weighted } from "./random";
import { branchOfAdvisor } from "./staff";

/** How the two clients of a pair (places 2k and 2k + 1) belong together. */
export type Tie = "STRANGERS" | "COUPLE" | "PARENT_AND_CHILD";

export type Home = { advisorId: number; branchId: number; place: Place; commune: Commune };

/** What a client shares with the household, or has alone. `age` in years with their fraction. */
export type HouseholdMember = { tie: Tie; sex: Sex; age: number; familyName: string; home: Home; children: number | null };

const ADULT_AGES: Weighted<readonly [from: number, to: number]> = [
  [[18, 25], 10],
  [[25, 35], 16.5],
  [[35, 45], 17.5],
  [[45, 55], 17],
  [[55, 65], 16],
  [[65, 75], 13],
  [[75, 94], 10],
];

/** Share of couples among the heads of pairs, by the age they have reached. */
const COUPLE_SHARE: readonly (readonly [fromAge: number, share: number])[] = [
  [18, 0.05],
  [25, 0.36],
  [35, 0.52],
  [65, 0.5],
  [75, 0.36],
];

/** The member at a place, drawn from the pair alone: no other client is needed. */
export function householdMember(frame: DemoFrame, place: number): HouseholdMember {
  const pair = Math.floor(place / 2);
  const head = householdHead(frame, pair);
  if (place % 2 === 0) return head;
  const random = randomOf(frame.seed, pair, "second");
  if (head.tie === "COUPLE") return partnerOf(head, random);
  if (head.tie === "PARENT_AND_CHILD") return childOf(head, random);
  return { ...strangerIn(frame, random), tie: "STRANGERS" };
}

function householdHead(frame: DemoFrame, pair: number): HouseholdMember {
  const random = randomOf(frame.seed, pair, "head");
  const member = strangerIn(frame, random);
  const tie = tieOf(member.age, random);
  return { ...member, tie, children: tie === "STRANGERS" ? null : childrenAtHome(member.age, tie, random) };
}

function strangerIn(frame: DemoFrame, random: Random): HouseholdMember {
  const [from, to] = pickWeighted(random, ADULT_AGES);
  const sex = chance(random, 0.52) ? "F" : "M";
  return { tie: "STRANGERS", sex, age: between(random, from, to), familyName: pickFamilyName(random), home: homeIn(frame, random), children: null };
}

function tieOf(age: number, random: Random): Tie {
  if (age >= 36 && age < 56 && chance(random, 0.2)) return "PARENT_AND_CHILD";
  const share = COUPLE_SHARE.findLast(([fromAge]) => age >= fromAge)?.[1] ?? 0;
  return chance(random, share) ? "COUPLE" : "STRANGERS";
}

function partnerOf(head: HouseholdMember, random: Random): HouseholdMember {
  const sex = chance(random, 0.97) === (head.sex === "F") ? "M" : "F";
  const familyName = chance(random, 0.68) ? head.familyName : pickFamilyName(random);
  return { ...head, sex, familyName, age: Math.min(96, Math.max(18.2, head.age + 3 * normal(random))) };
}

function childOf(head: HouseholdMember, random: Random): HouseholdMember {
  return { ...head, sex: chance(random, 0.5) ? "F" : "M", age: between(random, 12.1, 17.9), children: 0 };
}

function childrenAtHome(age: number, tie: Tie, random: Random): number {
  if (tie === "PARENT_AND_CHILD") return wholeBetween(random, 1, 3);
  if (age < 24 || age > 60) return 0;
  const grown = age > 48 ? 0.5 : 1;
  return chance(random, 0.72 * grown) ? pickWeighted(random, [[1, 40], [2, 42], [3, 14], [4, 4]]) : 0;
}

function homeIn(frame: DemoFrame, random: Random): Home {
  const advisorId = wholeBetween(random, 1, frame.counts.advisors);
  const branchId = branchOfAdvisor(advisorId);
  const place = placeOfBranch(branchId);
  const zone = pickWeighted(random, place.zones);
  return { advisorId, branchId, place, commune: pickWeighted(random, place.communes[zone]) };
}
