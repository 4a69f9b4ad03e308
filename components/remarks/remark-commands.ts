import type { ActionResult } from "@/lib/errors";

type Command = (input: unknown) => Promise<ActionResult<void>>;

/** The server actions of app/(workbench)/clients/[clientId]/entries/[entryId]/server-actions.ts that this viewer may use. */
export type RemarkCommands = {
  comment: Command;
  withdraw: Command;
  /** Of who supervises the branch. */
  ask: Command | null;
  judge: Command | null;
  /** Of the holder of the portfolio. */
  answer: Command | null;
};
