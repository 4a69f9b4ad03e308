"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { moveEntry, planAppointment, undoMove } from "@/lib/data/agenda-changes";
import { moveEntryInput, planAppointmentInput, undoMoveInput } from "@/lib/schemas/agenda";

/** Puts an action on another day or hour. */
export const moveEntryAction = serverAction("agenda.plan", moveEntryInput, async (viewer, input) => {
  const placed = await moveEntry(viewer, input);
  revalidatePath("/", "layout");
  return placed;
});

/** Takes back the last move of an action. */
export const undoMoveAction = serverAction("agenda.plan", undoMoveInput, async (viewer, input) => {
  await undoMove(viewer, input);
  revalidatePath("/", "layout");
});

/** Makes an appointment. */
export const planAppointmentAction = serverAction("agenda.plan", planAppointmentInput, async (viewer, input) => {
  const placed = await planAppointment(viewer, input);
  revalidatePath("/", "layout");
  return placed;
});
