"use client";
import { lazyPanel } from "@/components/lazy-panel";
import type { ViewChangesProps } from "./view-changes";
import type { ViewsPanelProps } from "./views-panel";

const WORDS = {
  fr: async () => ({ listViews: (await import("@/lib/i18n/messages/fr/listViews.json")).default }),
  en: async () => ({ listViews: (await import("@/lib/i18n/messages/en/listViews.json")).default }),
};

export const ViewsPanel = lazyPanel<ViewsPanelProps>(async () => (await import("./views-panel")).ViewsPanel, WORDS);
export const ViewChanges = lazyPanel<ViewChangesProps>(async () => (await import("./view-changes")).ViewChanges, WORDS);
