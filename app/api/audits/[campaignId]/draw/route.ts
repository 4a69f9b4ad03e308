import { fileRequest } from "@/lib/auth/file-request";
import { getCampaign, getKeptDraw } from "@/lib/data/control-campaigns";
import { drawFile } from "@/lib/domain/sample-draw";
import { AppError } from "@/lib/errors";
import { campaignIdOf } from "@/lib/schemas/control-campaign";

export const dynamic = "force-dynamic";

/** Population, sizes and seed of a draw as text, from which `npm run draw-sample` follows it again. Ids of entries alone: it says nothing of a client. */
export const GET = fileRequest<{ campaignId: string }>("control.run", async (viewer, _request, params) => {
  const id = campaignIdOf(params.campaignId);
  const [file, draw] = id === null ? [null, null] : [await getCampaign(viewer, id), await getKeptDraw(viewer, id)];
  if (!file || !draw) throw new AppError("NOT_FOUND", "no such campaign for this viewer");
  const { seed, secondPercent, populationDigest, strata } = file.campaign;
  const sizes = new Map(strata.map(({ key, size }) => [key, size]));
  return new Response(drawFile({ seed, sizes, secondPercent, digest: populationDigest }, draw.population, draw.sample), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Content-Disposition": `attachment; filename="draw-${id}.txt"`, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });
});
