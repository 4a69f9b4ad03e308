/** An entry that may be drawn; both are ASCII. */
export type DrawableEntry = { id: string; stratum: string };
export type DrawnEntry = DrawableEntry & { /** The order of review, from 1. */ place: number; second: boolean };

/** SHA-256 of a text in UTF-8, in lower-case hexadecimal. */
export type Digest = (text: string) => string;

/** The population as text, of which the digest is kept: a line `stratum<TAB>id` each, sorted by bytes, each ended by a line feed. */
export function populationListing(entries: readonly DrawableEntry[]): string {
  return entries.map(({ id, stratum }) => `${stratum}\t${id}\n`).sort(byBytes).join("");
}

/** How many are reviewed by two. */
export function secondCount(size: number, secondPercent: number): number {
  return Math.ceil((size * secondPercent) / 100);
}

export type Draw = { seed: string; sizes: ReadonlyMap<string, number>; secondPercent: number };

/**
 * The sample that follows from seed, population and sizes. Of each stratum those whose SHA-256 of `seed:draw:id` comes
 * first; they are reviewed in the order of `seed:order:id`; by two, those first by `seed:second:id`. No generator of random
 * numbers: `printf %s "$seed:draw:$id" | sha256sum` says the same anywhere. Twin: drawSample() in lib/data/control-draw.ts;
 * agreement: tests/data/control-campaigns.test.ts.
 */
export function drawSample(entries: readonly DrawableEntry[], { seed, sizes, secondPercent }: Draw, digest: Digest): DrawnEntry[] {
  const drawn = [...byStratum(entries)].flatMap(([stratum, own]) => ranked(own, `${seed}:draw`, digest).slice(0, sizes.get(stratum) ?? 0));
  const seconds = new Set(ranked(drawn, `${seed}:second`, digest).slice(0, secondCount(drawn.length, secondPercent)).map(({ id }) => id));
  return ranked(drawn, `${seed}:order`, digest).map(({ id, stratum }, index) => ({ id, stratum, place: index + 1, second: seconds.has(id) }));
}

function byStratum(entries: readonly DrawableEntry[]): Map<string, DrawableEntry[]> {
  const strata = new Map<string, DrawableEntry[]>();
  for (const entry of entries) {
    const own = strata.get(entry.stratum);
    if (own) own.push(entry);
    else strata.set(entry.stratum, [entry]);
  }
  return strata;
}

function ranked<Entry extends DrawableEntry>(entries: readonly Entry[], prefix: string, digest: Digest): Entry[] {
  return entries
    .map((entry) => ({ entry, rank: digest(`${prefix}:${entry.id}`) }))
    .sort((a, b) => byBytes(a.rank, b.rank))
    .map(({ entry }) => entry);
}

function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * A draw as text. A line each, parts set apart by a tab: `seed`, `second` (percent), `digest`, then `size` with stratum and
 * number, `entry` with stratum and id, `drawn` with place, id and whether it is reviewed by two.
 */
export function drawFile({ seed, secondPercent, digest, sizes }: Draw & { digest: string }, population: readonly DrawableEntry[], sample: readonly DrawnEntry[]): string {
  const lines = [
    `seed\t${seed}`, `second\t${secondPercent}`, `digest\t${digest}`,
    ...[...sizes].map(([stratum, size]) => `size\t${stratum}\t${size}`).sort(byBytes),
    ...population.map(({ stratum, id }) => `entry\t${stratum}\t${id}`).sort(byBytes),
    ...sample.map(drawnLine),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function drawnLine({ place, id, second }: DrawnEntry): string {
  return `drawn\t${place}\t${id}\t${second ? "two" : "one"}`;
}

/** What is wrong with such a file: nothing, when the draw follows from it. */
export function drawFaults(text: string, digest: Digest): string[] {
  const rows = text.split("\n").map((line) => line.split("\t"));
  const valuesOf = (name: string) => rows.filter(([kind]) => kind === name).map(([, ...values]) => values);
  const population = valuesOf("entry").map(([stratum = "", id = ""]) => ({ stratum, id }));
  const sizes = new Map(valuesOf("size").map(([stratum = "", size]) => [stratum, Number(size)]));
  const [[seed = ""] = []] = valuesOf("seed");
  const [[second = "0"] = []] = valuesOf("second");
  const again = drawSample(population, { seed, sizes, secondPercent: Number(second) }, digest).map(drawnLine);
  const kept = rows.filter(([kind]) => kind === "drawn").map((row) => row.join("\t"));
  const isSame = again.length === kept.length && again.every((line, place) => line === kept[place]);
  return [
    ...(seed === "" || population.length === 0 ? ["the file is no draw"] : []),
    ...(digest(populationListing(population)) === valuesOf("digest")[0]?.[0] ? [] : ["the population is not the one whose digest was kept"]),
    ...(isSame ? [] : [`the sample is not the one that is drawn: ${again.find((line, place) => line !== kept[place]) ?? "more were kept"}`]),
  ];
}
