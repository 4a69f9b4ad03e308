import { pingDatabase } from "@/lib/data/bank";
import { logEvent } from "@/lib/log";

export const dynamic = "force-dynamic";

/** For whoever watches the server: 200 while the database answers, else 503. */
export async function GET(): Promise<Response> {
  try {
    await pingDatabase();
    return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
  } catch {
    logEvent("health.failed");
    return Response.json({ status: "database unreachable" }, { status: 503, headers: { "Cache-Control": "no-store" } });
  }
}
