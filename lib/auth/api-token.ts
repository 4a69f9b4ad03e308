import "server-only";
import { createHash, randomBytes, randomInt } from "node:crypto";
import type { ApiKeyProof } from "@/lib/data/api-keys";
import { apiKeyPrefix } from "@/lib/domain/api-key";

const ID_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 12;
/** 256 bits: nobody guesses them, so a plain SHA-256 keeps them. */
const SECRET_BYTES = 32;
const TOKEN = /^mir_([0-9a-z]{12})_([A-Za-z0-9_-]{43})$/;

/** A new key. `token` is the whole of it: shown once, kept nowhere. */
export function newApiToken(): ApiKeyProof & { token: string } {
  const id = Array.from({ length: ID_LENGTH }, () => ID_SIGNS[randomInt(ID_SIGNS.length)]).join("");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { id, secretHash: hashOf(secret), token: apiKeyPrefix(id) + secret };
}

/** The key in `Authorization: Bearer mir_…`; null when it is not written like a key. */
export function readApiToken(authorization: string | null): ApiKeyProof | null {
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  const [, id, secret] = TOKEN.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secretHash: hashOf(secret) };
}

function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
