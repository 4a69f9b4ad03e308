import { beforeAll, describe, expect, it, vi } from "vitest";
import { newDeviceNumber, outboxCipher } from "@/components/outbox/outbox-cipher";
import { isDue, isShown, isUnsent, stateAfter, type Attempt, type OutboxEntry } from "@/components/outbox/outbox-entry";
import { outboxKey } from "@/lib/auth/outbox-key";
import { APP_ERROR_CODES } from "@/lib/errors";
import { outboxKeyInput } from "@/lib/schemas/outbox";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const SUBMISSION = { id: "a", clientId: 7, notes: "Projet d’achat de Mme Lefèvre" } as OutboxEntry["submission"];
const ENTRY: OutboxEntry = { id: "a", client: { id: 7, name: "Jeanne Lefèvre" }, writtenAt: "2026-11-20T09:59:30.000Z", action: null, corrects: null, submission: SUBMISSION, state: { kind: "WAITING" } };
const DEVICE = "0123456789abcdefghijkl";
const SESSION = { userId: 12, sessionVersion: 3 };

beforeAll(() => {
  vi.stubEnv("APP_DATABASE_URL", "postgresql://nobody@localhost/nothing");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, thirty-two letters long");
});

describe("the key of an outbox", () => {
  it("is the same for the same person on the same device, in the same line of sessions", () => {
    expect(outboxKey(SESSION, DEVICE)).toEqual(outboxKey({ ...SESSION }, DEVICE));
    expect(Buffer.from(outboxKey(SESSION, DEVICE).key, "base64url")).toHaveLength(32);
  });

  it.each([
    ["another person", { ...SESSION, userId: 13 }, DEVICE],
    ["one who signed out everywhere since", { ...SESSION, sessionVersion: 4 }, DEVICE],
    ["another device", SESSION, `${DEVICE.slice(0, -1)}m`],
    // 1 and 23 are not 12 and 3.
    ["numbers that read alike", { userId: 1, sessionVersion: 23 }, DEVICE],
  ])("is another for %s, and so is the tag", (_, session, device) => {
    const [one, other] = [outboxKey(SESSION, DEVICE), outboxKey(session, device)];
    expect(other.key).not.toBe(one.key);
    expect(other.tag).not.toBe(one.tag);
    expect(one.tag).not.toBe(one.key);
  });

  it("takes the numbers that browsers make, and no other text", () => {
    expect(outboxKeyInput.safeParse({ device: newDeviceNumber() }).success).toBe(true);
    expect(newDeviceNumber()).not.toBe(newDeviceNumber());
    for (const device of ["", "x".repeat(23), "../../../../../../../..", null]) expect(outboxKeyInput.safeParse({ device }).success).toBe(false);
  });
});

describe("an entry on the device", () => {
  it("opens to what it was, and shows nothing of it before", async () => {
    const cipher = await outboxCipher(outboxKey(SESSION, DEVICE));
    const sealed = await cipher.seal(ENTRY);
    expect(await cipher.open(sealed)).toEqual(ENTRY);
    const stored = Buffer.from(sealed.sealed).toString("latin1") + sealed.tag;
    for (const word of ["Lef", "Jeanne", "Projet", "WAITING"]) expect(stored).not.toContain(word);
    expect(Object.keys(sealed).sort()).toEqual(["id", "iv", "sealed", "tag"]);
  });

  it("is never sealed twice alike", async () => {
    const cipher = await outboxCipher(outboxKey(SESSION, DEVICE));
    const [one, other] = [await cipher.seal(ENTRY), await cipher.seal(ENTRY)];
    expect(Buffer.from(one.sealed).equals(Buffer.from(other.sealed))).toBe(false);
  });

  it("does not open for anyone else, under another number, or once changed", async () => {
    const own = await outboxCipher(outboxKey(SESSION, DEVICE));
    const other = await outboxCipher(outboxKey({ ...SESSION, userId: 13 }, DEVICE));
    const sealed = await own.seal(ENTRY);
    expect(await other.open(sealed)).toBeNull();
    expect(await other.open({ ...sealed, tag: other.tag })).toBeNull();
    expect(await own.open({ ...sealed, id: "b" })).toBeNull();
    const changed = new Uint8Array(sealed.sealed.slice(0));
    changed[3] = (changed[3] ?? 0) ^ 1;
    expect(await own.open({ ...sealed, sealed: changed.buffer })).toBeNull();
  });
});

describe("what becomes of an entry", () => {
  const effect = { before: {}, after: {}, repeated: false, nextAction: null };
  const closed = { kind: "CHURN_WATCH", status: "DONE", closedAt: "2026-11-19T10:30:00.000Z", closedByName: "Claire" };

  it("saved: nothing is left of it; with its action closed before, what its writer is to read", () => {
    expect(stateAfter({ ok: true, data: { ...effect, closedAction: null } } as Attempt)).toBeNull();
    expect(stateAfter({ ok: true, data: { ...effect, closedAction: closed } } as Attempt)).toEqual({ kind: "CLOSED", closed });
  });

  it("refused for good it stays with its reason; in every other case it goes on waiting", () => {
    const states = Object.fromEntries([...APP_ERROR_CODES, "OFFLINE" as const].map((code) => [code, stateAfter({ ok: false, code })?.kind]));
    expect(states).toEqual({ NOT_FOUND: "REFUSED", FORBIDDEN: "REFUSED", CONFLICT: "REFUSED", INVALID: "REFUSED", SIGNED_OUT: "WAITING", UNEXPECTED: "WAITING", OFFLINE: "WAITING" });
    expect(stateAfter({ ok: false, code: "INVALID", fields: { nextStepOn: "dayNotAhead" } })).toEqual({ kind: "REFUSED", code: "INVALID", fields: { nextStepOn: "dayNotAhead" } });
  });

  it.each([
    ["waiting", { kind: "WAITING" }, 0, { due: true, shown: true, unsent: true }],
    ["on its way", { kind: "SENDING" }, 0, { due: false, shown: false, unsent: true }],
    ["left behind by a tab that is gone", { kind: "SENDING" }, 60_000, { due: true, shown: true, unsent: true }],
    ["refused", { kind: "REFUSED", code: "NOT_FOUND", fields: {} }, 0, { due: false, shown: true, unsent: true }],
    ["saved beside a closed action", { kind: "CLOSED", closed }, 0, { due: false, shown: true, unsent: false }],
  ] as const)("%s", (_, state, later, expected) => {
    const entry = { ...ENTRY, state } as OutboxEntry;
    expect({ due: isDue(entry, NOW + later), shown: isShown(entry, NOW + later), unsent: isUnsent(entry) }).toEqual(expected);
  });
});
