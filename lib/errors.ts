/** The closed list of what can go wrong. Thrown deep, put in words once, at the edge. */
export const APP_ERROR_CODES = ["NOT_FOUND", "FORBIDDEN", "CONFLICT", "INVALID", "SIGNED_OUT", "UNEXPECTED"] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

export class AppError extends Error {
  constructor(
    readonly code: AppErrorCode,
    message: string,
    /** For INVALID: the fields at fault, each with the key of its message. */
    readonly fields?: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.name = "AppError";
  }
}

/** What a server action answers: the data, or the code with the fields at fault (message keys). */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: AppErrorCode; fields?: Readonly<Record<string, string>> };
