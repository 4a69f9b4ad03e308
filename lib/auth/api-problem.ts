import "server-only";
import type { Locale } from "@/lib/i18n/locale";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { API_PROBLEMS, type ApiProblemCode } from "@/lib/schemas/api-problem";

const MESSAGES = { fr, en };

type ProblemExtras = { detail?: string; headers?: Readonly<Record<string, string>>; members?: Readonly<Record<string, unknown>> };

/** Thrown anywhere below the wrapper: what is answered instead. Holds nothing that was sent. */
export class ApiProblem extends Error {
  constructor(
    readonly code: ApiProblemCode,
    readonly extras: ProblemExtras = {},
  ) {
    super(code);
    this.name = "ApiProblem";
  }
}

/** The problem as `application/problem+json`, in the language of the caller. */
export function problemAnswer({ code, extras: { detail, headers, members } }: ApiProblem, locale: Locale): Response {
  const status = API_PROBLEMS[code];
  const body = { type: "about:blank", title: MESSAGES[locale].api.problem[code], status, code, ...(detail === undefined ? {} : { detail }), ...members };
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/problem+json", "Content-Language": locale, "Cache-Control": "no-store", ...headers } });
}
