import type { ContactBlock, InteractionChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import type { LogContext, LoggedEffect, LoggedEntry } from "@/lib/domain/interaction-log";
import type { NextActionKind } from "@/lib/domain/next-actions";
import type { ActionResult } from "@/lib/errors";
import type { LogSubmission } from "./log-draft";

/** The server actions that a page hands down; app/(workbench)/clients/[clientId]/server-actions.ts has them. */
export type LogInteraction = (input: unknown) => Promise<ActionResult<LoggedEffect>>;
export type LoadLogContext = (input: unknown) => Promise<ActionResult<LogContext>>;
export type LogActions = { logInteraction: LogInteraction; loadContext: LoadLogContext };

/** The suggestion that an interaction answers; an ActionCard is one. */
export type AnsweredAction = {
  id: string;
  kind: NextActionKind;
  channel: InteractionChannel;
  productCode: string | null;
  blockedBy: ContactBlock | null;
  blockedUntilOn: Day | null;
};

export type LogInteractionDialogProps = LogActions & {
  open: boolean;
  /** The dialog was left. After a saved interaction it has refreshed the page's data already. */
  onClose: () => void;
  /** Saved; the dialog still shows the effect and will close by itself or by hand. */
  onLogged?: (effect: LoggedEffect) => void;
  client: { id: number; name: string };
  /** The suggestion it answers; null when the contact was not suggested. */
  action: AnsweredAction | null;
  /** The entry to correct: the form starts from it. */
  corrects?: LoggedEntry | null;
  /** What was written before and not saved: the form starts from it, under its own key. */
  resumes?: LogSubmission | null;
};
