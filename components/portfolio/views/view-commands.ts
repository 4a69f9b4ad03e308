import type { SavedView } from "@/lib/domain/list-view";
import type { ActionResult } from "@/lib/errors";

export type ListedViews = { views: readonly SavedView[]; defaultId: string | null; branches: readonly { id: number; name: string }[] };

/** What may be done with views, by the names of their inputs in lib/schemas/list-view.ts. */
export type ViewCommands = {
  list: (input: unknown) => Promise<ActionResult<ListedViews>>;
  save: (input: unknown) => Promise<ActionResult<void>>;
  change: (input: unknown) => Promise<ActionResult<void>>;
  remove: (input: unknown) => Promise<ActionResult<void>>;
  chooseDefault: (input: unknown) => Promise<ActionResult<void>>;
};

/** The view that the list began with. `saved`: null for one that ships. `isChanged`: the list is another by now. */
export type ShownView = { id: string; name: string; saved: SavedView | null; isChanged: boolean };
