import "server-only";
import type { Viewer } from "@/lib/data/viewer";
import { mayDo, type Ability } from "@/lib/domain/permissions";
import { AppError, type AppErrorCode } from "@/lib/errors";
import { logEvent, traceOf } from "@/lib/log";
import { currentAccount } from "./viewer";

const STATUS: Record<AppErrorCode, number> = { SIGNED_OUT: 401, FORBIDDEN: 403, NOT_FOUND: 404, CONFLICT: 409, INVALID: 400, UNEXPECTED: 500 };

type Handler<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/**
 * What serverAction is to forms, for files (bodies too large to be read at once, and downloads) and for the outbox. Who asks, from a page
 * of ours, may they; then `run`. A refusal is `{ code }` with its status; nothing of an error goes out.
 */
export function fileRequest<Params>(
  ability: Ability,
  run: (viewer: Viewer, request: Request, params: Params) => Promise<Response>,
): Handler<Params> {
  return async (request, { params }) => {
    try {
      if (!isFromOurPages(request)) return refusalResponse("FORBIDDEN", STATUS.FORBIDDEN);
      const account = await currentAccount();
      if (!account) return refusalResponse("SIGNED_OUT", STATUS.SIGNED_OUT);
      if (!mayDo(account.viewer.role, ability)) return refusalResponse("FORBIDDEN", STATUS.FORBIDDEN);
      return await run(account.viewer, request, await params);
    } catch (error) {
      if (error instanceof AppError) return refusalResponse(error.code, STATUS[error.code]);
      logEvent("fileRequest.failed", { ability, ...traceOf(error) });
      return refusalResponse("UNEXPECTED", STATUS.UNEXPECTED);
    }
  };
}

/** A refused request: `{ code }`, never kept by anything between here and the browser. */
export function refusalResponse(code: string, status: number): Response {
  return Response.json({ code }, { status, headers: { "Cache-Control": "no-store" } });
}

/**
 * The cookie alone proves nothing about the page that asks. A browser states where a writing request comes from and
 * lets no page change that; whatever states nothing is no page of ours.
 */
function isFromOurPages(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") return request.headers.get("sec-fetch-site") !== "cross-site";
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}
