import autocannon from "autocannon";
import { median, quantile } from "./durations";

/** A page to ask for, as browsers do: compressed, and each request in turn with one of these sessions. */
export type LoadedPage = { url: string; cookies: readonly string[] };

/** Of one round; times in milliseconds. */
export type LoadResult = { perSecond: number; median: number; p95: number };

/** However fast a page is, a round ends here. */
const MOST_REQUESTS = 50_000;

/** Asks for a page over so many connections, each with one request at a time. Any other answer than 200 is an error. */
export async function loadPage({ url, cookies }: LoadedPage, connections: number, seconds: number): Promise<LoadResult> {
  if (new URL(url).hostname !== "127.0.0.1") throw new Error(`${url} is not this machine`);
  const headers = { "accept-encoding": "gzip", accept: "text/html" };
  const requests = cookies.map((cookie) => ({ method: "GET" as const, headers: { ...headers, cookie } }));
  const times: number[] = [];
  const refused = new Set<number>();
  const startedAt = performance.now();
  let lastAt = startedAt;
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(
      { url, connections, duration: seconds, maxOverallRequests: MOST_REQUESTS, timeout: 60, ...(cookies.length > 0 ? { requests } : { headers }) },
      (error: Error | null, result) => (error ? reject(error) : result.errors > 0 ? reject(new Error(`${result.errors} requests to ${url} failed`)) : resolve()),
    );
    run.on("response", (_client, status, _bytes, time) => {
      if (status !== 200) refused.add(status);
      times.push(time);
      lastAt = performance.now();
    });
  });
  if (refused.size > 0) throw new Error(`${url} answered ${[...refused].join(", ")}`);
  return { perSecond: (times.length * 1_000) / (lastAt - startedAt), median: median(times), p95: quantile(times, 0.95) };
}
