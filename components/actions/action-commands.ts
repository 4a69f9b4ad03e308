import type { ActionCard } from "@/lib/domain/action-card";
import type { ActionResult } from "@/lib/errors";

type ActionCommand = (input: unknown) => Promise<ActionResult<void>>;

/** The server actions that a page hands down; app/(workbench)/next-action-actions.ts has them. */
export type ActionCommands = { snooze: ActionCommand; dismiss: ActionCommand; reopen: ActionCommand };

/** What an advisor may ask of a row. `anchor`: the button that was pressed. */
export type RowRequest = { type: "log" | "snooze" | "dismiss"; card: ActionCard; anchor: HTMLElement };
