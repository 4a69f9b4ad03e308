"use client";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, PeopleIcon } from "@/components/ui/icons";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState, ErrorState } from "@/components/ui/state-message";
import { LastStep } from "./last-step";
import { BAR_BUTTONS, KEY_OF } from "./round-bar";
import type { RoundCommands } from "./round-commands";
import type { RoundPage } from "./round-page";
import { RoundStop } from "./round-stop";
import styles from "./round.module.css";
import { KeysPanel } from "./keys-panel";
import { listOf, sheetOf, useRound } from "./use-round";
import type { ChangeFailure } from "./use-round-changes";
import { usePageKeys, useSingleKeys } from "./use-single-keys";

type RoundViewProps = { /** Its query, without a place. */ list: string; /** Null for whoever only looks. */ commands: RoundCommands | null };

/** A list worked through one client after the other, by key, by mouse or by thumb. Needs the words of `round`, `actions`, `client`, `timeline`, `log`, `domain`. */
export function RoundView({ list, commands }: RoundViewProps) {
  const round = useRound(list, commands);
  const { page, journal, panel, lastStep, changes } = round;
  const { areOn } = useSingleKeys();
  const heading = useFocusAt(page?.query);
  usePageKeys(keysOf(round), areOn);
  return (
    <div className={styles.round}>
      <RoundHeader list={list} page={page} done={journal.done} areKeysOn={areOn} onKeys={() => round.setPanel(panel === "keys" ? null : "keys")} isKeysOpen={panel === "keys"} />
      <LastStep told={round.told} canUndo={commands !== null && lastStep !== null} areKeysOn={areOn} isPending={changes.isPending} onUndo={round.undo} />
      <Failure failure={changes.failure} />
      {panel === "keys" && <KeysPanel onClose={round.closePanel} />}
      {!page && <Waiting code={round.unread?.code ?? null} onRetry={round.retry} />}
      {page?.subject && (
        <RoundStop key={page.subject.client.id} subject={page.subject} page={page} sheetHref={sheetOf(list, page.subject.client.id)} heading={heading} commands={commands}
          changes={changes} areKeysOn={areOn} panel={panel === "keys" ? null : panel} onPanel={round.setPanel} onClosePanel={round.closePanel} onMove={round.press} />
      )}
      {page && !page.subject && <Over page={page} done={journal.done} heading={heading} onRestart={() => round.go(page.restart)} onPrevious={round.goBack} />}
    </div>
  );
}

/** While something is open, its keys are its own. */
function keysOf({ panel, closePanel, setPanel, leave, undo, openSheet, press }: ReturnType<typeof useRound>): Record<string, () => void> {
  if (panel) return { Escape: closePanel, ...(panel === "keys" && { [KEY_OF.keys]: closePanel }) };
  return {
    Escape: leave,
    [KEY_OF.keys]: () => setPanel("keys"),
    [KEY_OF.undo]: undo,
    [KEY_OF.sheet]: openSheet,
    ...Object.fromEntries(BAR_BUTTONS.map((name) => [KEY_OF[name], () => press(name)])),
  };
}

type HeaderProps = { list: string; page: RoundPage | undefined; done: number; areKeysOn: boolean; isKeysOpen: boolean; onKeys: () => void };

function RoundHeader({ list, page, done, areKeysOn, isKeysOpen, onKeys }: HeaderProps) {
  const t = useTranslations("round");
  return (
    <div className={styles.top}>
      <Link href={(page?.listHref ?? listOf(list)) as Route} prefetch={false} className={styles.back} aria-keyshortcuts="Escape" title={t("long.leave")}><ChevronLeftIcon size={16} /> {t(list.startsWith("from=today") ? "back.today" : "back.portfolio")}</Link>
      <p className={styles.place}>
        {page?.subject && <strong>{t("place", { position: page.position, total: page.total })}</strong>} {page && <span className={styles.muted}>{t("done", { count: done })}</span>}
      </p>
      <button type="button" data-do="keys" className={button.quiet} aria-expanded={isKeysOpen} aria-label={t("long.keys")} aria-keyshortcuts={areKeysOn ? "?" : undefined} onClick={onKeys}>
        {t("do.keys")}{areKeysOn && <kbd aria-hidden="true">?</kbd>}
      </button>
    </div>
  );
}

function Failure({ failure }: { failure: ChangeFailure | null }) {
  const t = useTranslations("round");
  const errors = useTranslations("errors.code");
  if (!failure) return null;
  const words = failure.code !== "CONFLICT" ? t("failure", { reason: errors(failure.code) }) : t(failure.isUndo ? "undoRefused" : "changed");
  return <p role="alert" className={styles.failure}>{words}</p>;
}

function Waiting({ code, onRetry }: { code: "OFFLINE" | Parameters<ReturnType<typeof useTranslations<"errors.code">>>[0] | null; onRetry: () => void }) {
  const t = useTranslations("round");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  if (code === null) return <SkeletonRows label={t("loading")} rows={8} />;
  return <ErrorState title={t("failed")} text={errors(code)} actions={<button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>} />;
}

type OverProps = { page: RoundPage; done: number; heading: React.Ref<HTMLDivElement>; onRestart: () => void; onPrevious: () => void };

/** Past the last client: who had no turn, and how to go on. */
function Over({ page, done, heading, onRestart, onPrevious }: OverProps) {
  const t = useTranslations("round");
  const { left, listHref, isOver } = page;
  if (!isOver && done === 0) {
    return <EmptyState heading="h1" icon={<PeopleIcon size={28} />} title={t("empty.title")} text={t("empty.text")} actions={<Link href={listHref as Route} className={button.quiet}>{t("over.back")}</Link>} />;
  }
  return (
    <div ref={heading} tabIndex={-1} className={styles.over}>
      <EmptyState heading="h1" icon={<PeopleIcon size={28} />} title={t("over.title")} text={[t("over.done", { count: done }), left === 0 ? t("over.allDone") : t("over.left", { count: left })].join(" ")}
        actions={
          <>
            {left > 0 && <button type="button" className={button.primary} onClick={onRestart}>{t("over.restart")}</button>}
            <button type="button" className={button.quiet} onClick={onPrevious}>{t("long.previous")}</button>
            <Link href={listHref as Route} className={button.quiet}>{t("over.back")}</Link>
          </>
        } />
    </div>
  );
}

/** What is read first at each new place; not at the one that the page begins with. */
function useFocusAt(query: string | undefined) {
  const element = useRef<HTMLHeadingElement & HTMLDivElement>(null);
  const focused = useRef(query);
  useEffect(() => {
    if (query === undefined || query === focused.current) return;
    const isFirst = focused.current === undefined;
    focused.current = query;
    if (!isFirst) element.current?.focus({ preventScroll: true });
  }, [query]);
  return element;
}
