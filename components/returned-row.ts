"use client";
import { useEffect, type RefObject } from "react";

/** Back in a list from one of its clients (`#client-42`): their row has the focus, and is in view. */
export function useReturnedRow(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const id = /^#client-(\d+)$/.exec(location.hash)?.[1];
    if (id) list.current?.querySelector<HTMLElement>(`a[href^="/clients/${id}?"]`)?.focus();
  }, [list]);
}
