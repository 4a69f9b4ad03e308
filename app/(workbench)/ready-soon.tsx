import { Suspense, type ReactNode } from "react";

/** Longer than the database takes on a good day, shorter than anyone notices. */
const SOON_MS = 200;

/**
 * Waits a moment for what a page is about to show; tells whether it is there. Fails for nobody: whoever awaits the
 * promise itself meets its error.
 */
export async function readySoon(shown: Promise<unknown>): Promise<boolean> {
  const soon = new Promise<boolean>((resolve) => setTimeout(resolve, SOON_MS, false));
  return Promise.race([shown.then(() => true), soon]).catch(() => true);
}

/**
 * Waits a moment for the rows of a list, and never for how many there are: tells whether the rows are there, and whether
 * the count happened to be known as early as they were.
 */
export async function rowsSoon(rows: Promise<unknown>, count: Promise<unknown>): Promise<{ areRowsReady: boolean; isCountReady: boolean }> {
  let isCountReady = false;
  const known = () => (isCountReady = true);
  count.then(known, known);
  const areRowsReady = await readySoon(rows);
  return { areRowsReady, isCountReady };
}

/**
 * What is there is sent with the page itself; only what is not leaves `waiting` in its place first. A skeleton that is
 * shown at all stays for a third of a second, however fast the rows come after it.
 */
export function WhenReady({ isReady, waiting, children }: { isReady: boolean; waiting: ReactNode; children: ReactNode }) {
  return isReady ? children : <Suspense fallback={waiting}>{children}</Suspense>;
}

/** As WhenReady, for what is handed on: itself when it is there, else its promise. What is there costs no promise more. */
export function WhenThere<T extends object>({ what, waiting, children }: { what: T | Promise<T>; waiting: ReactNode; children: (what: T) => ReactNode }) {
  if (!(what instanceof Promise)) return children(what);
  return <Suspense fallback={waiting}><Awaited promise={what}>{children}</Awaited></Suspense>;
}

async function Awaited<T>({ promise, children }: { promise: Promise<T>; children: (what: T) => ReactNode }) {
  return children(await promise);
}
