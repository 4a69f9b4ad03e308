/** Longer than the database takes on a good day, shorter than anyone notices. */
const SOON_MS = 200;

/**
 * Waits a moment for a page's rows. Rows that are there in that time are sent with the page itself; only slower ones
 * leave a skeleton first, which would else flash by. Fails for nobody: whoever awaits the promise meets its error.
 */
export async function readySoon(rows: Promise<unknown>): Promise<void> {
  const soon = new Promise<void>((resolve) => setTimeout(resolve, SOON_MS));
  await Promise.race([rows, soon]).catch(() => undefined);
}
