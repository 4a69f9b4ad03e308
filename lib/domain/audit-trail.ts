import type { Role } from "./permissions";

/** How something of a client was seen, or that something was done: what a line of the trail is about. */
export const TRAIL_KINDS = ["VIEW", "LIST", "SEARCH", "EXPORT", "TRAIL", "CHANGE"] as const;
export type TrailKind = (typeof TRAIL_KINDS)[number];

const KIND_OF: Readonly<Record<string, TrailKind>> = {
  "client.view": "VIEW", "client.list": "LIST", "client.search": "SEARCH", "looks.view": "TRAIL",
  "client.export": "EXPORT", "followUp.export": "EXPORT", "proof.export": "EXPORT", "looks.export": "EXPORT",
};

/** Everything that is no look is a change, or a session. */
export function trailKindOf(action: string): TrailKind {
  return KIND_OF[action] ?? "CHANGE";
}

/** The actions of a kind, or with `others` all actions but these. */
export function actionsOfKind(kind: TrailKind): { actions: string[]; others: boolean } {
  const looks = Object.keys(KIND_OF);
  return kind === "CHANGE" ? { actions: looks, others: true } : { actions: looks.filter((action) => KIND_OF[action] === kind), others: false };
}

/** A line of the trail. `clientName` null: of no client, or of many (`shown`). `where`: the list, or the part of a client's file. */
export type TrailEntry = {
  id: string;
  at: string;
  userId: number;
  userName: string;
  action: string;
  where: string | null;
  clientId: number | null;
  clientName: string | null;
  shown: number | null;
};

export type TrailPerson = { id: number; name: string; role: Role };
