/** The first button of a row of the list. */
export function focusRow(list: HTMLElement | null, id: string): void {
  rowsOf(list).find((row) => row.dataset.action === id)?.querySelector("button")?.focus();
}

/** A menu or a dialog that is closing gives the focus back within this time, however busy the machine. */
const LONGEST_MS = 2_000;

/**
 * Where the focus goes when a row is about to leave: to the next one, or the one before, or the list itself; as soon as
 * the menu or the dialog has given it back to the button that goes with its row. Whoever moves it elsewhere keeps it.
 */
export function focusBeside(list: HTMLElement | null, id: string): void {
  const rows = rowsOf(list);
  const place = rows.findIndex((row) => row.dataset.action === id);
  const leaving = rows[place];
  const beside = (rows[place + 1] ?? rows[place - 1])?.querySelector("button") ?? list;
  const endsAt = performance.now() + LONGEST_MS;
  const look = () => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body || leaving?.contains(focused)) beside?.focus();
    if (leaving?.isConnected && performance.now() < endsAt) requestAnimationFrame(look);
    else if (document.activeElement === document.body) beside?.focus();
  };
  requestAnimationFrame(look);
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-action]") ?? [])];
}
