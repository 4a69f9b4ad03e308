import type { LogActions } from "@/components/interactions/log-interaction";
import type { FindClients } from "@/components/go-to/use-found-clients";
import type { AgendaEntry } from "@/lib/domain/agenda";
import type { ActionResult } from "@/lib/errors";

type Command<T> = (input: unknown) => Promise<ActionResult<T>>;

/** The server actions that the page hands down; app/(workbench)/agenda/server-actions.ts has them. */
export type AgendaCommands = LogActions & {
  move: Command<{ overlaps: number }>;
  undoMove: Command<void>;
  plan: Command<{ overlaps: number }>;
  dismiss: Command<void>;
  findClients: FindClients;
};

/** What an advisor may ask of an entry of the agenda. */
export type EntryRequest = { type: "log" | "move"; entry: AgendaEntry };
