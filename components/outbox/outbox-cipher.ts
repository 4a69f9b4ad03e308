import type { OutboxKey } from "@/lib/schemas/outbox";
import type { OutboxEntry } from "./outbox-entry";

/** An entry as it lies on the device: its number, whose it is (a tag that names nobody), and the rest encrypted. */
export type SealedEntry = { id: string; tag: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };

export type OutboxCipher = {
  tag: string;
  seal: (entry: OutboxEntry) => Promise<SealedEntry>;
  /** Null when it is someone else's, or was changed. */
  open: (entry: SealedEntry) => Promise<OutboxEntry | null>;
};

const IV_BYTES = 12;

/** AES-256-GCM under a key that scripts cannot read back. The number of an entry is part of what is proven. */
export async function outboxCipher({ key, tag }: OutboxKey): Promise<OutboxCipher> {
  const cryptoKey = await crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  const parameters = (id: string, iv: Uint8Array<ArrayBuffer>) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${id} ${tag}`) });
  return {
    tag,
    seal: async (entry) => {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt(parameters(entry.id, iv), cryptoKey, new TextEncoder().encode(JSON.stringify(entry)));
      return { id: entry.id, tag, iv, sealed };
    },
    open: async ({ id, tag: owner, iv, sealed }) => {
      if (owner !== tag) return null;
      const opened = await crypto.subtle.decrypt(parameters(id, iv), cryptoKey, sealed).catch(() => null);
      return opened && (JSON.parse(new TextDecoder().decode(opened)) as OutboxEntry);
    },
  };
}

/** The bytes of a base64url text. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

/** 16 random bytes, base64url. */
export function newDeviceNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
