import { addDays, bankDayOf } from "@/lib/domain/dates";
import type { LogContext, LogProduct } from "@/lib/domain/interaction-log";

/** A cadence that nobody is shown: without the server it is not known. */
const UNKNOWN_CADENCE_DAYS = 30;

let catalogue: readonly LogProduct[] = [];

/** The catalogue is the same for every client: the last one read serves while there is no connection. */
export function rememberCatalogue({ products }: LogContext): void {
  catalogue = products.map((product) => ({ ...product, isHeld: false }));
}

/**
 * What can be written of a contact without the server: all but what changes the client's profile and consents, and
 * without the contact policy's answer. The day is this device's.
 */
export function partialContext(now: Date): LogContext {
  const today = bankDayOf(now);
  return {
    today,
    minute: 0,
    products: catalogue,
    profile: { maritalStatus: null, dependentChildren: null, occupation: null, incomeCents: null, serviceModel: "TRADITIONAL", email: null, phone: null },
    highValue: true,
    contact: { status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: null, lastCommercialContactOn: null, consents: {}, runningUniverses: [] },
    cadenceDays: UNKNOWN_CADENCE_DAYS,
    nextStepOn: addDays(today, UNKNOWN_CADENCE_DAYS),
  };
}
