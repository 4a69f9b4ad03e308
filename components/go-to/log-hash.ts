/** At the end of a client's address: the page opens with the dialog that logs a contact. */
export const LOG_HASH = "#log";
