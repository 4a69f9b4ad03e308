"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { saveControlGrid } from "@/lib/data/control-grid";
import { saveControlGridInput } from "@/lib/schemas/control-campaign";

export const saveControlGridAction = serverAction("controlGrid.manage", saveControlGridInput, async (viewer, input) => {
  await saveControlGrid(viewer, input);
  revalidatePath("/admin/control-grid");
});
