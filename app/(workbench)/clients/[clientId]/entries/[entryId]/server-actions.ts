"use server";
import { serverAction } from "@/lib/auth/server-action";
import { answerRequest, askCorrection, judgeRequest } from "@/lib/data/correction-requests";
import { commentOnEntry, withdrawComment } from "@/lib/data/entry-remarks";
import { askCorrectionInput, commentInput, judgeRequestInput, standsInput, withdrawCommentInput } from "@/lib/schemas/entry-remark";

export const commentAction = serverAction("remark.write", commentInput, (viewer, input) => commentOnEntry(viewer, input));

/** Takes back a comment of one's own. */
export const withdrawCommentAction = serverAction("remark.write", withdrawCommentInput, (viewer, input) => withdrawComment(viewer, input));

export const askCorrectionAction = serverAction("correction.ask", askCorrectionInput, (viewer, input) => askCorrection(viewer, input));

/** Answers that the entry is right as it is. */
export const answerRequestAction = serverAction("correction.answer", standsInput, (viewer, input) => answerRequest(viewer, input));

/** Accepts an answer, asks again, or takes the request back. */
export const judgeRequestAction = serverAction("correction.ask", judgeRequestInput, (viewer, input) => judgeRequest(viewer, input));
