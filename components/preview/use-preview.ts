"use client";
import { useEffect, useState } from "react";
import type { ClientPreview } from "@/lib/domain/client-preview";
import type { AppErrorCode } from "@/lib/errors";

type Answer = { of: string; preview: ClientPreview | null; code: AppErrorCode | "OFFLINE" | null };

/** Reads a client in brief; `refresh` after something was logged, `retry` after a failure. What is known stays until the new answer is there. */
export function usePreview(clientId: number): { preview: ClientPreview | null; code: Answer["code"]; refresh: () => void } {
  const [reading, setReading] = useState(0);
  const [answer, setAnswer] = useState<Answer>({ of: "", preview: null, code: null });
  const of = `${clientId} ${reading}`;
  useEffect(() => {
    const asked = new AbortController();
    void read(clientId, asked.signal).then((read) => asked.signal.aborted || setAnswer({ of, ...read }));
    return () => asked.abort();
  }, [clientId, of]);
  const isOfClient = answer.preview?.client.id === clientId;
  return { preview: isOfClient ? answer.preview : null, code: answer.of === of ? answer.code : null, refresh: () => setReading(reading + 1) };
}

async function read(clientId: number, signal: AbortSignal): Promise<Omit<Answer, "of">> {
  try {
    const response = await fetch(`/api/clients/${clientId}/preview`, { cache: "no-store", signal });
    const answer = (await response.json()) as ClientPreview | { code: AppErrorCode };
    return "code" in answer ? { preview: null, code: answer.code } : { preview: answer, code: null };
  } catch {
    return { preview: null, code: "OFFLINE" };
  }
}
