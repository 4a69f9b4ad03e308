import type { LoggedEffect } from "@/lib/domain/interaction-log";
import type { ActionResult } from "@/lib/errors";
import type { OutboxKey } from "@/lib/schemas/outbox";
import { outboxCipher, type OutboxCipher } from "./outbox-cipher";
import { isDue, isShown, isUnsent, stateAfter, type Attempt, type OutboxEntry } from "./outbox-entry";
import { deviceNumber, readSealed, removeSealed, writeSealed } from "./outbox-store";

/** What is shown of the outbox. `delivered` counts what was saved from here since the page was loaded. */
export type OutboxView = {
  entries: readonly OutboxEntry[];
  isSending: boolean;
  /** Whether this device can keep anything now. */
  isReady: boolean;
  /** Why the last attempt got nowhere. */
  problem: "OFFLINE" | "SIGNED_OUT" | "UNEXPECTED" | null;
  delivered: readonly OutboxEntry[];
  /** Goes on with signing out, which would lose what is not sent: asked about first. */
  leaving: (() => void) | null;
};

const EMPTY: OutboxView = { entries: [], isSending: false, isReady: false, problem: null, delivered: [], leaving: null };
const CHANNEL = "mireille-outbox";
const ATTEMPT_MS = 30_000;
const RETRY_MS = [5_000, 15_000, 30_000, 60_000];

let view = EMPTY;
let cipher: OutboxCipher | null = null;
let retries = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let tabs: BroadcastChannel | null = null;
const listeners = new Set<() => void>();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentView(): OutboxView {
  return view;
}

export function emptyView(): OutboxView {
  return EMPTY;
}

/**
 * Opens the outbox of whoever is signed in and sends what lies there; tries again when the connection is back, the page
 * is looked at again, or after a while. Where a page is not served securely the browser has no cipher, and there is no
 * outbox. Answers how to stop.
 */
export function connect(): () => void {
  if (!window.isSecureContext) return () => undefined;
  const wake = () => void deliver();
  const onVisible = () => document.visibilityState === "visible" && wake();
  tabs = new BroadcastChannel(CHANNEL);
  tabs.onmessage = () => void reload();
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", onVisible);
  void unlock().then(wake);
  return () => {
    window.removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", onVisible);
    clearTimeout(timer);
    tabs?.close();
    tabs = cipher = null;
    view = EMPTY;
  };
}

/** Writes an entry to the device before it is sent. False where it could not be: then the form alone holds it. */
export async function keep(entry: OutboxEntry): Promise<boolean> {
  try {
    if (!cipher) return false;
    await writeSealed(await cipher.seal(entry));
    await changed();
    return true;
  } catch {
    // No place left, or a browser that keeps nothing.
    return false;
  }
}

export async function discard(id: string): Promise<void> {
  await removeSealed(id).catch(() => undefined);
  await changed();
}

/** Takes back an entry that still waits; false when it is here no more, and perhaps saved. */
export async function takeOut(id: string): Promise<boolean> {
  const isHere = view.entries.some((entry) => entry.id === id && isUnsent(entry));
  if (isHere) await discard(id);
  return isHere;
}

/** A refused entry is due again. */
export async function retry(entry: OutboxEntry): Promise<void> {
  await keep({ ...entry, state: { kind: "WAITING" } });
}

/** Before signing out: goes on at once where nothing would be lost, else asks. */
export function beforeLeaving(leave: () => void): void {
  if (view.entries.some(isUnsent)) show({ leaving: leave });
  else leave();
}

/** The question of leaving was answered with no. */
export function stay(): void {
  if (view.leaving) show({ leaving: null });
}

/** Nothing of whoever leaves stays on the device. */
export async function clear(): Promise<void> {
  for (const { id } of view.entries) await removeSealed(id).catch(() => undefined);
  await changed();
}

/** Sends what is due, the oldest first; one tab at a time. */
export async function deliver(): Promise<void> {
  clearTimeout(timer);
  if (!cipher) await unlock();
  if (!cipher) return;
  await navigator.locks.request(CHANNEL, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const due = (await reload()).filter((entry) => isDue(entry, Date.now()));
    if (due.length === 0) return;
    show({ isSending: true });
    for (const entry of due) if (!(await settle(entry, await post(entry)))) break;
    show({ isSending: false });
  });
  later();
}

/** An entry that the server did not take in time: it is sent again until the server has answered. */
export async function leaveWaiting(entry: OutboxEntry): Promise<void> {
  await keep({ ...entry, state: { kind: "WAITING" } });
  later();
}

/** Writes down what the server answered. Whether it was reached. */
export async function settle(entry: OutboxEntry, attempt: Attempt): Promise<boolean> {
  const state = stateAfter(attempt);
  const problem = attempt.ok || state?.kind !== "WAITING" ? null : (attempt.code as NonNullable<OutboxView["problem"]>);
  show({ problem, ...(attempt.ok && { delivered: [...view.delivered.filter(({ id }) => id !== entry.id), entry] }) });
  if (state === null) await discard(entry.id);
  else if (state.kind !== "WAITING") await keep({ ...entry, state });
  return problem === null || problem === "UNEXPECTED";
}

async function post({ submission, writtenAt }: OutboxEntry): Promise<Attempt> {
  try {
    const body = JSON.stringify({ ...submission, writtenAt });
    const answer = await fetch("/api/outbox", { method: "POST", body, headers: { "Content-Type": "application/json" }, signal: AbortSignal.timeout(ATTEMPT_MS) });
    return (await answer.json()) as ActionResult<LoggedEffect>;
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}

function later(): void {
  const isWaiting = view.entries.some(({ state }) => state.kind === "WAITING" || state.kind === "SENDING");
  if (!isWaiting) retries = 0;
  else timer = setTimeout(() => void deliver(), RETRY_MS[Math.min(retries++, RETRY_MS.length - 1)]);
}

/** The key comes from the server, to whoever is signed in; it is kept nowhere but here. */
async function unlock(): Promise<void> {
  try {
    const body = JSON.stringify({ device: await deviceNumber() });
    const answer = await fetch("/api/outbox/key", { method: "POST", body, headers: { "Content-Type": "application/json" } });
    if (!answer.ok) return;
    cipher = await outboxCipher((await answer.json()) as OutboxKey);
    show({ isReady: true });
    await reload();
  } catch {
    // Without a connection: at the next attempt.
  }
}

/** Tells every tab, this one too. */
async function changed(): Promise<void> {
  tabs?.postMessage(null);
  await reload();
}

async function reload(): Promise<readonly OutboxEntry[]> {
  const own = cipher;
  if (!own) return [];
  const opened = await Promise.all((await readSealed()).map((sealed) => own.open(sealed)));
  const all = opened.filter((entry) => entry !== null).sort((a, b) => a.writtenAt.localeCompare(b.writtenAt));
  show({ entries: all.filter((entry) => isShown(entry, Date.now())) });
  return all;
}

function show(change: Partial<OutboxView>): void {
  view = { ...view, ...change };
  for (const listener of listeners) listener();
}
