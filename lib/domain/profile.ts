import { ageOn, type Day } from "./dates";

/** Bands of whole years: the lowest age of each. Twin: age_band() in the database. */
export const AGE_BANDS = [
  ["0-17", 0],
  ["18-24", 18],
  ["25-34", 25],
  ["35-44", 35],
  ["45-54", 45],
  ["55-64", 55],
  ["65-74", 65],
  ["75+", 75],
] as const;
export type AgeBand = (typeof AGE_BANDS)[number][0];

/** Bands of net yearly income in thousands of euros: the lowest income of each, in cents. Twin: income_band(). */
export const INCOME_BANDS = [
  ["0-12", 0],
  ["12-20", 1_200_000],
  ["20-30", 2_000_000],
  ["30-45", 3_000_000],
  ["45-70", 4_500_000],
  ["70+", 7_000_000],
] as const;
export type IncomeBand = (typeof INCOME_BANDS)[number][0];

export const ZONES = ["URBAN", "PERI_URBAN", "RURAL"] as const;
export type Zone = (typeof ZONES)[number];

export const MARITAL_STATUSES = ["SINGLE", "COUPLE", "DIVORCED", "WIDOWED"] as const;
export type MaritalStatus = (typeof MARITAL_STATUSES)[number];

export const SERVICE_MODELS = ["DEDICATED", "DIGITAL", "TRADITIONAL", "HYBRID"] as const;
export type ServiceModel = (typeof SERVICE_MODELS)[number];

/** What peers are told by. A field the bank does not know is null. Never sex, name, nationality or health. */
export type SocialProfile = {
  birthOn: Day | null;
  incomeCents: number | null;
  /** INSEE PCS level 1: 1–8. */
  occupation: number | null;
  zone: Zone | null;
  maritalStatus: MaritalStatus | null;
  region: string | null;
};

/** A profile's dimensions in the order of the lattice: the one dropped last comes first. */
export const PROFILE_DIMENSIONS = ["income", "age", "occupation", "zone", "marital", "region"] as const;
export type ProfileDimension = (typeof PROFILE_DIMENSIONS)[number];

/** How an unknown field is written: clients of whom the bank does not know it are each other's peers. */
export const UNKNOWN = "?";

export function ageBandOf(birthOn: Day | null, today: Day): AgeBand | typeof UNKNOWN {
  return birthOn === null ? UNKNOWN : bandOf(AGE_BANDS, ageOn(birthOn, today));
}

export function incomeBandOf(incomeCents: number | null): IncomeBand | typeof UNKNOWN {
  return incomeCents === null ? UNKNOWN : bandOf(INCOME_BANDS, incomeCents);
}

/**
 * The full key of the profile lattice: `income|age|occupation|zone|marital|region`. Twin: profile_key().
 * Source: domain, *Score PNB*, 1 and 2.
 */
export function profileKey(profile: SocialProfile, today: Day): string {
  return [
    incomeBandOf(profile.incomeCents),
    ageBandOf(profile.birthOn, today),
    profile.occupation ?? UNKNOWN,
    profile.zone ?? UNKNOWN,
    profile.maritalStatus ?? UNKNOWN,
    // The one field that is free text: it must not look like two dimensions.
    (profile.region ?? UNKNOWN).replaceAll("|", " "),
  ].join("|");
}

/** The dimensions that a cell keeps, with their values; empty for the whole bank. */
export function dimensionsOf(cell: string): { dimension: ProfileDimension; value: string }[] {
  const values = cell === "" ? [] : cell.split("|");
  return PROFILE_DIMENSIONS.slice(0, values.length).map((dimension, i) => ({ dimension, value: values[i] ?? UNKNOWN }));
}

function bandOf<Band extends string>(bands: readonly (readonly [Band, number])[], value: number): Band {
  const reached = bands.filter(([, lowest]) => value >= lowest);
  // Below the lowest bound (a negative income, a birth in the future) is the lowest band.
  const band = reached.at(-1) ?? bands[0];
  if (band === undefined) throw new RangeError("a table of bands is never empty");
  return band[0];
}
