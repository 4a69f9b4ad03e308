/** The session keeps so many places of a round. */
const LONGEST = 500;

/**
 * The places that one came through, so that Previous leads back through them, clients who have left the list included.
 * Kept for the tab: a reload does not lose it. Addresses alone, whose places are sealed.
 */
export function placeBefore(round: string, query: string): string | null {
  const trail = read(round);
  return trail[trail.indexOf(query) - 1] ?? null;
}

/** From here the round went on to there. */
export function keepTrail(round: string, from: string, to: string): void {
  const trail = read(round);
  const place = trail.indexOf(from);
  const kept = place === -1 ? [from] : trail.slice(0, place + 1);
  try {
    sessionStorage.setItem(keyOf(round), JSON.stringify([...kept, to].slice(-LONGEST)));
  } catch {
    // A browser that keeps nothing: Previous is then the one before in the list.
  }
}

function read(round: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(round)) ?? "[]") as string[];
  } catch {
    return [];
  }
}

function keyOf(round: string): string {
  return `round ${round}`;
}
