import { z } from "zod";
import { CONSENT_CHANNELS, INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import { INTERACTION_OUTCOMES } from "@/lib/domain/interaction-log";
import { MARITAL_STATUSES, SERVICE_MODELS } from "@/lib/domain/profile";
import { lengthMinutes, minute } from "./agenda";
import { clientId } from "./client";
import { day } from "./day";

const productCodes = z.array(z.string().min(1).max(40)).max(30, "tooManyProducts");

/** Only what changed is sent; null empties a field. Amounts in cents. */
const profileChanges = z.strictObject({
  maritalStatus: z.enum(MARITAL_STATUSES).nullable().optional(),
  dependentChildren: z.int("wholeNumber").min(0, "wholeNumber").max(20, "tooLarge").nullable().optional(),
  occupation: z.int().min(1).max(8).nullable().optional(),
  incomeCents: z.int("amount").min(0, "amount").max(1_000_000_000_00, "tooLarge").nullable().optional(),
  serviceModel: z.enum(SERVICE_MODELS).optional(),
  email: z.email("email").max(254, "tooLong").nullable().optional(),
  phone: z
    .string()
    .regex(/^\+?[0-9 .]{6,20}$/, "phone")
    .nullable()
    .optional(),
});

/** What an advisor logs. `id` is the key of the submission: sent twice, it changes nothing. */
export const logInteractionInput = z
  .strictObject({
    id: z.uuid(),
    clientId,
    nextActionId: z.uuid().nullable().default(null),
    /** The entry that this one corrects. */
    correctsId: z.uuid().nullable().default(null),
    occurredOn: day,
    channel: z.enum(INTERACTION_CHANNELS, "channelMissing"),
    outcome: z.enum(INTERACTION_OUTCOMES, "outcomeMissing"),
    review: z.boolean().default(false),
    notes: z.string().max(4_000, "notesTooLong").default(""),
    productsDiscussed: productCodes.default([]),
    productsSold: productCodes.default([]),
    satisfaction: z.int().min(1).max(5).nullable().default(null),
    profile: profileChanges.default({}),
    consents: z.partialRecord(z.enum(CONSENT_CHANNELS), z.boolean()).default({}),
    /** Where the evidence is kept, of a consent that is granted now or was before. */
    consentProofs: z.partialRecord(z.enum(CONSENT_CHANNELS), z.string().trim().min(1).max(200, "tooLong")).default({}),
    nextStepOn: day.nullable().default(null),
    /** Its hour on the bank's clock, and how long it takes; null: at some time of that day. */
    nextStepMinute: minute.nullable().default(null),
    nextStepLength: lengthMinutes.nullable().default(null),
    /** Of an entry that waited for its connection, by the browser's clock. */
    writtenAt: z.iso.datetime().nullable().default(null),
  })
  .check(({ value, issues }) => {
    const at = (path: string, message: string) => issues.push({ code: "custom", path: [path], message, input: value });
    if (value.outcome === "SOLD" && value.productsSold.length === 0) at("productsSold", "productsSoldMissing");
    if (value.outcome !== "SOLD" && value.productsSold.length > 0) at("outcome", "outcomeNotSold");
    if (value.outcome === "DECLINED" && value.productsDiscussed.length === 0) at("productsDiscussed", "productsDiscussedMissing");
    if ((value.nextStepMinute === null) !== (value.nextStepLength === null) || (value.nextStepMinute !== null && value.nextStepOn === null)) at("nextStepOn", "time");
    for (const channel of CONSENT_CHANNELS) {
      if (value.consents[channel] === false && value.consentProofs[channel] !== undefined) at("consentProofs", "proofWithoutConsent");
    }
    if (value.outcome === "NO_ANSWER" && value.satisfaction !== null) at("satisfaction", "satisfactionWithoutAnswer");
  });

export type LogInteractionInput = z.infer<typeof logInteractionInput>;
/** What a form holds before the defaults are filled in. */
export type LogInteractionDraft = z.input<typeof logInteractionInput>;

/** Whose context the log dialog asks for. */
export const logContextInput = z.strictObject({ clientId });

/** Takes back an entry that was logged by mistake. `id` is the key of the entry that says so: sent twice, it changes nothing. */
export const cancelInteractionInput = z.strictObject({ id: z.uuid(), clientId, interactionId: z.uuid() });
export type CancelInteractionInput = z.infer<typeof cancelInteractionInput>;
