/** The first button of a row of the list. */
export function focusRow(list: HTMLElement | null, id: string): void {
  rowsOf(list).find((row) => row.dataset.action === id)?.querySelector("button")?.focus();
}

/** Where the focus goes when a row is about to leave: to the next one, or the one before, or the list itself. */
export function focusBeside(list: HTMLElement | null, id: string): void {
  const rows = rowsOf(list);
  const place = rows.findIndex((row) => row.dataset.action === id);
  const beside = rows[place + 1] ?? rows[place - 1];
  // After the menu or the dialog has given the focus back to the button that goes with its row.
  requestAnimationFrame(() => (beside?.querySelector("button") ?? list)?.focus());
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-action]") ?? [])];
}
