import { fileRequest, refusalResponse } from "@/lib/auth/file-request";
import { outboxKey } from "@/lib/auth/outbox-key";
import { readSession } from "@/lib/auth/session";
import { outboxKeyInput } from "@/lib/schemas/outbox";

/** The key under which this browser keeps what the person signed in has not been able to send: an outboxKeyAnswer. */
export const POST = fileRequest("interaction.log", async (_viewer, request) => {
  const [session, input] = [await readSession(), outboxKeyInput.safeParse(await request.json().catch(() => null))];
  if (!session) return refusalResponse("SIGNED_OUT", 401);
  if (!input.success) return refusalResponse("INVALID", 400);
  return Response.json(outboxKey(session, input.data.device), { headers: { "Cache-Control": "no-store" } });
});
