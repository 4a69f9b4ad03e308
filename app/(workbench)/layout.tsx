import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { requireAccount, type Account } from "@/lib/auth/viewer";
import { getBank } from "@/lib/data/bank";
import { formatDay } from "@/lib/i18n/format";
import { endAllSessionsAction } from "./server-actions";

/** The frame of every page of someone signed in. Each page has its own gate besides: a layout is not run at each step. */
export default async function WorkbenchLayout({ children }: { children: ReactNode }) {
  const account = await requireAccount();
  const [bank, locale, place] = await Promise.all([getBank(), getLocale(), placeOf(account)]);
  const { name, role } = account.viewer;
  return (
    <Shell
      account={{ name, role, email: account.email, place }}
      bankName={bank?.name ?? ""}
      pinnedDay={bank?.pinnedTodayOn ? formatDay(locale, bank.pinnedTodayOn) : null}
      endAllSessions={endAllSessionsAction}
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
