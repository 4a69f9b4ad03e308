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
