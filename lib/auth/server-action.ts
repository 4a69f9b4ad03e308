import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Viewer } from "@/lib/data/viewer";
import { mayDo, type Ability } from "@/lib/domain/permissions";
import { AppError, type ActionResult } from "@/lib/errors";
import { logEvent, traceOf } from "@/lib/log";
import { currentAccount } from "./viewer";

/**
 * The one wrapper of all mutations: who asks, may they, is the input right, then `run`. The answer is a value, never an
 * exception: SIGNED_OUT, FORBIDDEN, INVALID with the fields at fault, an AppError's own code, or UNEXPECTED, which is
 * logged.
 */
export function serverAction<Schema extends z.ZodType, T>(
  ability: Ability,
  schema: Schema,
  run: (viewer: Viewer, input: z.output<Schema>) => Promise<T>,
): (input: unknown) => Promise<ActionResult<T>> {
  return async (input) => {
    try {
      const account = await currentAccount();
      if (!account) return { ok: false, code: "SIGNED_OUT" };
      if (!mayDo(account.viewer.role, ability)) return { ok: false, code: "FORBIDDEN" };
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { ok: false, code: "INVALID", fields: fieldErrors(parsed.error) };
      return { ok: true, data: await run(account.viewer, parsed.data) };
    } catch (error) {
      unstable_rethrow(error);
      return refusal(error, ability);
    }
  };
}

/** The first message of each field, by its path (`nextStep.dueOn`). Messages are keys of `errors.fields`. */
function fieldErrors(error: z.ZodError): Record<string, string> {
  const entries = error.issues.map((issue) => [issue.path.join("."), messageKeyOf(issue.message)] as const);
  return Object.fromEntries(entries.reverse());
}

/** Zod's own sentences are English; only our keys go out. */
function messageKeyOf(message: string): string {
  return /^[a-z][a-zA-Z]+$/.test(message) ? message : "invalid";
}

function refusal(error: unknown, ability: Ability): ActionResult<never> {
  if (error instanceof AppError) return { ok: false, code: error.code, fields: error.fields };
  logEvent("action.failed", { ability, ...traceOf(error) });
  return { ok: false, code: "UNEXPECTED" };
}
