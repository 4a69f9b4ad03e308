/** What the HTTP door takes, each with a scope of its own. */
export const API_RESOURCES = ["CLIENTS", "HOLDINGS", "ACTIVITY", "INTERACTIONS", "SATISFACTION"] as const;
export type ApiResource = (typeof API_RESOURCES)[number];

/** A key as administrators see it. `id` is the part of it that may be shown; the secret is known to nobody. */
export type ApiKeyCard = {
  id: string;
  name: string;
  scopes: readonly ApiResource[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  revokedBy: string | null;
};

export type ApiKeyState = "ACTIVE" | "EXPIRED" | "REVOKED";

/** What the database answers to whoever shows the key at this instant (api_key_verdict). */
export function apiKeyState({ revokedAt, expiresAt }: Pick<ApiKeyCard, "revokedAt" | "expiresAt">, now: Date): ApiKeyState {
  if (revokedAt) return "REVOKED";
  return expiresAt && expiresAt <= now ? "EXPIRED" : "ACTIVE";
}

/** How a key begins, wherever it is shown. */
export function apiKeyPrefix(id: string): string {
  return `mir_${id}_`;
}
