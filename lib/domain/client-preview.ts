import type { ClientSheet } from "./client-sheet";
import type { RoundSubject } from "./round";

/** A client in brief, beside the list they stand in: who, with what is to be done first; the scores and why; whether they may be contacted; what they hold. */
export type ClientPreview = RoundSubject & Pick<ClientSheet, "score" | "contact" | "consents" | "today" | "minute" | "contracts">;
