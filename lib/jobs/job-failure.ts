import type { JobError, JobErrorCode } from "@/lib/domain/job-run";
import { traceOf } from "@/lib/log";
import { BankBusy } from "./bank-lock";

/** A run fails for a reason we have words for; it is not tried again by itself. */
export class JobFailure extends Error {
  constructor(
    readonly code: JobErrorCode,
    message: string,
  ) {
    super(message);
    this.name = "JobFailure";
  }
}

/** What is kept of an error: its code, and where it broke. */
export function jobErrorOf(error: unknown): JobError {
  if (error instanceof JobFailure) return { code: error.code };
  const { error: name, code: sqlState, where } = traceOf(error);
  return { code: "UNEXPECTED", error: name, sqlState, where };
}

/** The connection was lost, the database takes none (55000), two transactions met, a dead worker is not quite gone: the same may well succeed in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof BankBusy) return true;
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return /^(08|40|55000|57P|ECONN|EPIPE|ETIMEDOUT)/.test(code) || /^Connection terminated/.test(error.message);
}
