type Outcome = { isSound: boolean; lines: string[] };
type Line = { done: number } | Outcome | { failed: true };
type Reading = { onDone: (links: number) => void; signal: AbortSignal };

/** Asks for a verification and reads what is told of it, line by line; the outcome, or the code of why there is none. */
export async function readVerification(href: string, { onDone, signal }: Reading): Promise<Outcome | { code: string }> {
  try {
    const response = await fetch(href, { signal, cache: "no-store" });
    if (!response.ok || !response.body) return { code: ((await response.json()) as { code: string }).code };
    for await (const line of linesOf(response.body)) {
      if ("lines" in line) return line;
      if ("failed" in line) return { code: "UNEXPECTED" };
      onDone(line.done);
    }
    return { code: "UNEXPECTED" };
  } catch {
    return { code: "OFFLINE" };
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.getReader();
  const text = new TextDecoder();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + text.decode(read.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as Line;
  }
}
