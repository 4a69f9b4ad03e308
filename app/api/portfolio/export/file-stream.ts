import { logEvent, traceOf } from "@/lib/log";

/** Asked for as it is taken: a slow receiver makes the database wait, not the memory grow. */
export function streamOf(file: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await file.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        logEvent("export.broken", traceOf(error));
        // A file that ends early must not look whole.
        controller.error(new Error("export broken"));
      }
    },
    async cancel() {
      await file.return(undefined);
    },
  });
}
