import { currentAccount } from "@/lib/auth/viewer";
import { listLiveJobs } from "@/lib/data/job-runs";
import { mayDo } from "@/lib/domain/permissions";
import { logEvent, traceOf } from "@/lib/log";

/** What the page Jobs asks for every other second while something runs. */
export async function GET(): Promise<Response> {
  try {
    const account = await currentAccount();
    if (!account) return answer(401, { code: "SIGNED_OUT" });
    if (!mayDo(account.viewer.role, "jobs.manage")) return answer(403, { code: "FORBIDDEN" });
    return answer(200, await listLiveJobs(account.viewer));
  } catch (error) {
    logEvent("jobs.unanswered", traceOf(error));
    return answer(503, { code: "UNEXPECTED" });
  }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
