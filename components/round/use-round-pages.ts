"use client";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import type { AppErrorCode } from "@/lib/errors";
import type { RoundPage } from "./round-page";

type Unread = { code: AppErrorCode | "OFFLINE" };

/** What was done, as the places read last tell it: those read before a change do not know of it. */
type Journal = Pick<RoundPage, "done" | "last">;

/**
 * The places of a round that the browser knows: the one in the address, and the next one, asked for ahead of its turn.
 * Going on is then a change of address alone; Back and Forward lead through the same addresses. `list`: the query of the
 * round without a place.
 */
export function useRoundPages(list: string) {
  const query = useRoundQuery(list);
  const [pages, setPages] = useState<ReadonlyMap<string, RoundPage>>(new Map());
  const [journal, setJournal] = useState<Journal>({ done: 0, last: null });
  const [unread, setUnread] = useState<(Unread & { query: string }) | null>(null);
  const changes = useRef(0);
  const sent = useRef(new Set<string>());
  const arrive = (asked: string, { ahead, isCurrent }: { ahead: boolean; isCurrent: boolean }, answer: RoundPage | Unread) => {
    if ("code" in answer) {
      if (!ahead) setUnread({ ...answer, query: asked });
      return answer;
    }
    if (isCurrent && !ahead) setJournal({ done: answer.done, last: answer.last });
    // Read before something changed: what it says of who is left may be wrong at the end of the list alone.
    if (isCurrent || answer.subject) setPages((known) => new Map(known).set(asked, answer).set(answer.query, answer));
    return answer;
  };
  const read = (asked: string, ahead: boolean): Promise<RoundPage | Unread> => {
    const changesBefore = changes.current;
    sent.current.add(asked);
    return fetchPage(asked, ahead).then((answer) => arrive(asked, { ahead, isCurrent: changesBefore === changes.current }, answer));
  };
  const page = query === null ? undefined : pages.get(query);
  const isKnown = page !== undefined;
  const onPlace = useEffectEvent(() => {
    if (query === null) return;
    if (!page) void read(query, false);
    // The end of the list has nobody to fetch, and says who is left: it is asked for when it is reached.
    else if (page.subject && !sent.current.has(page.next) && !page.next.includes("end=1")) void read(page.next, true);
  });
  useEffect(() => onPlace(), [query, isKnown]);
  // Asked for without a place, or where nobody stood: it has an address of its own from now on.
  const own = page?.query;
  useEffect(() => {
    if (own !== undefined && own !== query && location.pathname === "/round") showPlace("replaceState", placeIn(list, own));
  }, [own, query, list]);
  const retry = () => {
    setUnread(null);
    if (query !== null) void read(query, false);
  };
  /** An address of its own in the history of the browser, without asking the server for a page. */
  const goTo = (to: string) => {
    showPlace("pushState", placeIn(list, to));
    window.scrollTo(0, 0);
  };
  /** After a change: the place it was made at is read anew when one comes back to it, as are ends of the list. */
  const forget = (stale: string) => {
    changes.current += 1;
    setPages((known) => new Map([...known].filter(([key, { subject }]) => key !== stale && subject)));
  };
  return { query, page, journal, unread: unread?.query === query ? unread : null, read, retry, forget, tell: setJournal, goTo };
}

const listeners = new Set<() => void>();

/**
 * The place stands behind the #: what stands before it tells Next which page this is, and another would have to be asked
 * for at each step and at each step back.
 */
function showPlace(how: "pushState" | "replaceState", place: string): void {
  window.history[how](null, "", `#${place}`);
  for (const listener of listeners) listener();
}

function placeIn(list: string, query: string): string {
  return query.slice(list.length + 1);
}

/** What the address asks for: the list and the place in it; null on the server, which is not told the place, and on the way to another page. */
function useRoundQuery(list: string): string | null {
  const inAddress = () => (location.pathname === "/round" ? [list, location.hash.slice(1)].filter(Boolean).join("&") : null);
  return useSyncExternalStore(subscribe, inAddress, () => null);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  listeners.add(listener);
  return () => {
    window.removeEventListener("popstate", listener);
    listeners.delete(listener);
  };
}

async function fetchPage(query: string, ahead: boolean): Promise<RoundPage | Unread> {
  try {
    const answer = await fetch(`/api/round?${query}${ahead ? "&ahead=1" : ""}`, { cache: "no-store" });
    return (await answer.json()) as RoundPage | Unread;
  } catch {
    return { code: "OFFLINE" };
  }
}
