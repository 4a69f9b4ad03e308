import type { ClientPreview } from "@/lib/domain/client-preview";
import { recordAudit } from "./audit";
import { namesOf } from "./client-offers";
import { readContracts, readHead, standing } from "./client-sheet";
import { readTimeline } from "./client-timeline";
import { inViewerTransaction } from "./database";
import { listClientActions } from "./next-actions";
import type { Viewer } from "./viewer";

const SHOWN_CONTACTS = 3;

/**
 * A client as they are shown beside a list, in four reads; a look, and audited as one. Null for an unknown client and for
 * another's: they answer alike, and leave no trace.
 */
export async function getClientPreview(viewer: Viewer, clientId: number): Promise<ClientPreview | null> {
  const [preview, actions] = await Promise.all([readPreview(viewer, clientId), listClientActions(viewer, clientId)]);
  return preview && { ...preview, actions };
}

function readPreview(viewer: Viewer, clientId: number): Promise<Omit<ClientPreview, "actions"> | null> {
  return inViewerTransaction(viewer, async (db) => {
    const head = await readHead(db, viewer, clientId);
    if (!head) return null;
    const contracts = await readContracts(db, viewer, clientId);
    const contacts = standing(await readTimeline(db, viewer, clientId, { after: null, part: "CONTACTS" })).slice(0, SHOWN_CONTACTS);
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "preview" } });
    const { client, score, contact, consents, today, minute, kits, catalogue } = head;
    const shown = { ...client, score, today, kits, contacts, consents: contact.consents, productNames: namesOf(catalogue), log: null };
    return { client: shown, score, contact, consents, today, minute, contracts };
  });
}
