"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { saveBankEvent } from "@/lib/data/bank-events";
import { saveBankEventInput } from "@/lib/schemas/bank-event";

export const saveBankEventAction = serverAction("events.manage", saveBankEventInput, async (viewer, input) => {
  await saveBankEvent(viewer, input);
  revalidatePath("/admin/events");
});
