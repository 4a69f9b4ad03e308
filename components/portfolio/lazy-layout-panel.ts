"use client";
import { lazyPanel } from "@/components/lazy-panel";
import type { LayoutPanelProps } from "./layout-panel";

/** With its words and those of the columns. */
export const LayoutPanel = lazyPanel<LayoutPanelProps>(async () => (await import("./layout-panel")).LayoutPanel, {
  fr: async () => {
    const [portfolio, listViews] = await Promise.all([import("@/lib/i18n/messages/fr/portfolio.json"), import("@/lib/i18n/messages/fr/listViews.json")]);
    return { portfolio: portfolio.default, listViews: listViews.default };
  },
  en: async () => {
    const [portfolio, listViews] = await Promise.all([import("@/lib/i18n/messages/en/portfolio.json"), import("@/lib/i18n/messages/en/listViews.json")]);
    return { portfolio: portfolio.default, listViews: listViews.default };
  },
});
