import { mergeAnswers, type AnswerConflict, type ReviewAnswers, type ReviewField } from "@/lib/domain/portfolio-review";
import type { ActionResult, AppErrorCode } from "@/lib/errors";

/** What a save answers: kept, or the other side of a draft that was changed meanwhile. */
export type SaveAnswer = { saved: true; version: number } | { saved: false; version: number; answers: ReviewAnswers; updatedBy: string };
export type SaveDraft = (version: number, answers: ReviewAnswers) => Promise<ActionResult<SaveAnswer>>;

/**
 * SAVED: the server has all of it. TYPING, SAVING: it will soon. FAILED: it has not, and is asked again by itself.
 * CONFLICT: somebody noted something else in the same field; nothing is sent before it is chosen. GONE: it is no draft
 * any more; what was typed stays here alone.
 */
export type SaveState = "SAVED" | "TYPING" | "SAVING" | "FAILED" | "CONFLICT" | "GONE";

export type KeptDraft = {
  answers: ReviewAnswers;
  version: number;
  state: SaveState;
  /** Why the last save failed. */
  failure: AppErrorCode | "OFFLINE" | null;
  conflicts: readonly AnswerConflict[];
  /** Who noted the other side, after a merge. */
  mergedWith: string | null;
};

const AFTER_TYPING_MS = 700;
const RETRY_MS = 4_000;

/** Keeps a draft saved while it is typed: one save at a time, and none is lost for want of a network or of another tab. */
export class DraftKeeper {
  private kept: KeptDraft;
  /** What the server had at `version`. */
  private base: ReviewAnswers;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(draft: { answers: ReviewAnswers; version: number }, private readonly save: SaveDraft) {
    this.base = draft.answers;
    this.kept = { ...draft, state: "SAVED", failure: null, conflicts: [], mergedWith: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): KeptDraft => this.kept;

  readonly change = (field: ReviewField, value: string): void => {
    const answers = { ...this.kept.answers, [field]: value };
    if (this.kept.state === "GONE" || this.kept.state === "CONFLICT") return this.become({ answers });
    this.become({ answers, state: "TYPING" });
    this.plan(AFTER_TYPING_MS);
  };

  /** Which side of a conflict stands. */
  readonly settle = (field: ReviewField, side: "mine" | "theirs"): void => {
    const conflict = this.kept.conflicts.find((one) => one.field === field);
    if (!conflict) return;
    const conflicts = this.kept.conflicts.filter((one) => one !== conflict);
    const answers = side === "theirs" ? { ...this.kept.answers, [field]: conflict.theirs } : this.kept.answers;
    this.become({ answers, conflicts, state: conflicts.length > 0 ? "CONFLICT" : "TYPING" });
    if (conflicts.length === 0) void this.flush();
  };

  /** Saves what is not yet saved, now. True: the server has all of it. */
  readonly flush = async (): Promise<boolean> => {
    this.cancel();
    if (this.running) await this.running;
    if (this.kept.state === "TYPING" || this.kept.state === "FAILED") {
      this.running = this.send().finally(() => { this.running = null; });
      await this.running;
      // Typed or merged while it was on its way.
      if (this.snapshot().state === "TYPING") return this.flush();
    }
    return this.snapshot().state === "SAVED";
  };

  /** Nothing is sent any more. */
  readonly stop = (): void => {
    this.cancel();
  };

  private async send(): Promise<void> {
    const { answers, version } = this.kept;
    this.become({ state: "SAVING" });
    const result = await this.save(version, answers).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!result.ok) return this.fail(result.code);
    if (!result.data.saved) return this.merge(result.data);
    this.base = answers;
    this.become({ version: result.data.version, failure: null, state: this.kept.answers === answers ? "SAVED" : "TYPING" });
  }

  private fail(code: AppErrorCode | "OFFLINE"): void {
    const isGone = code === "CONFLICT" || code === "NOT_FOUND" || code === "FORBIDDEN";
    this.become({ state: isGone ? "GONE" : "FAILED", failure: code });
    if (!isGone) this.plan(RETRY_MS);
  }

  private merge({ version, answers: theirs, updatedBy }: Extract<SaveAnswer, { saved: false }>): void {
    const { merged, conflicts } = mergeAnswers(this.base, this.kept.answers, theirs);
    this.base = theirs;
    this.become({ answers: merged, version, conflicts, mergedWith: updatedBy, failure: null, state: conflicts.length > 0 ? "CONFLICT" : "TYPING" });
  }

  private plan(afterMs: number): void {
    this.cancel();
    this.timer = setTimeout(() => void this.flush(), afterMs);
  }

  private cancel(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private become(change: Partial<KeptDraft>): void {
    this.kept = { ...this.kept, ...change };
    for (const listener of this.listeners) listener();
  }
}
