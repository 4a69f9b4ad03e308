import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";

/** Ten gigabytes at half a megabyte a second. */
const LONGEST_REQUEST_MS = 6 * 3600_000;

/**
 * Node ends a request whose body has not come whole after five minutes; a delivery takes longer on many a line. A sender
 * that falls silent is left sooner (lib/jobs/uploads/upload-folder.ts), and headers must come within a minute as before.
 */
export function allowLongUploads(): void {
  subscribe("http.server.request.start", (message) => {
    (message as { server: Server }).server.requestTimeout = LONGEST_REQUEST_MS;
  });
}
