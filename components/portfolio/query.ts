/** What an address says of some conditions, by their names in it; null: nothing any more. */
export type Changes = Readonly<Record<string, string | null>>;

/** A list's address with some conditions changed, from its first page on. */
export function changedQuery(query: string, changes: Changes): string {
  const params = new URLSearchParams(query);
  params.delete("at");
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return params.toString();
}

/** The address of a page with this query; without one, no question mark. */
export function addressOf<Path extends string>(path: Path, query: string): Path | `${Path}?${string}` {
  return query === "" ? path : `${path}?${query}`;
}

/** What an address says when every client is asked for, whatever view one's portfolio opens with. */
const EVERYONE = "view=all";

/** The portfolio with this query; without one, every client. */
export function listAddress(query: string): `/portfolio?${string}` {
  return `/portfolio?${query === "" ? EVERYONE : query}`;
}

/** The portfolio as a view has it, from its first page on; null: every client. */
export function viewAddress(viewId: string | null): `/portfolio?${string}` {
  return listAddress(viewId === null ? "" : `view=${viewId}`);
}
