import { Prisma } from "@/prisma/generated/client";

/** How well a client answers to what was typed: a word is whole, begins so, is near it, or is not there. */
const CLOSENESS = { whole: 0, beginning: 1, near: 2, none: 3 } as const;

/** Shorter words are taken as they are: among three letters, another letter makes another name. */
const SHORTEST_WITH_TYPO = 4;
/** A word of so many letters may have two that are wrong. */
const SHORTEST_WITH_TWO_TYPOS = 8;
/** Nobody types more to find one client. */
const MOST_WORDS = 8;

/**
 * The closeness of the client `c` to a text, from 0: of each word typed, the best among the words of the names and of the
 * bank's number, in any order, without accents or case; then the worst of these. A word counts when one begins with it,
 * or has it inside, or differs by a letter (by two, if long) or by two neighbours changed about. Numbers know no typo.
 */
export function closenessTo(text: string): Prisma.Sql {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "").slice(0, MOST_WORDS);
  if (words.length === 0) return Prisma.sql`${text.trim() === "" ? CLOSENESS.whole : CLOSENESS.none}::int`;
  return Prisma.sql`greatest(${Prisma.join(words.map(closenessOfWord))})`;
}

/** Is the client among those found? */
export function isFound(text: string): Prisma.Sql {
  return Prisma.sql`${closenessTo(text)} < ${CLOSENESS.none}`;
}

/** Found by a word that is only near what was typed. */
export function isNear(text: string): Prisma.Sql {
  return Prisma.sql`${closenessTo(text)} = ${CLOSENESS.near}`;
}

/** Worked out in a subquery, once a statement; the words of the client are kept that way. */
function closenessOfWord(word: string): Prisma.Sql {
  const typed = Prisma.sql`(SELECT search_text(${word}))`;
  return Prisma.sql`CASE WHEN strpos(c.search_words, ' ' || ${typed} || ' ') > 0 THEN ${CLOSENESS.whole}::int
    WHEN strpos(c.search_words, ' ' || ${typed}) > 0 THEN ${CLOSENESS.beginning}::int
    WHEN ${nearWord(word, typed)} THEN ${CLOSENESS.near}::int ELSE ${CLOSENESS.none}::int END`;
}

function nearWord(word: string, typed: Prisma.Sql): Prisma.Sql {
  const letters = word.normalize("NFD").replace(/\p{M}/gu, "").length;
  if (letters < SHORTEST_WITH_TYPO || /\p{N}/u.test(word)) return Prisma.sql`false`;
  const wrong = letters < SHORTEST_WITH_TWO_TYPOS ? 1 : 2;
  return Prisma.sql`(strpos(c.search_words, ${typed}) > 0 OR is_near_word(c.search_words, ${typed}, (SELECT swapped_letters(search_text(${word}))), ${wrong}::int))`;
}
