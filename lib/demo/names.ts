import { FAMILY_NAMES } from "./family-names";
import { FIRST_NAMES } from "./first-names";
import { pickWeighted, type Random, type Weighted } from "./random";

export type Sex = "F" | "M";

/** Frequencies of family names fall slowly with their rank. */
const FAMILY_CHOICES: Weighted<string> = FAMILY_NAMES.map((name, rank) => [name, 1 / (rank + 25)]);

const FIRST_CHOICES = new Map<string, Weighted<string>>(
  Object.entries(FIRST_NAMES).flatMap(([decade, { F, M }]) => [
    [`${decade}F`, weightedNames(F)],
    [`${decade}M`, weightedNames(M)],
  ]),
);

/** A given name as often as it was given in that decade. */
export function pickFirstName(random: Random, sex: Sex, birthYear: number): string {
  const decade = Math.min(2010, Math.max(1930, Math.floor(birthYear / 10) * 10));
  return pickWeighted(random, FIRST_CHOICES.get(`${decade}${sex}`) ?? []);
}

export function pickFamilyName(random: Random): string {
  return pickWeighted(random, FAMILY_CHOICES);
}

/** The local part of an address: `helene.le-gall`. */
export function mailboxOf(firstName: string, lastName: string): string {
  return [firstName, lastName].map(plainLetters).join(".");
}

function plainLetters(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, "-");
}

function weightedNames(list: string): Weighted<string> {
  return list.split(" ").map((entry) => {
    const [name = "", weight = ""] = entry.split(":");
    return [name, Number(weight)];
  });
}
