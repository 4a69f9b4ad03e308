import { randomUUID } from "node:crypto";
import type { ConsentChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import type { LogInteractionInput } from "@/lib/schemas/interaction";
import { recordAudit } from "./audit";
import type { Db } from "./database";
import { ownClients } from "./scope";
import type { Viewer } from "./viewer";

/** Corrects the profile as the client said. The trail names the fields, never their values. */
export async function recordProfile(db: Db, viewer: Viewer, input: LogInteractionInput): Promise<void> {
  const fields = Object.keys(input.profile);
  if (fields.length === 0) return;
  await db.client.updateMany({ where: { AND: [{ id: input.clientId }, ownClients(viewer)] }, data: { ...input.profile, updatedAt: new Date() } });
  await recordAudit(db, viewer, "interaction.log", { clientId: input.clientId, details: { interactionId: input.id, profileFields: fields.join(" ") } });
}

/** Records the consents that changed: the one in force, and the change itself for good. */
export async function recordConsents(db: Db, viewer: Viewer, input: LogInteractionInput, today: Day): Promise<void> {
  const { clientId, id } = input;
  const inForce = await db.clientConsent.findMany({ where: { clientId }, select: { channel: true, granted: true } });
  const changes = (Object.entries(input.consents) as [ConsentChannel, boolean][]).filter(
    ([channel, granted]) => inForce.find((consent) => consent.channel === channel)?.granted !== granted,
  );
  for (const [channel, granted] of changes) {
    await db.$executeRaw`
      INSERT INTO client_consent (client_id, channel, granted, recorded_on) VALUES (${clientId}, ${channel}::consent_channel, ${granted}, ${today}::date)
      ON CONFLICT (client_id, channel) DO UPDATE SET granted = excluded.granted, recorded_on = excluded.recorded_on`;
  }
  await db.consentChange.createMany({
    data: changes.map(([channel, granted]) => ({ clientId, id: randomUUID(), channel, granted, userId: viewer.userId, interactionId: id })),
  });
}
