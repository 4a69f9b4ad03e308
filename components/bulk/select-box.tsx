"use client";
import { useEffect, useRef, type ChangeEvent } from "react";
import { choose, chooseRow, isSelected, useIsSelected, useSelection } from "./client-selection";

/** Chooses a client of a list; with Shift, all from the one chosen before. */
export function SelectBox({ list, id, label }: { list: string; id: number; label: string }) {
  const isChosen = useIsSelected(list, id);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const isRange = event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey;
    chooseRow(list, id, event.currentTarget.checked, { isRange, rows: isRange ? rowsBeside(event.currentTarget) : [] });
  };
  return <input type="checkbox" data-select={id} aria-label={label} checked={isChosen} onChange={onChange} />;
}

/** Chooses every client on this page of the list. */
export function SelectPageBox({ list, ids, label }: { list: string; ids: readonly number[]; label: string }) {
  const selection = useSelection(list);
  const count = ids.filter((id) => isSelected(selection, id)).length;
  const box = useRef<HTMLInputElement>(null);
  const isPart = count > 0 && count < ids.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPart;
  }, [isPart]);
  return <input ref={box} type="checkbox" aria-label={label} checked={count > 0 && !isPart} onChange={(event) => choose(list, ids, event.currentTarget.checked)} />;
}

function rowsBeside(box: HTMLInputElement): number[] {
  const boxes = box.closest("table")?.querySelectorAll<HTMLInputElement>("input[data-select]") ?? [];
  return Array.from(boxes, ({ dataset }) => Number(dataset.select));
}
