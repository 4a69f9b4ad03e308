"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { writeHandOverNote } from "@/lib/data/hand-over-notes";
import { handOverNoteInput } from "@/lib/schemas/hand-over-note";

export const writeHandOverNoteAction = serverAction("handOver.write", handOverNoteInput, async (viewer, input) => {
  await writeHandOverNote(viewer, input);
  revalidatePath("/received");
  revalidatePath("/clients/[clientId]/handover", "page");
});
