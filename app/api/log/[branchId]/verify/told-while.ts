import { logEvent, traceOf } from "@/lib/log";

/** How many links were read. */
type Told = { done: number };
/** What stands on the last line. */
type Outcome = { isSound: boolean; lines: string[] };

/** Not for each link: a line of progress is drawn. */
const TELL_EVERY_MS = 200;

/**
 * The progress of some work as lines of JSON while it goes on, its outcome as the last; `{ failed: true }` where it broke.
 * Whoever goes away ends it at its next step.
 */
export function toldWhile(work: (tell: (told: Told) => void) => Promise<Outcome>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isGone = false;
  return new ReadableStream({
    start(controller) {
      const say = (line: object) => isGone || controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      let toldAt = 0;
      const tell = (told: Told) => {
        if (isGone) throw new Error("nobody listens");
        if (Date.now() - toldAt < TELL_EVERY_MS) return;
        toldAt = Date.now();
        say(told);
      };
      void work(tell).then(say, (error: unknown) => {
        if (isGone) return;
        logEvent("verification.broken", traceOf(error));
        say({ failed: true });
      }).finally(() => isGone || controller.close());
    },
    cancel() {
      isGone = true;
    },
  });
}
