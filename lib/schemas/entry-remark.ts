import { z } from "zod";
import { CORRECTION_REASONS, REQUEST_STATES, type RequestState } from "@/lib/domain/correction-request";
import { clientId } from "./client";
import { day } from "./day";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

const text = z.string().trim().max(1_000, "remarkTooLong");
const needed = text.min(1, "remarkMissing");
const mentions = z.array(z.int().positive()).max(5).default([]);
/** `id` is the key of the submission: sent twice, it is written once. */
const remark = { id: z.uuid(), clientId, interactionId: z.uuid() };

export const commentInput = z.strictObject({ ...remark, text: needed, mentions });
export type CommentInput = z.infer<typeof commentInput>;

export const withdrawCommentInput = z.strictObject({ ...remark, withdrawsId: z.uuid() });
export type WithdrawCommentInput = z.infer<typeof withdrawCommentInput>;

export const askCorrectionInput = z.strictObject({ ...remark, text: needed, mentions, reason: z.enum(CORRECTION_REASONS), dueOn: day });
export type AskCorrectionInput = z.infer<typeof askCorrectionInput>;

/** `step`: the next one after the last that was seen; taken meanwhile by someone else it is a conflict. */
const step = { ...remark, requestId: z.uuid(), step: z.int().min(1).max(1_000) };

export const standsInput = z.strictObject({ ...step, text: needed });
export type StandsInput = z.infer<typeof standsInput>;

export const judgeRequestInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...step, kind: z.literal("ACCEPTED"), text: text.default("") }),
  z.strictObject({ ...step, kind: z.literal("ASKED_AGAIN"), text: needed, dueOn: day }),
  z.strictObject({ ...step, kind: z.literal("WITHDRAWN"), text: text.default("") }),
]);
export type JudgeRequestInput = z.infer<typeof judgeRequestInput>;

/** The id of an entry in an address; null for what cannot be one. */
export function entryIdOf(segment: string): string | null {
  const parsed = z.uuid().safeParse(segment);
  return parsed.success ? parsed.data : null;
}

/** Requests that stand so, from a place on. */
export type RequestFilter = { state: RequestState; place: Sealed<Place> | null };

const state = z.enum(REQUEST_STATES);

/** An address as a filter; without a state, what waits for the reader. */
export function parseRequestFilter(params: SearchParams, usual: RequestState, open: OpenSealed): RequestFilter {
  const asked = state.catch(usual).parse(params.state);
  return { state: asked, place: openPlace(params, requestOrder(asked), open) };
}

/** The name of a list's order, which its places carry. */
export function requestOrder(asked: RequestState): string {
  return `requests ${asked}`;
}

/** A filter as an address: `state=OPEN`. */
export function requestQuery({ state: asked, place }: RequestFilter): string {
  const query = new URLSearchParams({ state: asked });
  if (place) query.set("at", place.token);
  return query.toString();
}
