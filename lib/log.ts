/** One JSON line an event, to the standard error. Codes, counts and ids only: nothing personal. */
export function logEvent(event: string, details: Readonly<Record<string, string | number | boolean | null>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...details })}\n`);
}
