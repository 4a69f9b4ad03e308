/** A saved list: `query` is its address without what was searched for and without a place. */
export type SavedView = {
  id: string;
  name: string;
  query: string;
  isOwn: boolean;
  ownerName: string;
  /** The branch that it is shared with; null: nobody but its owner. */
  branchId: number | null;
  branchName: string | null;
  /** Goes back with a change of it. */
  version: number;
};

/** Nobody finds their way among more. */
export const MOST_VIEWS = 40;
export const LONGEST_VIEW_NAME = 60;

/** Views that come with the workbench, by the name that an address calls them; their words: listViews.shipped. */
export const SHIPPED_VIEWS = {
  "no-home-insurance": "without=HOME_INSURANCE",
  "no-savings": "universe=SAVINGS",
  "income-stopped": "income=stopped&sort=pnb",
  "review-due": "review=6&sort=review&cols=segment.wealth.review.action.contact",
  moved: "moved=30&sort=score",
  "standing-in": "received=absence",
  "out-of-touch": "contact=beyond&sort=contact",
} as const;
export type ShippedViewId = keyof typeof SHIPPED_VIEWS;

export function isShippedView(id: string): id is ShippedViewId {
  return Object.hasOwn(SHIPPED_VIEWS, id);
}
