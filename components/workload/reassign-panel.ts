"use client";
import { lazyPanel } from "@/components/lazy-panel";
import type { ReassignDialogProps } from "./reassign-dialog";

/** The dialog with its words, for pages that mostly do without. */
export const ReassignPanel = lazyPanel<ReassignDialogProps>(async () => (await import("./reassign-dialog")).ReassignDialog, {
  fr: async () => ({ workload: (await import("@/lib/i18n/messages/fr/workload.json")).default }),
  en: async () => ({ workload: (await import("@/lib/i18n/messages/en/workload.json")).default }),
});
