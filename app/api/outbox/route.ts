import { logInteractionAction } from "@/app/(workbench)/clients/[clientId]/server-actions";
import { fileRequest, refusalResponse } from "@/lib/auth/file-request";

/** Notes of 4,000 signs and thirty products, several times over. */
const MOST_BYTES = 64 * 1024;

/**
 * One contact that waited in a browser. Answers what logInteractionAction answers: it is the same step, at an address that
 * a page of an older release still knows, and that an attempt can give up waiting for.
 */
export const POST = fileRequest("interaction.log", async (_viewer, request) => {
  if (!(Number(request.headers.get("content-length")) <= MOST_BYTES)) return refusalResponse("INVALID", 413);
  const body: unknown = await request.json().catch(() => null);
  return Response.json(await logInteractionAction(body), { headers: { "Cache-Control": "no-store" } });
});
