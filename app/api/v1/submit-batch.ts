import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { readJsonBody } from "@/lib/auth/api-json";
import { ApiProblem } from "@/lib/auth/api-problem";
import type { ApiCall } from "@/lib/auth/api-request";
import { type ApiBatch, readApiBatch, type Submission, submitApiBatch } from "@/lib/data/api-batches";
import type { ApiKeyProof } from "@/lib/data/api-keys";
import type { ApiResource } from "@/lib/domain/api-key";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { activityBatchBody, API_LIMITS, apiBatchBody } from "@/lib/schemas/api-batch";

const MESSAGES = { fr, en };
const KEY_SHAPE = new RegExp(`^[\\x21-\\x7e]{1,${API_LIMITS.idempotencyKeyLength}}$`);
const PAUSES_MS = [15, 25, 40, 60, 100, 150, 200];

/** A batch that was stored, and what became of it within the seconds that a request waits. `rows` as they were sent. */
export type Submitted = { outcome: "NEW" | "KNOWN"; batch: ApiBatch; rows: readonly unknown[] };

/** Reads a batch, stores it for the worker under its idempotency key, and waits a while for its end. */
export async function submitBatch(call: ApiCall<ApiKeyProof>, resource: ApiResource): Promise<Submitted> {
  const idempotencyKey = call.request.headers.get("idempotency-key") ?? "";
  if (!KEY_SHAPE.test(idempotencyKey)) throw new ApiProblem("idempotency_key_missing");
  const atomic = isAtomic(call.request.url);
  const { text, value } = await readJsonBody(call.request);
  const body = (resource === "ACTIVITY" ? activityBatchBody : apiBatchBody).safeParse(value);
  if (!body.success) throw invalidBatch(call, body.error.issues[0]?.message ?? "");
  const { rows } = body.data;
  const { outcome, batchId } = await submitApiBatch(call.proof, {
    resource, atomic, rowCount: rows.length, body: text, idempotencyHash: sha256(idempotencyKey), requestHash: sha256(JSON.stringify([resource, atomic, text])),
  });
  refuse(outcome);
  return { outcome: outcome === "KNOWN" ? "KNOWN" : "NEW", batch: await endOf(call, batchId), rows };
}

function isAtomic(url: string): boolean {
  const { searchParams } = new URL(url);
  const unknown = [...searchParams.keys()].some((name) => name !== "atomic");
  const given = searchParams.getAll("atomic");
  if (unknown || given.length > 1 || !["true", "false", undefined].includes(given[0])) throw new ApiProblem("invalid_batch", { detail: "?atomic=true|false" });
  return given[0] === "true";
}

function invalidBatch({ locale }: ApiCall<ApiKeyProof>, message: string): ApiProblem {
  const words: Readonly<Record<string, string>> = MESSAGES[locale].api.batch;
  return new ApiProblem("invalid_batch", { detail: words[message] ?? MESSAGES[locale].api.batch.notABatch });
}

function refuse(outcome: Submission["outcome"]): void {
  if (outcome === "OTHER") throw new ApiProblem("idempotency_key_reused");
  if (outcome === "FULL") throw new ApiProblem("too_many_waiting", { headers: { "Retry-After": "10" } });
  // Revoked between the gate and here.
  if (outcome === "REFUSED") throw new ApiProblem("key_unknown");
}

async function endOf({ proof, request }: ApiCall<ApiKeyProof>, batchId: string): Promise<ApiBatch> {
  const until = performance.now() + API_LIMITS.waitSeconds * 1000;
  for (let look = 0; ; look++) {
    const batch = await readApiBatch(proof, batchId);
    if (!batch) throw new ApiProblem("key_unknown");
    if (batch.status !== "WAITING" || performance.now() > until || request.signal.aborted) return batch;
    await pause(PAUSES_MS[look] ?? PAUSES_MS.at(-1));
  }
}

function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}
