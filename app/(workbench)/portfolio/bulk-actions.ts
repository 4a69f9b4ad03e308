"use server";
import { openText } from "@/lib/auth/sealed-text";
import { serverAction } from "@/lib/auth/server-action";
import { applyBulkStep, planBulkStep } from "@/lib/data/bulk-steps";
import { undoBulkStep } from "@/lib/data/bulk-undo";
import { countSelected } from "@/lib/data/client-selection";
import { applyBulkStepInput, planBulkStepInput, undoBulkStepInput } from "@/lib/schemas/bulk-step";
import { openSelection, selectionInput } from "@/lib/schemas/client-selection";

/** How many clients a selection has now. */
export const countSelectionAction = serverAction("client.view", selectionInput, (viewer, selection) => countSelected(viewer, openSelection(selection, openText)));

export const planBulkStepAction = serverAction("nextAction.bulk", planBulkStepInput, (viewer, { selection, step }) => planBulkStep(viewer, openSelection(selection, openText), step));

// Neither draws the page anew: a step is done in parts, and the page is asked for after the last.
export const applyBulkStepAction = serverAction("nextAction.bulk", applyBulkStepInput, applyBulkStep);
export const undoBulkStepAction = serverAction("nextAction.bulk", undoBulkStepInput, undoBulkStep);
