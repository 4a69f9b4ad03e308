import { randomUUID } from "node:crypto";
import { CONSENT_CHANNELS, type ConsentChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
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

type ConsentChange = { channel: ConsentChannel; granted: boolean; proof: string | null };

/**
 * Records the consents that changed, and proofs of those that did not: the one in force, and the change itself for good.
 * Errors: INVALID for the proof of a consent that was never granted.
 */
export async function recordConsents(db: Db, viewer: Viewer, input: LogInteractionInput, today: Day): Promise<void> {
  const { clientId, id } = input;
  const inForce = await db.clientConsent.findMany({ where: { clientId }, select: { channel: true, granted: true, proof: true } });
  const changes = CONSENT_CHANNELS.flatMap((channel) => changeOf(input, channel, inForce.find((consent) => consent.channel === channel)));
  for (const { channel, granted, proof } of changes) {
    await db.$executeRaw`
      INSERT INTO client_consent (client_id, channel, granted, recorded_on, proof)
      VALUES (${clientId}, ${channel}::consent_channel, ${granted}, ${today}::date, ${proof})
      ON CONFLICT (client_id, channel) DO UPDATE SET granted = excluded.granted, proof = excluded.proof,
        recorded_on = CASE WHEN client_consent.granted = excluded.granted THEN client_consent.recorded_on ELSE excluded.recorded_on END`;
  }
  await db.consentChange.createMany({
    data: changes.map((change) => ({ ...change, clientId, id: randomUUID(), userId: viewer.userId, interactionId: id })),
  });
}

function changeOf({ consents, consentProofs }: LogInteractionInput, channel: ConsentChannel, before: { granted: boolean; proof: string | null } | undefined): ConsentChange[] {
  const granted = consents[channel] ?? before?.granted;
  const given = consentProofs[channel] ?? null;
  if (given !== null && granted !== true) throw new AppError("INVALID", "a proof of nothing", { consentProofs: "proofWithoutConsent" });
  const isSame = granted === before?.granted;
  if (granted === undefined || (isSame && (given === null || given === before?.proof))) return [];
  return [{ channel, granted, proof: given }];
}
