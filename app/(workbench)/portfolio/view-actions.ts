"use server";
import { z } from "zod";
import type { ListedViews } from "@/components/portfolio/views/view-commands";
import { serverAction } from "@/lib/auth/server-action";
import { changeView, chooseDefaultView, listViews, removeView, saveView } from "@/lib/data/list-views";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { mayDo } from "@/lib/domain/permissions";
import { changeViewInput, chooseDefaultInput, removeViewInput, saveViewInput } from "@/lib/schemas/list-view";

/** The viewer's views, and for a supervisor the branches to share them with. */
export const listViewsAction = serverAction("listView.manage", z.strictObject({}), async (viewer): Promise<ListedViews> => {
  const [listed, choices] = await Promise.all([listViews(viewer), mayDo(viewer.role, "listView.share") ? readPortfolioChoices(viewer) : null]);
  return { ...listed, branches: choices?.branches ?? [] };
});

export const saveViewAction = serverAction("listView.manage", saveViewInput, saveView);
export const changeViewAction = serverAction("listView.manage", changeViewInput, changeView);
export const removeViewAction = serverAction("listView.manage", removeViewInput, (viewer, { id }) => removeView(viewer, id));
export const chooseDefaultAction = serverAction("listView.manage", chooseDefaultInput, chooseDefaultView);
