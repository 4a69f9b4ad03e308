"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { newCalendarSecret } from "@/lib/auth/calendar-secret";
import { serverAction } from "@/lib/auth/server-action";
import { createCalendarFeed, nameInCalendarFeed, revokeCalendarFeed } from "@/lib/data/calendar-feeds";
import { getLocale } from "@/lib/i18n/translations";
import { calendarNamesInput } from "@/lib/schemas/agenda";

/** A new private address, in the language of whoever asks; the one before stops answering. Its path is shown once. */
export const createFeedAction = serverAction("agenda.plan", calendarNamesInput, async (viewer, { names }) => {
  const { path, ...proof } = newCalendarSecret();
  await createCalendarFeed(viewer, proof, { names, locale: await getLocale() });
  revalidatePath("/agenda");
  return { path };
});

/** What the address names from now on. */
export const nameInFeedAction = serverAction("agenda.plan", calendarNamesInput, async (viewer, input) => {
  await nameInCalendarFeed(viewer, input);
  revalidatePath("/agenda");
});

/** Ends the address. */
export const revokeFeedAction = serverAction("agenda.plan", z.strictObject({}), async (viewer) => {
  await revokeCalendarFeed(viewer);
  revalidatePath("/agenda");
});
