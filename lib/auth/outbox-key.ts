import "server-only";
import { hkdfSync } from "node:crypto";
import { webEnv } from "@/lib/env";
import type { OutboxKey } from "@/lib/schemas/outbox";
import type { Session } from "./session";

/**
 * The key of one person's outbox on one device (32 bytes, base64url), and a tag that tells whose its entries are without
 * naming anyone. Nothing of it is stored: it is derived anew for whoever proves the session, so that without a session of
 * that person nobody opens what lies on the device. Signing out everywhere makes it another key for ever.
 */
export function outboxKey({ userId, sessionVersion }: Session, device: string): OutboxKey {
  const part = (name: string) => Buffer.from(hkdfSync("sha256", webEnv().NEXTAUTH_SECRET, device, `outbox.${name} ${userId} ${sessionVersion}`, 32)).toString("base64url");
  return { key: part("key"), tag: part("tag") };
}
