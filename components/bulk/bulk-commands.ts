import type { BulkAnswer, BulkPlan } from "@/lib/domain/bulk-step";
import type { ActionResult } from "@/lib/errors";

type Command<T> = (input: unknown) => Promise<ActionResult<T>>;

/** The server actions that the page hands down; app/(workbench)/portfolio/bulk-actions.ts has them. */
export type BulkCommands = { plan: Command<BulkPlan>; apply: Command<BulkAnswer>; undo: Command<BulkAnswer> };
export type CountSelection = Command<number>;
