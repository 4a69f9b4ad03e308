"use client";
import { useEffect, useSyncExternalStore } from "react";

/** Whether keys of one letter do something, chosen in this browser. WCAG 2.1.4: who is disturbed by them switches them off. */
export function useSingleKeys(): { areOn: boolean; switchKeys: (areOn: boolean) => void } {
  return { areOn: useSyncExternalStore(subscribe, areKept, () => true), switchKeys };
}

/**
 * What keys do on this page. `J`, `?`: nothing while one types, with a modifier, or while they are switched off;
 * `Escape` always. Keys meant for an open dialog are its own.
 */
export function usePageKeys(keys: Readonly<Record<string, () => void>>, areSingleOn: boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = keys[name];
      if (!act || (event.key.length === 1 && (!areSingleOn || isTyping(event.target)))) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [keys, areSingleOn]);
}

/** The digit of a key, wherever a keyboard writes it: the upper row of a French one writes & é " ' ( instead. */
export function digitOf({ code }: Pick<KeyboardEvent, "code">): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** Does the element take what is typed? A choice does not. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("textarea, select, [contenteditable], input:not([type='radio'], [type='checkbox'])");
}

/** In a menu, a dialog or the account of the frame. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role='dialog'], dialog, [role='menu'], [popover]") !== null;
}

const KEY = "single-letter-keys";
const listeners = new Set<() => void>();
/** Of a browser that keeps nothing: for this page. */
let unkept = true;

function subscribe(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  listeners.add(listener);
  return () => {
    window.removeEventListener("storage", listener);
    listeners.delete(listener);
  };
}

function areKept(): boolean {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? unkept : kept === "on";
  } catch {
    return unkept;
  }
}

function switchKeys(areOn: boolean): void {
  unkept = areOn;
  try {
    localStorage.setItem(KEY, areOn ? "on" : "off");
  } catch {
    // Nothing is kept.
  }
  for (const listener of listeners) listener();
}
