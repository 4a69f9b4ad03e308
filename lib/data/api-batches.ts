import type { ApiResource } from "@/lib/domain/api-key";
import { API_LIMITS, apiBatchResult, type ApiBatchResult } from "@/lib/schemas/api-batch";
import { Prisma } from "@/prisma/generated/client";
import type { ApiKeyProof } from "./api-keys";
import { beforeSignIn } from "./database";

/** What the database says of a key that wants in (api_admit). `retryAfter`: seconds, for LIMITED. */
export type Admission = { verdict: "OK" | "UNKNOWN" | "REVOKED" | "EXPIRED" | "LIMITED" | "SCOPE"; retryAfter: number | null };

/** A request with rows. The hashes say whether it came before: the caller's key for it, and all that it said. */
export type SubmittedBatch = {
  resource: ApiResource;
  atomic: boolean;
  rowCount: number;
  body: string;
  idempotencyHash: Uint8Array<ArrayBuffer>;
  requestHash: Uint8Array<ArrayBuffer>;
};

/** NEW: it will be run. KNOWN: it came before. OTHER: another came under this idempotency key. FULL: too many wait. REFUSED: as Admission. */
export type Submission = { outcome: "NEW" | "KNOWN" | "OTHER" | "FULL" | "REFUSED"; batchId: string };

export type ApiBatch = {
  id: string;
  resource: ApiResource;
  atomic: boolean;
  rowCount: number;
  status: "WAITING" | "DONE" | "FAILED";
  result: ApiBatchResult | null;
};

/** Whether the key may come in now, and send this resource; null asks for nothing but to come in. Counts the request. */
export function admitApiKey(proof: ApiKeyProof, wanted: ApiResource | null): Promise<Admission> {
  return beforeSignIn((db) => first(db.$queryRaw<Admission[]>(Prisma.sql`
    SELECT verdict, retry_after AS "retryAfter" FROM api_admit(${proof.id}, ${proof.secretHash}, ${wanted}::api_resource, ${API_LIMITS.requestsAMinute}::int)`)));
}

/** Stores a batch for the worker, once: the database checks the key again. */
export function submitApiBatch(proof: ApiKeyProof, batch: SubmittedBatch): Promise<Submission> {
  return beforeSignIn((db) => first(db.$queryRaw<Submission[]>(Prisma.sql`
    SELECT outcome, batch_id AS "batchId" FROM api_submit(${proof.id}, ${proof.secretHash}, ${batch.resource}::api_resource, ${batch.idempotencyHash},
      ${batch.requestHash}, ${batch.atomic}, ${batch.rowCount}::int, ${batch.body}, ${API_LIMITS.waitingBatches}::int)`)));
}

/** What became of a batch of this key's own; null for any other. */
export function readApiBatch(proof: ApiKeyProof, batchId: string): Promise<ApiBatch | null> {
  return beforeSignIn(async (db) => {
    const [row] = await db.$queryRaw<ApiBatch[]>(Prisma.sql`
      SELECT id, resource::text, atomic, row_count AS "rowCount", status::text, result FROM api_batch_answer(${proof.id}, ${proof.secretHash}, ${batchId}::uuid)`);
    return row ? { ...row, result: apiBatchResult.nullable().parse(row.result) } : null;
  });
}

async function first<T>(rows: Promise<T[]>): Promise<T> {
  return (await rows)[0] as T;
}
