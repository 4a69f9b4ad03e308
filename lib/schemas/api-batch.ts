import { z } from "zod";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import type { ImportFileName } from "./import";
import { ROW_PROBLEMS } from "./row-problem";

/** The limits of the HTTP door, in the words of docs/api.md. */
export const API_LIMITS = {
  bodyBytes: 5 * 1024 * 1024,
  /** Of a body that is too large: let go unread by anyone, so that its sender is still there to be told. */
  discardedBytes: 64 * 1024 * 1024,
  rows: 5_000,
  /** { rows: [ { list: [ ] } ] } */
  depth: 4,
  /** Of a number in JSON: one more might be rounded before anyone sees it. */
  digits: 15,
  requestsAMinute: 120,
  idempotencyKeyLength: 200,
  idempotencyHours: 48,
  /** Of one key, while the bank is busy with something longer. */
  waitingBatches: 50,
  /** How long a request waits for the end of its batch. */
  waitSeconds: 5,
  /** Told of one row. */
  problemsARow: 5,
} as const;

/** The file whose rows a resource takes. */
export const RESOURCE_FILES = {
  CLIENTS: "clients", HOLDINGS: "holdings", ACTIVITY: "activity", INTERACTIONS: "interactions", SATISFACTION: "satisfaction",
} as const satisfies Record<ApiResource, ImportFileName>;

/** `clients` → CLIENTS; null for what is no resource. */
export function resourceOf(segment: string): ApiResource | null {
  return API_RESOURCES.find((resource) => RESOURCE_FILES[resource] === segment) ?? null;
}

const rows = z.array(z.unknown(), "rowsMissing").min(1, "rowsMissing").max(API_LIMITS.rows, "tooManyRows");

/** A whole body but for its rows, each of which is taken or refused by itself. */
export const apiBatchBody = z.strictObject({ rows });

/** Only whoever sends activity knows when a month is whole. */
export const activityBatchBody = z.strictObject({ rows, closes_month: z.string("closesMonth").regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, "closesMonth").optional() });

export type ApiBatchBody = z.infer<typeof activityBatchBody>;

/** What is wrong with a row: `row` counts from 0, as the rows were sent. No value: what was sent is not kept. */
export const apiRowProblem = z.strictObject({
  row: z.int().min(0),
  column: z.string().nullable(),
  code: z.enum(ROW_PROBLEMS),
  detail: z.string().optional(),
});
export type ApiRowProblem = z.infer<typeof apiRowProblem>;

/** What is kept of a batch after its run. `applied`: false when one refused row refused them all. */
export const apiBatchResult = z.strictObject({
  applied: z.boolean(),
  created: z.int().min(0),
  updated: z.int().min(0),
  unchanged: z.int().min(0),
  refused: z.int().min(0),
  monthClosed: z.boolean(),
  errors: z.array(apiRowProblem),
});
export type ApiBatchResult = z.infer<typeof apiBatchResult>;

/** What is answered of a batch. A value is told to nobody but whoever sent it, in the answer to the sending. */
export const apiBatchAnswer = z.strictObject({
  id: z.uuid(),
  resource: z.enum(RESOURCE_FILES),
  status: z.enum(["waiting", "done", "failed"]),
  atomic: z.boolean(),
  rows: z.int(),
  applied: z.boolean().optional(),
  created: z.int().optional(),
  updated: z.int().optional(),
  unchanged: z.int().optional(),
  refused: z.int().optional(),
  month_closed: z.boolean().optional(),
  errors: z
    .array(z.strictObject({ row: z.int().min(0), column: z.string().nullable(), code: z.enum(ROW_PROBLEMS), message: z.string(), value: z.string().optional() }))
    .optional(),
});
export type ApiBatchAnswer = z.infer<typeof apiBatchAnswer>;
