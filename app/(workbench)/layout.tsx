import { Suspense, type ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { requireAccount, type Account } from "@/lib/auth/viewer";
import { formatDay } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { logContextAction, logInteractionAction } from "./clients/[clientId]/server-actions";
import { InboxBadge } from "./inbox-badge";
import { readInboxCount } from "./inbox-count";
import { endAllSessionsAction, findClientsAction } from "./server-actions";

const LOG = { logInteraction: logInteractionAction, loadContext: logContextAction };

/** The frame of every page of someone signed in. Each page has its own gate besides: a layout is not run at each step. */
export default async function WorkbenchLayout({ children }: { children: ReactNode }) {
  const account = await requireAccount();
  const [locale, roles, place] = await Promise.all([getLocale(), getTranslations("domain.role"), placeOf(account)]);
  const { viewer: { name, role }, email, bankName, pinnedTodayOn } = account;
  return (
    <Shell
      account={{ name, email, place, role: roles(role) }}
      role={role}
      bankName={bankName ?? ""}
      pinnedDay={pinnedTodayOn && formatDay(locale, pinnedTodayOn)}
      endAllSessions={endAllSessionsAction}
      findClients={findClientsAction}
      log={LOG}
      inboxCount={<Suspense fallback={null}><InboxBadge count={readInboxCount(account.viewer).catch(() => null)} /></Suspense>}
    >
      {children}
    </Shell>
  );
}

/** A supervisor's branches are counted; anyone else's one branch is named. */
async function placeOf({ viewer, branchName }: Account): Promise<string | null> {
  const count = viewer.supervisedBranchIds.length;
  if (viewer.role !== "SUPERVISOR" || count === 0) return branchName;
  const t = await getTranslations("shell");
  return t("branches", { count });
}
