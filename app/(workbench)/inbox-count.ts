import { cache } from "react";
import { countInbox } from "@/lib/data/inbox";

/** Asked once a request, by the frame and by the page in it. */
export const readInboxCount = cache(countInbox);
