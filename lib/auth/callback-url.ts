/** The request header in which proxy.ts hands the page its own path and search. */
export const PATH_HEADER = "x-mireille-path";

const NOWHERE = "http://nowhere.invalid";

/**
 * Where to go after sign-in: a path of this site, with search and hash, or `/`. An address of another site, in any
 * spelling that a browser would follow there (`//host`, `/\host`, `https:host`), gives `/`.
 */
export function safeCallbackUrl(value: string | readonly string[] | null | undefined): string {
  if (typeof value !== "string" || !value.startsWith("/") || !URL.canParse(value, NOWHERE)) return "/";
  const url = new URL(value, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname === "/sign-in") return "/";
  // The path itself may start with two slashes once the parser has removed dots: `/.//host`.
  return `/${url.pathname.replace(/^\/+/, "")}${url.search}${url.hash}`;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string | null): `/sign-in${string}` {
  const back = safeCallbackUrl(path);
  return back === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ callbackUrl: back }).toString()}`;
}
