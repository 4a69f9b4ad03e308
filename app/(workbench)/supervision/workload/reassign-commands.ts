import { applyReassignmentAction, giveBackAction, listColleaguesAction, planReassignmentAction } from "./server-actions";

/** What the dialog by which clients are handed over asks the server. */
export const REASSIGN_COMMANDS = { listColleagues: listColleaguesAction, plan: planReassignmentAction, apply: applyReassignmentAction, giveBack: giveBackAction };
