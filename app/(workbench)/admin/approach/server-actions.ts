"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { resetApproachKit, saveApproachKit } from "@/lib/data/approach-kits";
import { resetApproachKitInput, saveApproachKitInput } from "@/lib/schemas/approach-kit";

/** Advisors read it from the next page on: no page of a client is kept. */
export const saveApproachKitAction = serverAction("approach.manage", saveApproachKitInput, async (viewer, input) => {
  await saveApproachKit(viewer, input);
  revalidatePath("/admin/approach");
});

export const resetApproachKitAction = serverAction("approach.manage", resetApproachKitInput, async (viewer, input) => {
  await resetApproachKit(viewer, input);
  revalidatePath("/admin/approach");
});
