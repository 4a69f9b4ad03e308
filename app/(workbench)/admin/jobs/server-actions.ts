"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { cancelJob, requestJob, retryJob } from "@/lib/data/job-requests";
import { jobRunInput, requestJobInput } from "@/lib/schemas/job-run";

const PAGE = "/admin/jobs";

/** Asks for a scoring or a refresh of the bank. */
export const requestJobAction = serverAction("jobs.manage", requestJobInput, async (viewer, { kind }) => {
  await requestJob(viewer, kind, {});
  revalidatePath(PAGE);
});

/** Stops a run, or takes it back before it begins. */
export const cancelJobAction = serverAction("jobs.manage", jobRunInput, async (viewer, input) => {
  await cancelJob(viewer, input);
  revalidatePath(PAGE);
});

/** Asks for what failed or was cancelled once more. */
export const retryJobAction = serverAction("jobs.manage", jobRunInput, async (viewer, input) => {
  await retryJob(viewer, input);
  revalidatePath(PAGE);
});
