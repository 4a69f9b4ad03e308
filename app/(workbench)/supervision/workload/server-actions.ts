"use server";
import { revalidatePath } from "next/cache";
import { openText } from "@/lib/auth/sealed-text";
import { serverAction } from "@/lib/auth/server-action";
import { planTakeOver } from "@/lib/data/advisor-differences";
import { extendAbsence, giveBack, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment, listColleagues, planReassignment } from "@/lib/data/reassignments";
import { addAbsence, removeAbsence, saveContract } from "@/lib/data/work-time";
import { planTakeOverInput } from "@/lib/schemas/advisor-difference";
import { openSelection } from "@/lib/schemas/client-selection";
import { applyReassignmentInput, extendAbsenceInput, giveBackInput, listColleaguesInput, planReassignmentInput, reassignmentInput } from "@/lib/schemas/reassignment";
import { addAbsenceInput, removeAbsenceInput, saveContractInput } from "@/lib/schemas/work-time";

export const listColleaguesAction = serverAction("client.reassign", listColleaguesInput, (viewer) => listColleagues(viewer));

export const planReassignmentAction = serverAction("client.reassign", planReassignmentInput, (viewer, { whom, toAdvisorIds }) =>
  planReassignment(viewer, { whom: whom.of === "SELECTION" ? { of: "SELECTION", selection: openSelection(whom.selection, openText) } : whom, toAdvisorIds }));

// Neither draws the page anew: a decision is carried out in parts, and the page is asked for after the last.
export const applyReassignmentAction = serverAction("client.reassign", applyReassignmentInput, applyReassignment);
export const giveBackAction = serverAction("client.reassign", giveBackInput, giveBack);

export const planTakeOverAction = serverAction("client.reassign", planTakeOverInput, planTakeOver);
export const planGiveBackAction = serverAction("client.reassign", reassignmentInput, planGiveBack);
export const extendAbsenceAction = serverAction("client.reassign", extendAbsenceInput, async (viewer, input) => {
  await extendAbsence(viewer, input);
  revalidatePath("/supervision/workload");
});

export const saveContractAction = serverAction("workload.manage", saveContractInput, async (viewer, input) => {
  await saveContract(viewer, input);
  revalidatePath("/supervision/workload");
});
export const addAbsenceAction = serverAction("workload.manage", addAbsenceInput, async (viewer, input) => {
  await addAbsence(viewer, input);
  revalidatePath("/supervision/workload");
});
export const removeAbsenceAction = serverAction("workload.manage", removeAbsenceInput, async (viewer, input) => {
  await removeAbsence(viewer, input);
  revalidatePath("/supervision/workload");
});
