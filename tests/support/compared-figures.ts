import type pg from "pg";
import type { WorkedBank } from "./worked-bank";

/** A figure, of whom or what, and how much. */
export type Figure = { name: string; of: string; value: number };

/** What a screen shows and what plain SQL counts, by name; `zero`: figures that are nothing throughout, which prove nothing. */
export type Compared = { shown: Record<string, number>; plain: Record<string, number>; zero: string[] };

export type Screen = (owner: pg.Pool, bank: WorkedBank) => Promise<Compared>;

export function figures(of: string, values: Readonly<Record<string, number | null>>): Figure[] {
  return Object.entries(values).map(([name, value]) => ({ name, of, value: value ?? 0 }));
}

/** A row's columns are figures, but for `of`. */
export async function counted(owner: pg.Pool, sql: string): Promise<Figure[]> {
  const { rows } = await owner.query<Record<string, string>>(sql);
  return rows.flatMap(({ of = "", ...values }) => figures(of, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]))));
}

/** Summed by figure and of whom; what is nothing is not written down, so that a group without a client and none at all are the same. */
export function compare(names: readonly string[], shown: readonly Figure[], plain: readonly Figure[]): Compared {
  return { shown: summed(shown), plain: summed(plain), zero: names.filter((name) => !plain.some((figure) => figure.name === name && figure.value !== 0)) };
}

function summed(all: readonly Figure[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const { name, of, value } of all) sums.set(`${name} · ${of}`, (sums.get(`${name} · ${of}`) ?? 0) + value);
  return Object.fromEntries([...sums].filter(([, value]) => value !== 0).map(([key, value]) => [key, Math.round(value * 1e6) / 1e6]));
}
