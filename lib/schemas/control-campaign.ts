import { z } from "zod";
import { CONTROL_ANSWERS } from "@/lib/domain/control-campaign";
import { addDays, addMonths, firstOfMonth, type Day } from "@/lib/domain/dates";
import { CONFIDENCES } from "@/lib/domain/proportion";
import { clientId } from "./client";
import { day } from "./day";

/** One line, and nothing that turns the text around. */
const line = (most: number) => z.string().trim().min(1, "required").max(most, "tooLong").refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(text), "invalid");
const text = z.string().trim().max(2_000, "tooLong");
const percent = (least: number, most: number) => z.int("wholeNumber").min(least, "tooSmall").max(most, "tooLarge");

/** CampaignFrame. */
const campaignFrame = z
  .strictObject({
    name: line(120),
    branchIds: z.array(z.int().positive()).min(1, "required").max(500, "tooLong"),
    fromOn: day,
    untilOn: day,
    bySegment: z.boolean(),
    byAdvisor: z.boolean(),
    byKind: z.boolean(),
    confidence: z.literal(CONFIDENCES, "invalid"),
    expectedPercent: percent(50, 99),
    halfWidthPercent: percent(1, 25),
    leastPerStratum: percent(1, 5),
    secondPercent: percent(0, 100),
  })
  .refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ["untilOn"], message: "tooSmall" });
type FrameInput = z.infer<typeof campaignFrame>;

/** `id` is the key of the submission: sent twice, a sample is drawn once. */
export const drawCampaignInput = z.strictObject({ id: z.uuid(), frame: campaignFrame });
export type DrawCampaignInput = z.infer<typeof drawCampaignInput>;

/** What a form begins with: the last three full months, so that next steps had their time, a rate of 90 % known to ± 5 points, a fifth looked at by two. */
export function firstFrame(today: Day, branchIds: readonly number[], name: string): FrameInput {
  return {
    name, branchIds: [...branchIds], fromOn: addMonths(today, -3), untilOn: addDays(firstOfMonth(today), -1), bySegment: true, byAdvisor: true, byKind: true,
    confidence: 95, expectedPercent: 90, halfWidthPercent: 5, leastPerStratum: 1, secondPercent: 20,
  };
}

type Params = Readonly<Record<string, string | string[] | undefined>>;
const FLAGS = ["bySegment", "byAdvisor", "byKind"] as const;
const NUMBERS = ["confidence", "expectedPercent", "halfWidthPercent", "leastPerStratum", "secondPercent"] as const;

/** The frame that an address asks for. Without a name there is none: the form was not sent yet. */
export function parseFrame(params: Params): { frame: FrameInput | null; faults: Readonly<Record<string, string>> } {
  if (params.name === undefined) return { frame: null, faults: {} };
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, Number(params[field])]));
  const flags = Object.fromEntries(FLAGS.map((field) => [field, params[field] === "on"]));
  const branchIds = [params.branch ?? []].flat().map(Number);
  const parsed = campaignFrame.safeParse({ ...numbers, ...flags, name: params.name, fromOn: params.fromOn, untilOn: params.untilOn, branchIds });
  if (parsed.success) return { frame: parsed.data, faults: {} };
  return { frame: null, faults: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0] === "branchIds" ? "branchIds" : path[0]), message]).reverse()) };
}

const campaignId = z.uuid();
export function campaignIdOf(value: string): string | null {
  return campaignId.safeParse(value).data ?? null;
}

/** A place of the sample in an address. */
export function placeOf(value: string | string[] | undefined): number | null {
  return z.coerce.number().int().positive().max(1_000_000).safeParse(value).data ?? null;
}

export const closeCampaignInput = z.strictObject({ id: campaignId });

const entry = { campaignId, clientId, interactionId: z.uuid() };

/** `done`: this look is finished, which needs an answer to every question. */
export const saveControlReviewInput = z.strictObject({ ...entry, answers: z.record(z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/), z.enum(CONTROL_ANSWERS)), remark: text, done: z.boolean() });
export type SaveControlReviewInput = z.infer<typeof saveControlReviewInput>;

export const settleEntryInput = z.strictObject({ ...entry, compliant: z.boolean(), remark: text.min(1, "required") });
export type SettleEntryInput = z.infer<typeof settleEntryInput>;

/** `id` is the key of the submission. */
export const askControlTaskInput = z.strictObject({ ...entry, id: z.uuid(), asked: text.min(1, "required"), dueOn: day });
export type AskControlTaskInput = z.infer<typeof askControlTaskInput>;

export const answerControlTaskInput = z.strictObject({ clientId, taskId: z.uuid(), text: text.min(1, "required") });
export type AnswerControlTaskInput = z.infer<typeof answerControlTaskInput>;

export const checkControlTaskInput = z.strictObject({ clientId, taskId: z.uuid(), isDone: z.boolean(), text });
export type CheckControlTaskInput = z.infer<typeof checkControlTaskInput>;

/** `version` is the one that was edited; questions keep their codes from version to version. */
export const saveControlGridInput = z.strictObject({
  version: z.int().positive(),
  questions: z.array(z.strictObject({ code: z.string().regex(/^[A-Z][A-Z0-9_]{0,39}$/, "invalid"), critical: z.boolean(), textFr: line(300), textEn: line(300) })).min(1, "required").max(20, "tooLong")
    .refine((questions) => new Set(questions.map(({ code }) => code)).size === questions.length, "invalid")
    .refine((questions) => questions.some(({ critical }) => critical), "required"),
});
export type SaveControlGridInput = z.infer<typeof saveControlGridInput>;
