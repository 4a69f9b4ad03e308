"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ReviewDraft } from "@/lib/domain/review-document";
import type { ActionResult } from "@/lib/errors";
import { DraftKeeper, type KeptDraft, type SaveAnswer } from "./draft-keeper";

export type SaveReview = (input: unknown) => Promise<ActionResult<SaveAnswer>>;

/** A draft that is kept saved while this page is open; leaving with something unsaved is asked about. */
export function useReviewDraft(clientId: number, draft: ReviewDraft, saveReview: SaveReview): { kept: KeptDraft; keeper: DraftKeeper } {
  // Made once for a draft: the page that comes back with a newer version does not begin anew.
  const [keeper] = useState(() => new DraftKeeper(draft, (version, answers) => saveReview({ clientId, id: draft.id, version, answers })));
  const kept = useSyncExternalStore(keeper.subscribe, keeper.snapshot, keeper.snapshot);
  useEffect(() => {
    const retry = () => void keeper.flush();
    const ask = (event: BeforeUnloadEvent) => {
      if (keeper.snapshot().state !== "SAVED") event.preventDefault();
    };
    window.addEventListener("online", retry);
    window.addEventListener("beforeunload", ask);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("beforeunload", ask);
      void keeper.flush();
      keeper.stop();
    };
  }, [keeper]);
  return { kept, keeper };
}
