/** A stream of numbers in [0, 1). The same (seed, place, subject) always gives the same stream. */
export type Random = () => number;

/**
 * The randomness of one subject of one place (a client, a household): any of them can be drawn alone, in any order.
 * Generator: sfc32, seeded by a hash of the three.
 */
export function randomOf(seed: number, place: number, subject: string): Random {
  let a = mixed(seed ^ 0x9e3779b9);
  let b = mixed(place + a);
  let c = mixed(textHash(subject) ^ b);
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first numbers still resemble the seed.
  for (let warmUp = 0; warmUp < 8; warmUp++) next();
  return next;
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

/** A whole number from `low` to `high`, both included. */
export function wholeBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Mean 0, deviation 1. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Around `median`; `spread` is the deviation of its logarithm. */
export function logNormal(random: Random, median: number, spread: number): number {
  return median * Math.exp(spread * normal(random));
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("nothing to pick from");
  return value;
}

export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

export function pickWeighted<T>(random: Random, choices: Weighted<T>): T {
  let rest = random() * choices.reduce((total, [, weight]) => total + weight, 0);
  for (const [value, weight] of choices) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return pick(random, choices)[0];
}

/** A version 4 UUID. */
export function uuid(random: Random): string {
  const hex = () => Math.floor(random() * 65_536).toString(16).padStart(4, "0");
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex()}${hex()}-${hex()}-4${hex().slice(1)}-${variant}${hex().slice(1)}-${hex()}${hex()}${hex()}`;
}

function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

const textHashes = new Map<string, number>();

function textHash(text: string): number {
  const known = textHashes.get(text);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  textHashes.set(text, hash);
  return hash;
}
