import type { LogInteraction } from "@/components/interactions/log-interaction";
import type { ClosedAction, ScoreMove } from "@/lib/domain/interaction-log";
import type { RoundStep } from "@/lib/domain/round";
import type { ActionResult } from "@/lib/errors";

type Command<T = void> = (input: unknown) => Promise<ActionResult<T>>;

/** The server actions that the page hands down; app/(workbench)/round/server-actions.ts has them. */
export type RoundCommands = { log: LogInteraction; cancel: Command<ScoreMove>; snooze: Command; dismiss: Command; reopen: Command; take: Command };

/** What is known of a step besides: what it did to the scores, that its action had been closed before, that it waits in the outbox. */
export type StepNews = { move: ScoreMove | null; closed: ClosedAction | null; isKept: boolean };
export const NO_NEWS: StepNews = { move: null, closed: null, isKept: false };

/** What the advisor is told of their last step. */
export type ToldStep = StepNews & { step: RoundStep; isUndone: boolean };
