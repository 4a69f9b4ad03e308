"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { closeCampaign } from "@/lib/data/control-campaigns";
import { drawCampaign } from "@/lib/data/control-draw";
import { saveControlReview, settleEntry } from "@/lib/data/control-reviews";
import { askControlTask, checkControlTask } from "@/lib/data/control-tasks";
import { askControlTaskInput, checkControlTaskInput, closeCampaignInput, drawCampaignInput, saveControlReviewInput, settleEntryInput } from "@/lib/schemas/control-campaign";

export const drawCampaignAction = serverAction("control.run", drawCampaignInput, (viewer, input) => drawCampaign(viewer, input));

export const closeCampaignAction = serverAction("control.run", closeCampaignInput, async (viewer, { id }) => {
  await closeCampaign(viewer, id);
  revalidatePath("/supervision/audits", "layout");
});

/** While it is answered no page is drawn anew. */
export const saveControlReviewAction = serverAction("control.run", saveControlReviewInput, (viewer, input) => saveControlReview(viewer, input));

export const settleEntryAction = serverAction("control.run", settleEntryInput, async (viewer, input) => {
  await settleEntry(viewer, input);
  revalidatePath("/supervision/audits", "layout");
});

export const askControlTaskAction = serverAction("control.run", askControlTaskInput, async (viewer, input) => {
  await askControlTask(viewer, input);
  revalidatePath("/supervision/audits", "layout");
});

export const checkControlTaskAction = serverAction("control.run", checkControlTaskInput, async (viewer, input) => {
  await checkControlTask(viewer, input);
  revalidatePath("/supervision/audits", "layout");
});
