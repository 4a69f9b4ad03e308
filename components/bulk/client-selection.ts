"use client";
import { useSyncExternalStore } from "react";

/** Clients chosen in a list: these, or (`all`) the whole list but these. `total`: how many the list has; null: not counted yet. */
export type Selection = { list: string; all: boolean; ids: ReadonlySet<number>; total: number | null };

const NOBODY: ReadonlySet<number> = new Set();

// Kept beside the pages: one goes through a list page by page, looks at a client, and comes back to what was chosen.
let current: Selection = { list: "", all: false, ids: NOBODY, total: null };
/** Where a range begins. */
let anchor: number | null = null;
const listeners = new Set<() => void>();

/** What is chosen in this list; another list begins with nobody. */
export function useSelection(list: string): Selection {
  const selection = useSyncExternalStore(subscribe, () => current, () => current);
  return selection.list === list ? selection : { list, all: false, ids: NOBODY, total: null };
}

/** Is this client chosen? Of fifty rows, those alone are drawn again whose answer changes. */
export function useIsSelected(list: string, id: number): boolean {
  return useSyncExternalStore(subscribe, () => isSelected(of(list), id), () => false);
}

export function isSelected({ all, ids }: Selection, id: number): boolean {
  return all !== ids.has(id);
}

/** How many are chosen; null: not counted yet. */
export function countOf({ all, ids, total }: Selection): number | null {
  if (!all) return ids.size;
  return total === null ? null : Math.max(0, total - ids.size);
}

/** Chooses or lets go of some clients of a list. */
export function choose(list: string, ids: readonly number[], isChosen: boolean): void {
  const before = of(list);
  const listed = new Set(before.ids);
  for (const id of ids) {
    if (isChosen !== before.all) listed.add(id);
    else listed.delete(id);
  }
  set({ ...before, ids: listed });
}

/** The same for one, or for all from the one before to this one (`isRange`), in the order they stand in. */
export function chooseRow(list: string, id: number, isChosen: boolean, { isRange, rows }: { isRange: boolean; rows: readonly number[] }): void {
  const [from, to] = [isRange && anchor !== null ? rows.indexOf(anchor) : -1, rows.indexOf(id)];
  choose(list, from < 0 ? [id] : rows.slice(Math.min(from, to), Math.max(from, to) + 1), isChosen);
  anchor = id;
}

export function chooseAll(list: string): void {
  set({ list, all: true, ids: NOBODY, total: null });
}

export function tellTotal(list: string, total: number): void {
  if (of(list).all) set({ ...of(list), total });
}

export function clearSelection(): void {
  anchor = null;
  set({ ...current, all: false, ids: NOBODY, total: null });
}

function of(list: string): Selection {
  return current.list === list ? current : { list, all: false, ids: NOBODY, total: null };
}

function set(next: Selection): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
