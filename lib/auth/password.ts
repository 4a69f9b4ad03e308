import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

/** scrypt's cost: N (a power of two), block size and parallelism. 32 MiB and a quarter of a second a try. */
export type ScryptCost = { n: number; r: number; p: number };

const COST: ScryptCost = { n: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes a password with a new salt: `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string, cost: ScryptCost = COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, cost);
  return ["scrypt", cost.n, cost.r, cost.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether `password` is the one of `stored`. A stored value that is no scrypt hash fits no password. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const known = parseHash(stored);
  if (!known) return false;
  const hash = await derive(password, known.salt, known.hash.length, known.cost);
  return timingSafeEqual(hash, known.hash);
}

let nobody: Promise<string> | undefined;

/** Costs as much as a real check and fails: what an unknown account is answered with. */
export async function verifyNobody(password: string): Promise<false> {
  nobody ??= hashPassword(randomBytes(SALT_BYTES).toString("hex"));
  await verifyPassword(password, await nobody);
  return false;
}

function parseHash(stored: string): { cost: ScryptCost; salt: Buffer; hash: Buffer } | null {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return null;
  const [, n, r, p, salt = "", hash = ""] = match;
  return {
    cost: { n: Number(n), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
  };
}

function derive(password: string, salt: Buffer, bytes: number, { n, r, p }: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) => {
    // One spelling for the accents that keyboards write in two ways.
    scrypt(password.normalize("NFC"), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
