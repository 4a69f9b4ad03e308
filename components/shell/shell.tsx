"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { GoTo } from "@/components/go-to/go-to";
import type { FindClients } from "@/components/go-to/use-found-clients";
import type { LogActions } from "@/components/interactions/log-interaction";
import { OutboxButton } from "@/components/outbox/outbox-button";
import { InfoIcon } from "@/components/ui/icons";
import { mayDo, type Role } from "@/lib/domain/permissions";
import { AccountMenu, type ShownAccount } from "./account-menu";
import { BrandMark } from "./brand-mark";
import type { EndAllSessions } from "./end-all-dialog";
import { NAVIGATION } from "./navigation";
import { NavigationLinks } from "./navigation-links";
import styles from "./shell.module.css";

type ShellProps = {
  account: ShownAccount;
  role: Role;
  bankName: string;
  /** In words: the day at which an archive's calendar is stopped. */
  pinnedDay: string | null;
  endAllSessions: EndAllSessions;
  findClients: FindClients;
  log: LogActions;
  /** How much waits for who is signed in; empty when nothing does. */
  inboxCount: ReactNode;
  children: ReactNode;
};

/** The frame around every page: whose bank, where one is, who one is. Of the client, so that its markup is sent once. */
export function Shell({ account, role, bankName, pinnedDay, endAllSessions, findClients, log, inboxCount, children }: ShellProps) {
  const t = useTranslations("shell");
  const items = NAVIGATION[role];
  return (
    <>
      <a className={styles.skip} href="#content">{t("skip")}</a>
      <header className={styles.bar}>
        <Link href={items[0]?.href ?? "/"} className={styles.brand}>
          <BrandMark />
          <span className={styles.product}>{t("product")}</span>
          <span className={styles.bank}>{bankName}</span>
        </Link>
        <NavigationLinks items={items} inboxCount={inboxCount} />
        {mayDo(role, "interaction.log") && <OutboxButton log={log} />}
        <GoTo role={role} findClients={findClients} />
        <AccountMenu account={account} endAllSessions={endAllSessions} />
      </header>
      {pinnedDay && <aside className={styles.notice}><InfoIcon size={16} /> {t("pinned", { day: pinnedDay })}</aside>}
      <main id="content" className={styles.content} tabIndex={-1}>{children}</main>
    </>
  );
}
