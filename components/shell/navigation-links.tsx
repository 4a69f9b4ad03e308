"use client";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CalendarIcon, ChartIcon, CheckIcon, CogIcon, InboxIcon, KeyIcon, MessageIcon, PeopleIcon, StarIcon, TodayIcon, UploadIcon } from "@/components/ui/icons";
import { isCurrent, type NavigationItem, type NavigationName } from "./navigation";
import styles from "./shell.module.css";

const ICONS: Record<NavigationName, ReactNode> = {
  today: <TodayIcon />,
  inbox: <InboxIcon />,
  agenda: <CalendarIcon />,
  portfolio: <PeopleIcon />,
  desk: <StarIcon />,
  followUp: <ChartIcon />,
  home: <ChartIcon />,
  imports: <UploadIcon />,
  apiKeys: <KeyIcon />,
  approach: <MessageIcon />,
  events: <TodayIcon />,
  controlGrid: <CheckIcon />,
  jobs: <CogIcon />,
};

/** The entries of the role, the present one marked. In the top bar at a desk, at the bottom on a phone. */
export function NavigationLinks({ items, inboxCount }: { items: readonly NavigationItem[]; inboxCount: ReactNode }) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav className={styles.navigation} data-many={items.length > 5} aria-label={t("navigation")}>
      <ul>
        {items.map(({ name, href }) => (
          <li key={name}>
            <Link href={href} prefetch={false} className={styles.navigationLink} aria-current={isCurrent(href, pathname) ? "page" : undefined}>
              {ICONS[name]}
              <span>{t(`nav.${name}`)}</span>
              {name === "inbox" && inboxCount}
              <PendingMark />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Shows that the click was heard while the page is on its way. */
function PendingMark() {
  const { pending } = useLinkStatus();
  return <span className={styles.pending} data-pending={pending} aria-hidden="true" />;
}
