import { ApiProblem } from "@/lib/auth/api-problem";
import { type ApiCall, apiRoute } from "@/lib/auth/api-request";
import type { ApiKeyProof } from "@/lib/data/api-keys";
import type { ApiResource } from "@/lib/domain/api-key";
import { resourceOf } from "@/lib/schemas/api-batch";
import { batchAnswer, batchPath } from "../batch-answer";
import { type Submitted, submitBatch } from "../submit-batch";

export const dynamic = "force-dynamic";

/** A batch of rows: 200 when it was run meanwhile, 202 while it waits. */
export const { GET, POST, PUT, PATCH, DELETE } = apiRoute({
  POST: {
    access: "KEY",
    scopeOf: ({ resource }) => knownResource(resource),
    run: async (call) => answerOf(call, await submitBatch(call, knownResource(call.params.resource))),
  },
});

function knownResource(segment: unknown): ApiResource {
  const resource = typeof segment === "string" ? resourceOf(segment) : null;
  if (!resource) throw new ApiProblem("not_found");
  return resource;
}

function answerOf({ locale }: ApiCall<ApiKeyProof>, { outcome, batch, rows }: Submitted): Response {
  const answer = batchAnswer(batch, locale, rows);
  const isKnown = outcome === "KNOWN";
  const headers = { Location: batchPath(batch.id), "Cache-Control": "no-store", "Content-Language": locale, ...(isKnown ? { "Idempotency-Replayed": "true" } : {}) };
  if (batch.status === "FAILED") throw new ApiProblem("batch_failed", { headers });
  if (batch.status === "WAITING") {
    if (isKnown) throw new ApiProblem("in_progress", { headers: { Location: headers.Location, "Retry-After": "2" } });
    return Response.json(answer, { status: 202, headers: { ...headers, "Retry-After": "2" } });
  }
  if (answer.applied === false) throw new ApiProblem("rows_refused", { headers, members: { batch: answer } });
  return Response.json(answer, { headers });
}
