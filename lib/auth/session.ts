import "server-only";
import { cookies, headers } from "next/headers";
import type { GetTokenParams } from "next-auth/jwt";
import { z } from "zod";
import { readSessionToken } from "./session-token";

/** Eight hours: a working day. */
export const SESSION_SECONDS = 8 * 3600;

const sessionToken = z.object({ userId: z.number().int(), sessionVersion: z.number().int() });

/** What the signed cookie says. Not proof enough: the user may have left, or signed out everywhere. */
export type Session = z.infer<typeof sessionToken>;

/** The session of this request's cookie; null when it is missing, forged or over. */
export async function readSession(): Promise<Session | null> {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  // next-auth reads these two as a server component gives them; its types only know whole requests.
  const token = await readSessionToken({ cookies: jar, headers: sent } as unknown as GetTokenParams["req"]);
  const session = sessionToken.safeParse(token);
  return session.success ? session.data : null;
}
