"use client";
import { useSyncExternalStore } from "react";

const PLACE = /^#preview-(\d+)$/;
const listeners = new Set<() => void>();
/** Opened here: closing goes back to the address before, and Back closes. */
let isPushed = false;

/** Who is looked at beside the list: in the address behind its #, so that Back, Forward and a reload lead to them. Null: nobody. */
export function usePreviewed(): number | null {
  return useSyncExternalStore(subscribe, previewed, () => null);
}

/** Opens it for a client, or goes on to another. */
export function openPreview(clientId: number): void {
  if (previewed() === null) {
    window.history.pushState(null, "", `#preview-${clientId}`);
    isPushed = true;
  } else window.history.replaceState(null, "", `#preview-${clientId}`);
  announce();
}

export function closePreview(): void {
  if (previewed() === null) return;
  if (isPushed) window.history.back();
  else window.history.replaceState(null, "", location.pathname + location.search);
  isPushed = false;
  announce();
}

function previewed(): number | null {
  const id = PLACE.exec(location.hash)?.[1];
  return id === undefined ? null : Number(id);
}

function announce(): void {
  for (const listener of listeners) listener();
}

/** An address typed or followed on the open page is none that the router knows: its next turn would write its own over it. */
function tellRouter(): void {
  if (previewed() !== null && window.history.state === null) window.history.replaceState(null, "", location.href);
}

function subscribe(listener: () => void): () => void {
  const arrive = () => {
    tellRouter();
    listener();
  };
  tellRouter();
  window.addEventListener("popstate", listener);
  window.addEventListener("hashchange", arrive);
  listeners.add(listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener("hashchange", arrive);
    listeners.delete(listener);
  };
}
