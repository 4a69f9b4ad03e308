"use client";
import { useEffect, useState } from "react";
import type { ActionResult, AppErrorCode } from "@/lib/errors";

/** A client in words. */
export type NamedClient = { id: number; name: string; note: string };
/** The clients who answer to a text; without a text, those whose pages were opened last. */
export type FindClients = (input: unknown) => Promise<ActionResult<NamedClient[]>>;

/** `clients`: the last answer, kept while the next is awaited. */
export type Found = { clients: readonly NamedClient[]; isWaiting: boolean; error: AppErrorCode | "OFFLINE" | null };

/** Fingers rest this long between two names, not between two letters. */
const PAUSE_MS = 120;

/** Asks as one types; an answer that comes after a later question is dropped. `findClients` null: for nobody's clients. */
export function useFoundClients(text: string, findClients: FindClients | null): Found {
  const [answer, setAnswer] = useState<{ text: string; clients: readonly NamedClient[]; error: Found["error"] } | null>(null);
  useEffect(() => {
    if (findClients === null) return;
    let isWanted = true;
    const ask = async () => {
      const result = await findClients({ text }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (isWanted) setAnswer({ text, clients: result.ok ? result.data : [], error: result.ok ? null : result.code });
    };
    const timer = setTimeout(() => void ask(), text === "" ? 0 : PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, findClients]);
  return { clients: answer?.clients ?? [], isWaiting: findClients !== null && answer?.text !== text, error: answer?.text === text ? answer.error : null };
}
