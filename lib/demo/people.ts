import { addDays, ageOn, type Day } from "@/lib/domain/dates";
import type { MaritalStatus, ServiceModel } from "@/lib/domain/profile";
import type { DemoFrame } from "./frame";
import { householdMember, type Home, type HouseholdMember } from "./households";
import { pickFirstName, type Sex } from "./names";
import { drawIncome, drawOccupation } from "./occupations";
import { between, chance, logNormal, normal, pickWeighted, randomOf, wholeBetween, type Random, type Weighted } from "./random";
import { managerOfBranch } from "./staff";

/** Where a client stands with the bank. */
export type Standing = "USUAL" | "NEW" | "LEAVING" | "CLOSED" | "DECEASED";

/** What no table shows and everything else follows from; each has mean 0 and deviation 1. */
export type Temper = {
  /** How many products a client takes, for their profile. */
  engagement: number;
  /** How much the account is used. */
  use: number;
  /** What the client brings, for their profile. */
  worth: number;
  /** How much is put aside. */
  thrift: number;
};

export type Person = {
  place: number;
  id: number;
  sex: Sex;
  firstName: string;
  lastName: string;
  birthOn: Day;
  age: number;
  maritalStatus: MaritalStatus;
  children: number;
  occupation: number;
  incomeEuros: number;
  wealthEuros: number;
  home: Home;
  householdId: number | null;
  /** The advisor or, for a high-value client, the relationship manager. */
  holderId: number;
  serviceModel: ServiceModel;
  highValue: boolean;
  isProtected: boolean;
  standing: Standing;
  clientSinceOn: Day;
  /** The account was closed or the client died; null for those who are still here. */
  departedOn: Day | null;
  temper: Temper;
};

const DAYS_A_YEAR = 365.25;
const HIGH_VALUE_WEALTH_EUROS = 215_000;
const HIGH_VALUE_INCOME_EUROS = 115_000;

/** The client at a place of the bank, from 0. */
export function personAt(frame: DemoFrame, place: number): Person {
  const member = householdMember(frame, place);
  const random = randomOf(frame.seed, place, "person");
  const birthOn = addDays(frame.today, -Math.floor(member.age * DAYS_A_YEAR) - 1);
  const age = ageOn(birthOn, frame.today);
  const temper = drawTemper(random);
  const occupation = drawOccupation(random, age, member);
  const incomeEuros = drawIncome(random, age, occupation);
  const wealthEuros = Math.round(usualWealth(age, incomeEuros) * Math.exp(0.95 * temper.thrift));
  const highValue = age >= 25 && (wealthEuros >= HIGH_VALUE_WEALTH_EUROS || incomeEuros >= HIGH_VALUE_INCOME_EUROS);
  const inHousehold = member.tie !== "STRANGERS" && (place % 2 === 1 || place + 1 < frame.clients);
  return {
    place,
    id: place + 1,
    sex: member.sex,
    firstName: firstNameBeside(random, member, birthOn),
    lastName: member.familyName,
    birthOn,
    age,
    ...drawFamily(random, age, member),
    occupation,
    incomeEuros,
    wealthEuros,
    home: member.home,
    householdId: inHousehold ? place - (place % 2) + 1 : null,
    holderId: highValue ? managerOfBranch(member.home.branchId, frame.counts) : member.home.advisorId,
    serviceModel: highValue ? "DEDICATED" : drawServiceModel(random, age, member.home),
    highValue,
    isProtected: age >= 18 && chance(random, age >= 75 ? 0.028 : 0.0045),
    ...drawStanding(random, frame.today, age),
    temper,
  };
}

function drawTemper(random: Random): Temper {
  const engagement = normal(random);
  const beside = (share: number) => share * engagement + Math.sqrt(1 - share * share) * normal(random);
  return { engagement, use: beside(0.6), worth: beside(0.4), thrift: beside(0.25) };
}

/** Not « Martin Martin ». */
function firstNameBeside(random: Random, member: HouseholdMember, birthOn: Day): string {
  const year = Number(birthOn.slice(0, 4));
  const firstName = pickFirstName(random, member.sex, year);
  return firstName === member.familyName ? pickFirstName(random, member.sex, year) : firstName;
}

const LIVING_ALONE: readonly (readonly [fromAge: number, choices: Weighted<MaritalStatus>])[] = [
  [0, [["SINGLE", 1]]],
  [18, [["SINGLE", 82], ["COUPLE", 18]]],
  [30, [["SINGLE", 46], ["COUPLE", 32], ["DIVORCED", 21], ["WIDOWED", 1]]],
  [50, [["SINGLE", 27], ["COUPLE", 32], ["DIVORCED", 34], ["WIDOWED", 7]]],
  [65, [["SINGLE", 14], ["COUPLE", 34], ["DIVORCED", 26], ["WIDOWED", 26]]],
  [76, [["SINGLE", 9], ["COUPLE", 26], ["DIVORCED", 12], ["WIDOWED", 53]]],
];

function drawFamily(random: Random, age: number, member: HouseholdMember): Pick<Person, "maritalStatus" | "children"> {
  const alone = LIVING_ALONE.findLast(([fromAge]) => age >= fromAge)?.[1] ?? [["SINGLE", 1]];
  const maritalStatus = member.tie === "COUPLE" ? "COUPLE" : pickWeighted(random, alone);
  if (member.children !== null) return { maritalStatus, children: member.children };
  const mayHaveChildren = age >= 25 && age < 58 && maritalStatus !== "SINGLE";
  return { maritalStatus, children: mayHaveChildren && chance(random, 0.55) ? wholeBetween(random, 1, 3) : 0 };
}

/** Savings kept in this bank by someone of that age and income, in euros. */
function usualWealth(age: number, incomeEuros: number): number {
  // Incomes fall with retirement, what was put aside before does not.
  const years = Math.min(2.4, Math.max(0.08, (age - 17) / 22)) * (age >= 64 ? 1.35 : 1);
  return 0.58 * Math.max(incomeEuros, 3_000) * years * (Math.max(incomeEuros, 8_000) / 24_000) ** 0.35;
}

const SERVICE_MODELS: readonly (readonly [fromAge: number, choices: Weighted<ServiceModel>])[] = [
  [0, [["DIGITAL", 62], ["HYBRID", 30], ["TRADITIONAL", 8]]],
  [35, [["DIGITAL", 42], ["HYBRID", 42], ["TRADITIONAL", 16]]],
  [55, [["DIGITAL", 22], ["HYBRID", 44], ["TRADITIONAL", 34]]],
  [65, [["DIGITAL", 11], ["HYBRID", 37], ["TRADITIONAL", 52]]],
  [75, [["DIGITAL", 4], ["HYBRID", 22], ["TRADITIONAL", 74]]],
];

function drawServiceModel(random: Random, age: number, home: Home): ServiceModel {
  if (home.commune.zone === "RURAL" && chance(random, 0.15)) return "TRADITIONAL";
  return pickWeighted(random, SERVICE_MODELS.findLast(([fromAge]) => age >= fromAge)?.[1] ?? [["HYBRID", 1]]);
}

type Stay = Pick<Person, "standing" | "clientSinceOn" | "departedOn">;

const STANDINGS: Weighted<Standing> = [["USUAL", 91.3], ["NEW", 3.2], ["LEAVING", 4], ["CLOSED", 1], ["DECEASED", 0.25]];

function drawStanding(random: Random, today: Day, age: number): Stay {
  const standing = age >= 70 && chance(random, 0.013) ? "DECEASED" : pickWeighted(random, STANDINGS);
  if (standing === "NEW") return { standing, clientSinceOn: addDays(today, -wholeBetween(random, 3, 82)), departedOn: null };
  const years = drawTenure(random, age, standing);
  const clientSinceOn = addDays(today, -Math.round(years * DAYS_A_YEAR));
  const hasDeparted = standing === "CLOSED" || standing === "DECEASED";
  return { standing, clientSinceOn, departedOn: hasDeparted ? addDays(today, -wholeBetween(random, 12, 330)) : null };
}

/** Years with the bank: one in twenty since less than a year, the others since long, some since childhood. */
function drawTenure(random: Random, age: number, standing: Standing): number {
  if (standing === "USUAL" && chance(random, 0.05)) return between(random, 0.4, 1);
  const longest = Math.max(1.2, Math.min(age - 0.5, age - 11, 46));
  return Math.max(1.1, Math.min(longest, logNormal(random, 8.5, 0.75)));
}
