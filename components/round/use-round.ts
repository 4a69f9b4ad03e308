"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { addressOf } from "@/components/portfolio/query";
import type { RoundStep } from "@/lib/domain/round";
import type { BarButton } from "./round-bar";
import { NO_NEWS, type RoundCommands, type StepNews, type ToldStep } from "./round-commands";
import type { RoundPanel } from "./round-stop";
import { keepTrail, placeBefore } from "./round-trail";
import { useRoundChanges } from "./use-round-changes";
import { useRoundPages } from "./use-round-pages";

/** Where one is, what is open, what was done last, and everything that leads on from there. */
export function useRound(list: string, commands: RoundCommands | null) {
  const router = useRouter();
  const { query, page, journal, unread, read, retry, forget, tell, goTo } = useRoundPages(list);
  const [panel, setPanel] = useState<RoundPanel | "keys" | null>(null);
  const [told, setTold] = useState<ToldStep | null>(null);
  const noteChange = useFreshListsAfter();
  const go = (to: string) => {
    setPanel(null);
    goTo(to);
  };
  const goNext = () => {
    if (!page || page.isOver) return;
    keepTrail(page.restart, page.query, page.next);
    go(page.next);
  };
  const goBack = () => {
    const before = page && (placeBefore(page.restart, page.query) ?? page.previous);
    if (before) go(before);
  };
  const changed = (step: RoundStep, isUndone: boolean, news: StepNews) => {
    noteChange();
    if (query !== null) forget(query);
    setTold({ step, isUndone, ...news });
  };
  const changes = useRoundChanges(commands, {
    done: (step, news) => {
      changed(step, false, news);
      const isFirstTurn = page?.lastHere === null;
      tell(({ done }) => ({ done: done + Number(isFirstTurn), last: step }));
      goNext();
    },
    undone: (step, news) => {
      changed(step, true, news);
      void read(`${page?.restart ?? list}&client=${step.clientId}`, false).then((answer) => "query" in answer && go(answer.query));
    },
  });
  const lastStep = told && !told.isUndone ? told.step : journal.last;
  return {
    page, journal, unread, retry, panel, setPanel, changes, lastStep, go, goBack,
    told: told ?? toldBefore(journal.last),
    undo: () => lastStep && changes.undo(lastStep),
    leave: () => router.push((page?.listHref ?? listOf(list)) as Route),
    openSheet: () => page?.subject && router.push(sheetOf(list, page.subject.client.id) as Route),
    /** The button that opened it has the focus again. */
    closePanel: () => {
      setPanel(null);
      buttonOf(panel)?.focus();
    },
    press: (name: BarButton) => {
      changes.clear();
      if (name === "previous") goBack();
      else if (name === "next") goNext();
      else buttonOf(name)?.click();
    },
  };
}

/** The client's page, which knows the list one came from. */
export function sheetOf(list: string, clientId: number): string {
  return `/clients/${clientId}?${list}`;
}

/** The list itself, from its first page on. */
export function listOf(list: string): string {
  const { from, ...query } = Object.fromEntries(new URLSearchParams(list));
  return addressOf(from === "today" ? "/" : "/portfolio", new URLSearchParams(query).toString());
}

function buttonOf(name: string | null): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-do="${name}"]`);
}

/** Done before this page was loaded: what it moved is not known here. */
function toldBefore(step: RoundStep | null): ToldStep | null {
  return step && { step, isUndone: false, ...NO_NEWS };
}

/** Lists that the browser keeps for Back are drawn anew once something was changed here and the round is left. */
function useFreshListsAfter(): () => void {
  const router = useRouter();
  const isChanged = useRef(false);
  useEffect(() => () => {
    if (isChanged.current) router.refresh();
  }, [router]);
  return () => {
    isChanged.current = true;
  };
}
