import { z } from "zod";
import { API_RESOURCES } from "@/lib/domain/api-key";
import { day } from "./day";

const API_KEY_NAME_LENGTH = 80;

/** A name is what people read in a list: no line of its own, nothing that turns the text around. */
const keyName = z
  .string()
  .trim()
  .min(1, "required")
  .max(API_KEY_NAME_LENGTH, "tooLong")
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(name), "invalid");

/** `expiresOn`: the last day on which the key works, in Paris; null for a key without end. */
export const createApiKeyInput = z.strictObject({
  name: keyName,
  scopes: z.array(z.enum(API_RESOURCES)).min(1, "scopesMissing").transform((scopes) => [...new Set(scopes)]),
  expiresOn: day.nullable(),
});
export type CreateApiKeyInput = z.infer<typeof createApiKeyInput>;

const apiKeyId = z.string().regex(/^[0-9a-z]{12}$/);

export const revokeApiKeyInput = z.strictObject({ id: apiKeyId });
export type RevokeApiKeyInput = z.infer<typeof revokeApiKeyInput>;
