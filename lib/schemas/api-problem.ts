import { z } from "zod";
import { apiBatchAnswer } from "./api-batch";

/** Everything that the HTTP door may answer instead of what was asked, with its status. The codes are stable. */
export const API_PROBLEMS = {
  malformed_json: 400,
  duplicate_name: 400,
  too_deep: 400,
  number_too_long: 400,
  idempotency_key_missing: 400,
  key_missing: 401,
  key_unknown: 401,
  key_revoked: 401,
  key_expired: 401,
  scope_missing: 403,
  not_found: 404,
  method_not_allowed: 405,
  in_progress: 409,
  body_too_large: 413,
  media_type: 415,
  encoding: 415,
  invalid_batch: 422,
  idempotency_key_reused: 422,
  rows_refused: 422,
  rate_limited: 429,
  too_many_waiting: 429,
  batch_failed: 500,
  unexpected: 500,
} as const satisfies Record<string, number>;

export type ApiProblemCode = keyof typeof API_PROBLEMS;

/** RFC 9457, with a stable `code`. `title` is in the language of Accept-Language. */
export const apiProblem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(API_PROBLEMS) as [ApiProblemCode, ...ApiProblemCode[]]),
  detail: z.string().optional(),
  /** With rows_refused: what was wrong with which row. */
  batch: apiBatchAnswer.optional(),
});
