"use client";
import { useTranslations } from "next-intl";
import { useCallback, useId, useRef, useState } from "react";
import { beforeLeaving, stay } from "@/components/outbox/outbox";
import { ChevronDownIcon, SignOutIcon } from "@/components/ui/icons";
import { EndAllDialog, type EndAllSessions } from "./end-all-dialog";
import { AppearanceChoice, LanguageChoice } from "./preferences";
import styles from "./account-menu.module.css";
import { askToLeave } from "./leave";

export type ShownAccount = {
  name: string;
  email: string;
  /** In words. */
  role: string;
  /** The branch or branches, in words. */
  place: string | null;
};

/** Who is signed in; under it language, appearance and the ways out, drawn when first opened. A native popover: the browser closes it. */
export function AccountMenu({ account, endAllSessions }: { account: ShownAccount; endAllSessions: EndAllSessions }) {
  const t = useTranslations("shell");
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isDrawn, setDrawn] = useState(false);
  const [confirming, setConfirming] = useState(false);
  // The browser opens it also before this script is there to hear of it.
  const found = useCallback((element: HTMLDivElement | null) => {
    panel.current = element;
    if (element?.matches(":popover-open")) setDrawn(true);
  }, []);
  const askToEndAll = () => {
    panel.current?.hidePopover();
    beforeLeaving(() => {
      stay();
      setConfirming(true);
    });
  };
  const signOut = () => {
    panel.current?.hidePopover();
    askToLeave();
  };
  return (
    <>
      <button type="button" className={styles.account} popoverTarget={id}>
        <span className={styles.initials} aria-hidden="true">{initialsOf(account.name)}</span>
        <span className="visually-hidden">{t("account")}</span>
        <span className={styles.who}>
          <span>{account.name}</span>
          <span className={styles.role}>{account.role}</span>
        </span>
        <ChevronDownIcon size={16} />
      </button>
      <div ref={found} id={id} popover="auto" className={styles.panel} role="group" aria-label={t("account")} onBeforeToggle={() => setDrawn(true)}>
        {isDrawn && <Panel account={account} onLeave={signOut} onEndAll={askToEndAll} />}
      </div>
      {confirming && <EndAllDialog endAllSessions={endAllSessions} onCancel={() => setConfirming(false)} />}
    </>
  );
}

function Panel({ account, onLeave, onEndAll }: { account: ShownAccount; onLeave: () => void; onEndAll: () => void }) {
  const t = useTranslations("shell");
  return (
    <>
      <p className={styles.identity}>
        <strong>{account.name}</strong>
        <span>{[account.role, account.place].filter(Boolean).join(" · ")}</span>
        <span>{account.email}</span>
      </p>
      <LanguageChoice />
      <AppearanceChoice />
      <div className={styles.ways}>
        <button type="button" onClick={onLeave}><SignOutIcon size={18} />{t("signOut")}</button>
        <button type="button" onClick={onEndAll}>{t("signOutEverywhere")}</button>
      </div>
    </>
  );
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "").join("").toUpperCase();
}
