"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { closeUnusualDay } from "@/lib/data/unusual-days";
import { bankDayOf } from "@/lib/domain/dates";
import { closeDayInput } from "@/lib/schemas/trail-filter";

/** Closes a day of unusual reading with a note, or adds another to it. */
export const closeDayAction = serverAction("looks.close", closeDayInput, async (viewer, input) => {
  await closeUnusualDay(viewer, input, bankDayOf(new Date()));
  revalidatePath("/supervision/looks");
});
