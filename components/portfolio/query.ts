/** A list's address with one condition changed (null: lifted), from its first page on. */
export function changedQuery(query: string, name: string, value: string | null): string {
  const params = new URLSearchParams(query);
  params.delete("at");
  if (value === null) params.delete(name);
  else params.set(name, value);
  return params.toString();
}

/** The address of a page with this query; without one, no question mark. */
export function addressOf<Path extends string>(path: Path, query: string): Path | `${Path}?${string}` {
  return query === "" ? path : `${path}?${query}`;
}
