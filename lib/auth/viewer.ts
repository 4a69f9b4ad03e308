import "server-only";
import { cache } from "react";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { findActiveUser, type ActiveUser } from "@/lib/data/users";
import type { Viewer } from "@/lib/data/viewer";
import { mayDo, type Ability } from "@/lib/domain/permissions";
import { PATH_HEADER, signInPath } from "./callback-url";
import { readSession, type Session } from "./session";

/** Who is signed in, with what the frame shows of them. */
export type Account = { viewer: Viewer } & Pick<ActiveUser, "email" | "branchName" | "bankName" | "pinnedTodayOn">;

/** Proves a session: the user is active and has not signed out everywhere since. Null when it proves nothing. */
export async function proveSession({ userId, sessionVersion }: Session): Promise<Account | null> {
  const user = await findActiveUser(userId);
  return user?.sessionVersion === sessionVersion ? accountOf(user) : null;
}

/** Who made a private calendar address that was just admitted; null when they may have none any more. */
export async function proveCalendarOwner(ownerId: number): Promise<Viewer | null> {
  const user = await findActiveUser(ownerId);
  return user && mayDo(user.role, "agenda.plan") ? accountOf(user).viewer : null;
}

/** The account behind this request, read from the database once a request; null when nobody is signed in. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const session = await readSession();
  return session && (await proveSession(session));
});

/** The account behind this request; whoever has none goes to the sign-in page and comes back here afterwards. */
export async function requireAccount(): Promise<Account> {
  const account = await currentAccount();
  if (account) return account;
  redirect(signInPath((await headers()).get(PATH_HEADER)));
}

/** The gate of every page. */
export async function requireViewer(): Promise<Viewer> {
  return (await requireAccount()).viewer;
}

/** The gate of a page that not every role may open: the others get the forbidden page (403). */
export async function requireAbility(ability: Ability): Promise<Viewer> {
  const viewer = await requireViewer();
  if (!mayDo(viewer.role, ability)) forbidden();
  return viewer;
}

function accountOf({ userId, role, name, branchId, supervisedBranchIds, email, branchName, bankName, pinnedTodayOn }: ActiveUser): Account {
  return { viewer: { userId, role, name, branchId, supervisedBranchIds }, email, branchName, bankName, pinnedTodayOn };
}
