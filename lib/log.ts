/** One JSON line an event, to the standard error. Codes, counts and ids only: nothing personal. */
export function logEvent(event: string, details: Readonly<Record<string, string | number | boolean | null>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...details })}\n`);
}

/** Where it broke, for the log, without the message: a database's message can quote a client. */
export function traceOf(error: unknown): { error: string; code: string | null; where: string | null } {
  if (!(error instanceof Error)) return { error: typeof error, code: null, where: null };
  const code = "code" in error ? String(error.code) : null;
  return { error: error.name, code, where: placeOf(error.stack ?? "") };
}

/** The first place of ours, from the folder of the product on; where there is none, the first of all. */
function placeOf(stack: string): string | null {
  const places = [...stack.matchAll(/^\s+at (.+)$/gm)].map(([, place = ""]) => place);
  const ours = places.find((place) => /[/\\]/.test(place) && !/node_modules|node:/.test(place));
  return (ours ?? places[0])?.replaceAll(`${process.cwd()}/`, "").replaceAll("file://", "") ?? null;
}
