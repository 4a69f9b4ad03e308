"use client";
import { useTranslations } from "next-intl";
import type { DemoAccount } from "@/lib/data/users";
import { ROLES, type Role } from "@/lib/domain/permissions";
import { Refusal } from "./refusal";
import styles from "./sign-in.module.css";
import { useSignIn } from "./use-sign-in";

/** Shown at once; the others of a role are one click away. */
const SHOWN_A_ROLE = 3;

type DemoAccountsProps = { accounts: readonly DemoAccount[]; password: string; callbackUrl: string };

/** The accounts of a demo bank: one click signs in. */
export function DemoAccounts({ accounts, password, callbackUrl }: DemoAccountsProps) {
  const t = useTranslations("signIn");
  const { pending, refusal, submit } = useSignIn(callbackUrl);
  const enter = (account: DemoAccount) => void submit(account.email, password);
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t("demoTitle")}</h2>
      <p>{t("demoText")}</p>
      <Refusal id="demo-refusal" refusal={refusal} />
      {ROLES.map((role) => (
        <RoleAccounts key={role} role={role} accounts={accounts.filter((account) => account.role === role)} pending={pending} onEnter={enter} />
      ))}
      <p>{t.rich("demoPassword", { password, code: (words) => <code>{words}</code> })}</p>
    </section>
  );
}

type RoleAccountsProps = { role: Role; accounts: readonly DemoAccount[]; pending: string | null; onEnter: (account: DemoAccount) => void };

function RoleAccounts({ role, accounts, pending, onEnter }: RoleAccountsProps) {
  const t = useTranslations("signIn");
  const roles = useTranslations("domain.role");
  const rest = accounts.slice(SHOWN_A_ROLE);
  if (accounts.length === 0) return null;
  const list = (shown: readonly DemoAccount[]) => (
    <ul>
      {shown.map((account) => (
        <li key={account.email}>
          <button type="button" disabled={pending !== null} aria-label={t("enterAs", { name: account.name })} aria-describedby={`role-${role}`} onClick={() => onEnter(account)}>
            <strong>{account.name}</strong>
            <span>{account.branchName ?? t("headOffice")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={styles.role}>
      <h3 id={`role-${role}`}>{roles(role)}</h3>
      {list(accounts.slice(0, SHOWN_A_ROLE))}
      {rest.length > 0 && <details><summary>{t("demoMore", { count: rest.length })}</summary>{list(rest)}</details>}
    </div>
  );
}
