import { fileRequest, refusalResponse } from "@/lib/auth/file-request";
import { getClientPreview } from "@/lib/data/client-preview";
import { clientIdOf } from "@/lib/schemas/client";

/** A client in brief, which a list asks for when one is looked at beside it. */
export const GET = fileRequest<{ clientId: string }>("client.view", async (viewer, _request, { clientId }) => {
  const id = clientIdOf(clientId);
  const preview = id === null ? null : await getClientPreview(viewer, id);
  if (preview === null) return refusalResponse("NOT_FOUND", 404);
  return Response.json(preview, { headers: { "Cache-Control": "no-store" } });
});
