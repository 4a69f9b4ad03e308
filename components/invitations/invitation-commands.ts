import type { ActionResult } from "@/lib/errors";

export type InvitationCommand = (input: unknown) => Promise<ActionResult<void>>;
export type InvitationCommands = { invite: InvitationCommand; answer: InvitationCommand };
