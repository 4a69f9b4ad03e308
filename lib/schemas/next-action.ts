import { z } from "zod";
import { DISMISSAL_REASONS } from "@/lib/domain/action-rest";
import { day } from "./day";

const action = { clientId: z.int().positive(), id: z.uuid() };

export const snoozeNextActionInput = z.strictObject({ ...action, untilOn: day });
export type SnoozeNextActionInput = z.infer<typeof snoozeNextActionInput>;

export const dismissNextActionInput = z.strictObject({ ...action, reason: z.enum(DISMISSAL_REASONS, "dismissalReasonMissing") });
export type DismissNextActionInput = z.infer<typeof dismissNextActionInput>;

/** Takes back a snooze or a dismissal. */
export const reopenNextActionInput = z.strictObject(action);
export type ReopenNextActionInput = z.infer<typeof reopenNextActionInput>;

/** Takes an action on, or lets go of it. */
export const takeNextActionInput = z.strictObject({ ...action, isTaken: z.boolean() });
export type TakeNextActionInput = z.infer<typeof takeNextActionInput>;
