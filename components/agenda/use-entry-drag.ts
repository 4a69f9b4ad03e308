"use client";
import { useState, type PointerEvent as ReactPointerEvent } from "react";
import { USUAL_LENGTH, type AgendaEntry, type AgendaPlace } from "@/lib/domain/agenda";
import type { Day } from "@/lib/domain/dates";

/** An entry on its way, under the pointer. `place` null: where it cannot be put. */
export type Drag = { entry: AgendaEntry; x: number; y: number; place: AgendaPlace | null };
export type StartDrag = (entry: AgendaEntry, event: ReactPointerEvent<HTMLElement>) => void;

/** A press that moves no farther is a click. */
const SLACK_PX = 6;
const SNAP_MINUTES = 15;

/**
 * Dragging an entry to another day or hour: by its whole surface with a mouse or a pen, by its handle with a finger,
 * which scrolls elsewhere. Escape leaves it where it was.
 */
export function useEntryDrag(onDrop: (entry: AgendaEntry, place: AgendaPlace) => void): { drag: Drag | null; startDrag: StartDrag } {
  const [drag, setDrag] = useState<Drag | null>(null);
  const startDrag: StartDrag = (entry, event) => {
    if (event.button !== 0 || !mayDrag(event)) return;
    const { pointerId, clientX, clientY } = event;
    const heldAt = entry.minute === null ? 0 : clientY - event.currentTarget.getBoundingClientRect().top;
    const listening = new AbortController();
    let place: AgendaPlace | null = null;
    let isMoving = false;
    const end = () => {
      listening.abort();
      setDrag(null);
    };
    const on = <Name extends keyof WindowEventMap>(name: Name, listen: (event: WindowEventMap[Name]) => void) =>
      window.addEventListener(name, listen, { signal: listening.signal });
    on("pointermove", (move) => {
      if (move.pointerId !== pointerId) return;
      isMoving ||= Math.hypot(move.clientX - clientX, move.clientY - clientY) > SLACK_PX;
      if (!isMoving) return;
      place = placeUnder(move.clientX, move.clientY, heldAt, entry);
      setDrag({ entry, x: move.clientX, y: move.clientY, place });
    });
    on("pointerup", () => {
      if (isMoving) swallowClick();
      if (isMoving && place) onDrop(entry, place);
      end();
    });
    on("pointercancel", end);
    on("selectstart", (select) => select.preventDefault());
    on("keydown", (key) => {
      if (key.key !== "Escape") return;
      if (isMoving) window.addEventListener("pointerup", swallowClick, { once: true });
      end();
    });
  };
  return { drag, startDrag };
}

function mayDrag({ target, pointerType }: ReactPointerEvent<HTMLElement>): boolean {
  const isHandle = target instanceof Element && target.closest("[data-grip]") !== null;
  if (isHandle) return true;
  return pointerType !== "touch" && target instanceof Element && target.closest("button") === null;
}

/** The place that the page shows there: a day, and its hour where hours are drawn; elsewhere it keeps its own. */
function placeUnder(x: number, y: number, heldAt: number, { minute, lengthMinutes }: AgendaEntry): AgendaPlace | null {
  const column = document.elementsFromPoint(x, y).map((element) => element.closest<HTMLElement>("[data-day]")).find(Boolean);
  const on = column?.dataset.day as Day | undefined;
  if (!column || on === undefined) return null;
  const hours = column.querySelector<HTMLElement>("[data-first-hour]");
  if (!hours || getComputedStyle(hours).getPropertyValue("--drawn-to-scale").trim() === "") return { on, minute, lengthMinutes };
  const { top, bottom, height } = hours.getBoundingClientRect();
  if (y < top || y > bottom) return { on, minute: null, lengthMinutes: null };
  const [first, last] = [Number(hours.dataset.firstHour), Number(hours.dataset.lastHour)];
  const exact = first * 60 + ((y - heldAt - top) / height) * (last - first) * 60;
  const snapped = Math.round(exact / SNAP_MINUTES) * SNAP_MINUTES;
  return { on, minute: Math.min(Math.max(snapped, first * 60), last * 60 - SNAP_MINUTES), lengthMinutes: lengthMinutes ?? USUAL_LENGTH };
}

/** The press that ends a drag is no click on what lies below. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault();
    click.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}
