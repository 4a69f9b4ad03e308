/** One thing to go to or to do. `note`: what tells it from others of that name. */
export type Entry = { key: string; label: string; note: string | null; run: () => void };

export type EntryGroup = { name: string; entries: readonly Entry[] };

/** Does each word typed begin a word of the label, without accents or case? Nothing typed: yes. */
export function answersTo(label: string, typed: string): boolean {
  const words = wordsOf(label);
  return wordsOf(typed).every((part) => words.some((word) => word.startsWith(part)));
}

function wordsOf(text: string): string[] {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
