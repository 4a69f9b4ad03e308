import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { CalendarProof } from "@/lib/data/calendar-feeds";

/** 256 bits: nobody guesses them, so a plain SHA-256 keeps them. */
const SECRET_BYTES = 32;
const FILE = /^([A-Za-z0-9_-]{43})\.ics$/;

/** A new private address of a calendar. `path`: shown once, kept nowhere. */
export function newCalendarSecret(): CalendarProof & { path: string } {
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { path: `/api/calendar/${secret}.ics`, secretHash: hashOf(secret) };
}

/** The secret that an address ends in, as its proof; null for what is not written like one. */
export function readCalendarSecret(file: string): CalendarProof | null {
  const [, secret] = FILE.exec(file) ?? [];
  return secret === undefined ? null : { secretHash: hashOf(secret) };
}

function hashOf(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}
