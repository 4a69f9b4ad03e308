import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { webEnv } from "@/lib/env";

/** What a token was made for: one made for another purpose does not open. */
export type SealPurpose = "portfolio.text" | "list.place";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Hides a text from whoever reads an address (histories, logs, shoulders): a token of letters, digits, `-` and `_` that
 * this server alone opens. A new secret makes the old tokens worthless.
 */
export function sealText(purpose: SealPurpose, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(purpose), iv);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The text of a token; null when it was forged, cut, or made for another purpose or with another secret. */
export function openText(purpose: SealPurpose, token: string): string | null {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(purpose), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

const keys = new Map<SealPurpose, Buffer>();

function keyOf(purpose: SealPurpose): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", webEnv().NEXTAUTH_SECRET, "mireille", purpose, 32));
  keys.set(purpose, key);
  return key;
}
