import { z } from "zod";

/** Where a page of a list begins: just after, or ends: just before, the row with this key. */
export type Place = {
  side: "after" | "before";
  /** What the list is ordered by, as text, the row's own id last. */
  key: readonly string[];
  /** How many rows stood before this page when the link was made; for display alone. */
  offset: number;
};

const placeText = z.tuple([z.string(), z.enum(["after", "before"]), z.array(z.string()).min(1).max(4), z.int().min(0)]);

/** A place as text. It names what a client brings or is called, so an address carries it sealed. */
export function writePlace(order: string, { side, key, offset }: Place): string {
  return JSON.stringify([order, side, key, offset]);
}

/** The place of a text; null when it is none, or belongs to a list in another order. */
export function readPlace(order: string, text: string | null): Place | null {
  const parsed = text === null ? null : placeText.safeParse(parseJson(text));
  if (!parsed?.success || parsed.data[0] !== order) return null;
  const [, side, key, offset] = parsed.data;
  return { side, key, offset };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
