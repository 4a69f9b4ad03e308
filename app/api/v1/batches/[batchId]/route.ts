import { z } from "zod";
import { ApiProblem } from "@/lib/auth/api-problem";
import { apiRoute } from "@/lib/auth/api-request";
import { readApiBatch } from "@/lib/data/api-batches";
import { batchAnswer } from "../../batch-answer";

export const dynamic = "force-dynamic";

/** What became of a batch of the key's own, for 48 hours. */
export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  GET: {
    access: "KEY",
    scopeOf: () => null,
    run: async ({ proof, params, locale }) => {
      const batchId = z.uuid().safeParse(params.batchId);
      const batch = batchId.success ? await readApiBatch(proof, batchId.data) : null;
      if (!batch) throw new ApiProblem("not_found");
      return Response.json(batchAnswer(batch, locale), { headers: { "Cache-Control": "no-store", "Content-Language": locale } });
    },
  },
});
