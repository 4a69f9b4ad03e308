import { z } from "zod";
import { clientId as userId } from "./client";
import { day } from "./day";

const MOST_WEEKLY_MINUTES = 60 * 60;

export const saveContractInput = z.strictObject({ userId, weeklyMinutes: z.int().min(0).max(MOST_WEEKLY_MINUTES), clientSharePercent: z.int().min(0).max(100) });
export type SaveContractInput = z.infer<typeof saveContractInput>;

export const addAbsenceInput = z.strictObject({ userId, id: z.uuid(), fromOn: day, untilOn: day }).refine(({ fromOn, untilOn }) => fromOn <= untilOn, { path: ["untilOn"], message: "day" });
export type AddAbsenceInput = z.infer<typeof addAbsenceInput>;

export const removeAbsenceInput = z.strictObject({ userId, id: z.uuid() });
export type RemoveAbsenceInput = z.infer<typeof removeAbsenceInput>;
