import { readRound } from "@/app/(workbench)/round/read-round";
import { currentAccount } from "@/lib/auth/viewer";
import { holdsPortfolio, mayDo } from "@/lib/domain/permissions";
import { logEvent, traceOf } from "@/lib/log";

/** One place of a round, which the page asks for before its turn (`ahead=1`), or when Back leads to it. */
export async function GET(request: Request): Promise<Response> {
  try {
    const account = await currentAccount();
    if (!account) return answer(401, { code: "SIGNED_OUT" });
    const { viewer } = account;
    const { ahead, ...params } = Object.fromEntries(new URL(request.url).searchParams);
    const isAllowed = mayDo(viewer.role, "client.view") && (params.from !== "today" || holdsPortfolio(viewer.role));
    if (!isAllowed) return answer(403, { code: "FORBIDDEN" });
    return answer(200, await readRound(viewer, params, { ahead: ahead === "1" }));
  } catch (error) {
    logEvent("round.unanswered", traceOf(error));
    return answer(503, { code: "UNEXPECTED" });
  }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
