import type { LogInteraction } from "@/components/interactions/log-interaction";
import type { ScoreMove } from "@/lib/domain/interaction-log";
import type { RoundStep } from "@/lib/domain/round";
import type { ActionResult } from "@/lib/errors";

type Command<T = void> = (input: unknown) => Promise<ActionResult<T>>;

/** The server actions that the page hands down; app/(workbench)/round/server-actions.ts has them. */
export type RoundCommands = { log: LogInteraction; cancel: Command<ScoreMove>; snooze: Command; dismiss: Command; reopen: Command; take: Command };

/** What the advisor is told of their last step; `move`: what it did to the scores, where it is known. */
export type ToldStep = { step: RoundStep; isUndone: boolean; move: ScoreMove | null };
