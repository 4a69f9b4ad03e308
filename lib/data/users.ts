import type { Day } from "@/lib/domain/dates";
import type { Role } from "@/lib/domain/permissions";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { beforeSignIn, inViewerTransaction, readBeforeSignIn } from "./database";
import type { Viewer } from "./viewer";

/** What checking a password needs. */
export type SignInRecord = { userId: number; passwordHash: string; sessionVersion: number };

/** A user who may work now, with what the frame shows of them. Not yet a Viewer: lib/auth proves it first. */
export type ActiveUser = {
  userId: number;
  email: string;
  name: string;
  role: Role;
  branchId: number | null;
  branchName: string | null;
  supervisedBranchIds: readonly number[];
  sessionVersion: number;
  bankName: string | null;
  /** The day at which the calendar of an archive is stopped; null: today is today. */
  pinnedTodayOn: Day | null;
};

export type DemoAccount = { email: string; name: string; role: Role; branchName: string | null };

/** The active user of this address (lower case), or null. */
export function findSignIn(email: string): Promise<SignInRecord | null> {
  return beforeSignIn(async (db) => {
    const user = await db.user.findFirst({
      where: { email, active: true },
      select: { id: true, passwordHash: true, sessionVersion: true },
    });
    return user && { userId: user.id, passwordHash: user.passwordHash, sessionVersion: user.sessionVersion };
  });
}

/** The active user of this id with all that the frame shows, in one statement: each page starts with it. Null when there is none. */
export async function findActiveUser(userId: number): Promise<ActiveUser | null> {
  const [user] = await readBeforeSignIn<ActiveUser>(Prisma.sql`
    SELECT u.id AS "userId", u.email, u.name, u.role::text AS role, u.branch_id AS "branchId", b.name AS "branchName",
      u.session_version AS "sessionVersion",
      ARRAY(SELECT s.branch_id FROM supervised_branch s WHERE s.user_id = u.id ORDER BY 1) AS "supervisedBranchIds",
      k.name AS "bankName", k.pinned_today_on::text AS "pinnedTodayOn"
    FROM app_user u LEFT JOIN branch b ON b.id = u.branch_id LEFT JOIN bank k ON k.id = 1
    WHERE u.id = ${userId} AND u.active`);
  return user ?? null;
}

/** A demo bank of a million clients has thousands of advisors: nobody clicks through those. */
const DEMO_ACCOUNTS_A_ROLE = 12;

/** The first accounts of each role of a demo bank, for the sign-in page; of any other bank, none. */
export function listDemoAccounts(): Promise<DemoAccount[]> {
  return readBeforeSignIn<DemoAccount>(Prisma.sql`
    SELECT email, name, role::text AS role, "branchName" FROM (
      SELECT u.id, u.email, u.name, u.role, b.name AS "branchName", row_number() OVER (PARTITION BY u.role ORDER BY u.id) AS place
      FROM app_user u LEFT JOIN branch b ON b.id = u.branch_id
      WHERE u.active AND EXISTS (SELECT 1 FROM bank WHERE demo)
    ) ranked WHERE place <= ${DEMO_ACCOUNTS_A_ROLE} ORDER BY id`);
}

/** Ends every session of this user, the present one included: their cookies name an older version from now on. */
export function endAllSessions(viewer: Viewer): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await db.user.updateMany({ where: { id: viewer.userId }, data: { sessionVersion: { increment: 1 } } });
    await recordAudit(db, viewer, "session.endAll");
  });
}
