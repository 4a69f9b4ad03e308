import { decode, getToken, type GetTokenParams, type JWT, type JWTDecodeParams } from "next-auth/jwt";

/** Some 5 MB. The one read first is forgotten first, and decrypted again when it comes back. */
const MOST_KEPT = 5_000;

const kept = new Map<string, JWT>();

/**
 * What the session cookie of this request says; null when it is missing, forged or over. Proxy and page both ask, and
 * decrypting costs more than the rest of the shell: a cookie is decrypted once, as what it says cannot change.
 */
export function readSessionToken(req: GetTokenParams["req"]): Promise<JWT | null> {
  return getToken({ req, decode: decodeOnce });
}

async function decodeOnce(params: JWTDecodeParams): Promise<JWT | null> {
  const { token = "" } = params;
  const known = kept.get(token);
  if (known && isInForce(known)) return known;
  kept.delete(token);
  const read = await decode(params);
  if (!read || !isInForce(read)) return read;
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
  kept.set(token, read);
  return read;
}

function isInForce({ exp }: JWT): boolean {
  return typeof exp === "number" && exp * 1_000 > Date.now();
}
