import { applyReassignmentAction, giveBackAction, listColleaguesAction, planReassignmentAction, planTakeOverAction } from "./server-actions";

/** What the dialog by which clients are handed over asks the server. */
export const REASSIGN_COMMANDS = { listColleagues: listColleaguesAction, plan: planReassignmentAction, apply: applyReassignmentAction, giveBack: giveBackAction };

/** The same, for clients whom the core bank's advisor takes over. */
export const TAKE_OVER_COMMANDS = { plan: planTakeOverAction, apply: applyReassignmentAction, giveBack: giveBackAction };
