"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { dismissNextAction, reopenNextAction, snoozeNextAction } from "@/lib/data/next-action-changes";
import { dismissNextActionInput, reopenNextActionInput, snoozeNextActionInput } from "@/lib/schemas/next-action";

/** Hides an action until a day. */
export const snoozeNextActionAction = serverAction("nextAction.snooze", snoozeNextActionInput, async (viewer, input) => {
  await snoozeNextAction(viewer, input);
  revalidatePath("/", "layout");
});

/** Ends an action with a reason; the client's next suggestion takes its place. */
export const dismissNextActionAction = serverAction("nextAction.dismiss", dismissNextActionInput, async (viewer, input) => {
  await dismissNextAction(viewer, input);
  revalidatePath("/", "layout");
});

/** Takes back a snooze or a dismissal. */
export const reopenNextActionAction = serverAction("nextAction.dismiss", reopenNextActionInput, async (viewer, input) => {
  await reopenNextAction(viewer, input);
  revalidatePath("/", "layout");
});
