import "server-only";
import { recordRefusedSignIn, recordSignIn } from "@/lib/data/audit";
import { forgetAttempts } from "@/lib/data/sign-in-attempts";
import { findSignIn, type SignInRecord } from "@/lib/data/users";
import type { Viewer } from "@/lib/data/viewer";
import type { Credentials } from "@/lib/schemas/credentials";
import { verifyNobody, verifyPassword } from "./password";
import type { Session } from "./session";
import { limitSignIn, signInKeys } from "./sign-in-limit";
import { proveSession } from "./viewer";

export type SignInResult = { kind: "SIGNED_IN"; session: Session } | { kind: "WRONG" } | { kind: "LIMITED"; retryAt: Date };

/**
 * Checks a password. `origin` is the network address that asks. An unknown address, an inactive user and a wrong
 * password get one answer, in one time. Every attempt is counted and audited.
 */
export async function signIn({ email, password }: Credentials, origin: string): Promise<SignInResult> {
  const keys = signInKeys(email, origin);
  const retryAt = await limitSignIn(keys);
  const record = await findSignIn(email);
  const viewer = retryAt ? null : await viewerWhoseIs(password, record);
  if (!record || !viewer) {
    await recordRefusedSignIn(retryAt ? "LIMITED" : "PASSWORD", record?.userId ?? null);
    return retryAt ? { kind: "LIMITED", retryAt } : { kind: "WRONG" };
  }
  await forgetAttempts(keys.account, keys.origin);
  await recordSignIn(viewer);
  return { kind: "SIGNED_IN", session: { userId: record.userId, sessionVersion: record.sessionVersion } };
}

async function viewerWhoseIs(password: string, record: SignInRecord | null): Promise<Viewer | null> {
  const fits = record ? await verifyPassword(password, record.passwordHash) : await verifyNobody(password);
  const account = record && fits ? await proveSession(record) : null;
  return account?.viewer ?? null;
}
