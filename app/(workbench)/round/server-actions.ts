"use server";
import { serverAction } from "@/lib/auth/server-action";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { dismissNextAction, reopenNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { cancelInteractionInput } from "@/lib/schemas/interaction";
import { dismissNextActionInput, reopenNextActionInput, snoozeNextActionInput, takeNextActionInput } from "@/lib/schemas/next-action";

// None of these draws the page anew: the round goes on to the next client, and asks for what changed by itself.

/** Takes back a contact logged by mistake; answers what that moved. */
export const cancelInteractionAction = serverAction("interaction.log", cancelInteractionInput, cancelInteraction);

/** Takes an action on, or lets go of it. */
export const takeNextActionAction = serverAction("nextAction.take", takeNextActionInput, takeNextAction);

export const snoozeInRoundAction = serverAction("nextAction.snooze", snoozeNextActionInput, snoozeNextAction);

export const dismissInRoundAction = serverAction("nextAction.dismiss", dismissNextActionInput, dismissNextAction);

export const reopenInRoundAction = serverAction("nextAction.dismiss", reopenNextActionInput, reopenNextAction);
