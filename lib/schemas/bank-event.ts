import { z } from "zod";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import { BANK_EVENT_KINDS, INVITATION_ANSWERS } from "@/lib/domain/invitation";
import { SEGMENTS } from "@/lib/domain/segments";
import { clientId } from "./client";
import { day } from "./day";

/** One line, and nothing that turns the text around. */
const line = z.string().trim().max(120, "tooLong").refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(text), "invalid");
const age = z.int("wholeNumber").min(0, "tooSmall").max(120, "tooLarge").nullable();

/** `version` null: a new one. Amounts in cents. */
export const saveBankEventInput = z
  .strictObject({
    id: z.uuid(),
    version: z.int().positive().nullable(),
    kind: z.enum(BANK_EVENT_KINDS),
    titleFr: line.min(1, "required"),
    titleEn: line.min(1, "required"),
    place: line,
    heldOn: day,
    places: z.int("wholeNumber").min(1, "tooSmall").max(100_000, "tooLarge").nullable(),
    minAge: age,
    maxAge: age,
    minWealthCents: z.int("amount").min(1, "tooSmall").max(1_000_000_000_00, "tooLarge").nullable(),
    segments: z.array(z.enum(SEGMENTS)).max(4),
    withdrawn: z.boolean(),
  })
  .refine(({ minAge, maxAge }) => minAge === null || maxAge === null || minAge <= maxAge, { path: ["maxAge"], message: "tooSmall" });
export type SaveBankEventInput = z.infer<typeof saveBankEventInput>;

/** `id` is the key of the invitation and of the contact that it is: sent twice, it is made once. */
export const inviteClientInput = z.strictObject({ id: z.uuid(), clientId, eventId: z.uuid(), channel: z.enum(INTERACTION_CHANNELS, "channelMissing") });
export type InviteClientInput = z.infer<typeof inviteClientInput>;

export const answerInvitationInput = z.strictObject({ clientId, eventId: z.uuid(), answer: z.enum(INVITATION_ANSWERS) });
export type AnswerInvitationInput = z.infer<typeof answerInvitationInput>;
