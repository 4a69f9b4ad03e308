import { z } from "zod";

/** A browser's own number, made by it: 16 bytes, base64url. */
export const outboxKeyInput = z.strictObject({ device: z.string().regex(/^[\w-]{22}$/) });

/** Both 32 bytes, base64url. */
export type OutboxKey = { key: string; tag: string };
