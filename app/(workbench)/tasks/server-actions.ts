"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { answerControlTask } from "@/lib/data/control-tasks";
import { answerControlTaskInput } from "@/lib/schemas/control-campaign";

export const answerControlTaskAction = serverAction("control.answer", answerControlTaskInput, async (viewer, input) => {
  await answerControlTask(viewer, input);
  revalidatePath("/tasks");
});
