import type { Role } from "@/lib/domain/permissions";
import type { Messages } from "@/lib/i18n/messages/fr";

export type NavigationName = keyof Messages["shell"]["nav"];
export type NavigationItem = { name: NavigationName; href: "/" | "/inbox" | "/agenda" | "/portfolio" | "/desk" | "/supervision" | "/admin/imports" | "/admin/api-keys" | "/admin/approach" | "/admin/events" | "/admin/control-grid" | "/admin/jobs" };

const INBOX: NavigationItem = { name: "inbox", href: "/inbox" };
const PORTFOLIO_HOLDER: readonly NavigationItem[] = [
  { name: "today", href: "/" },
  INBOX,
  { name: "agenda", href: "/agenda" },
  { name: "portfolio", href: "/portfolio" },
];
const DESK: NavigationItem = { name: "desk", href: "/desk" };
const BANK_VIEWER: readonly NavigationItem[] = [{ name: "home", href: "/" }];

/** The pages of each role, in the order of a working day; the first is where sign-in leads. */
export const NAVIGATION: Record<Role, readonly NavigationItem[]> = {
  ADVISOR: PORTFOLIO_HOLDER,
  RELATIONSHIP_MANAGER: [...PORTFOLIO_HOLDER, DESK],
  SUPERVISOR: [
    { name: "followUp", href: "/supervision" },
    INBOX,
    { name: "portfolio", href: "/portfolio" },
    DESK,
  ],
  ANALYST: BANK_VIEWER,
  ADMINISTRATOR: [...BANK_VIEWER, { name: "jobs", href: "/admin/jobs" }, { name: "imports", href: "/admin/imports" }, { name: "apiKeys", href: "/admin/api-keys" }, { name: "approach", href: "/admin/approach" }, { name: "events", href: "/admin/events" }, { name: "controlGrid", href: "/admin/control-grid" }],
};

/** Whether `pathname` lies under the entry: a client's page belongs to the portfolio. */
export function isCurrent(href: NavigationItem["href"], pathname: string): boolean {
  if (href === "/") return pathname === "/";
  return isWithin(pathname, href) || (href === "/portfolio" && isWithin(pathname, "/clients")) || (href === "/inbox" && ["/requests", "/tasks"].some((folder) => isWithin(pathname, folder)));
}

function isWithin(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`);
}
