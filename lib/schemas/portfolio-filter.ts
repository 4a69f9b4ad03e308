import { z } from "zod";
import { NEXT_ACTION_KINDS, type NextActionKind } from "@/lib/domain/next-actions";
import { AGE_BANDS, UNKNOWN, ZONES, type AgeBand, type Zone } from "@/lib/domain/profile";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { UNIVERSES, type Universe } from "@/lib/domain/universes";
import { parseColumns, writeColumns, type ListLayout } from "./list-layout";
import { readPlace, type Place } from "./place";

/** The parts of a portfolio: the segments, those too new to have one, and those who have left or died. */
export const PORTFOLIO_TABS = [...SEGMENTS, "NEW", "DEPARTED"] as const;
export type PortfolioTab = Segment | "NEW" | "DEPARTED";

/** Within or beyond the cadence of the segment; no contact for more than so many days; never. */
export const CONTACT_FILTERS = ["within", "beyond", "30", "60", "90", "180", "never"] as const;
export type ContactFilter = (typeof CONTACT_FILTERS)[number];

/** A client of high value whose last review is older than so many months, or who never had one. */
export const REVIEW_FILTERS = ["3", "6", "12", "never"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];

/** In another segment than so many days ago; up: in a better one. */
export const MOVE_FILTERS = ["30", "30-up", "30-down", "90", "90-up", "90-down"] as const;
export type MoveFilter = (typeof MOVE_FILTERS)[number];

/** Came into the portfolio in the last 30 days, from whomever; or is there for as long as a colleague is away. */
export const RECEIVED_FILTERS = ["30", "absence"] as const;
export type ReceivedFilter = (typeof RECEIVED_FILTERS)[number];

export const PORTFOLIO_SORTS = ["priority", "name", "pnb", "contact", "score", "products", "wealth", "review"] as const;
export type PortfolioSort = (typeof PORTFOLIO_SORTS)[number];
/** An address does not name it. */
const DEFAULT_SORT: PortfolioSort = "priority";

/** Something an address carries sealed, with what it holds. */
export type Sealed<T> = { token: string; value: T };

/** Which clients, in which order, from where on, and how they are drawn. Null or false: not asked for. */
export type PortfolioFilter = ListLayout & {
  /** Null: every client who is with the bank. */
  tab: PortfolioTab | null;
  /** Age band and zone make the sub-segment. */
  ageBand: AgeBand | typeof UNKNOWN | null;
  zone: Zone | "UNKNOWN" | null;
  actionKind: NextActionKind | null;
  churnWatch: boolean;
  overdue: boolean;
  contact: ContactFilter | null;
  /** Code of a product, and a universe, of which the client holds none today; then those held. */
  productMissing: string | null;
  universeMissing: Universe | null;
  productHeld: string | null;
  universeHeld: Universe | null;
  /** Salary, pension or allowance no longer paid in: the sign INCOME_STOPPED of lib/domain/churn-watch.ts. */
  incomeStopped: boolean;
  complaintOpen: boolean;
  review: ReviewFilter | null;
  moved: MoveFilter | null;
  received: ReceivedFilter | null;
  /** Of a supervisor's clients: one branch, one advisor. */
  branchId: number | null;
  advisorId: number | null;
  text: Sealed<string> | null;
  /** The view that the list began with: a saved one's id, or the name of one that ships; null: every client. */
  viewId: string | null;
  sort: PortfolioSort;
  /** The other way round. */
  reversed: boolean;
  place: Sealed<Place> | null;
};

/** What a search box sends. */
export const searchInput = z.strictObject({ text: z.string().trim().max(80, "tooLong") });

/** What Next hands a page; a name given twice is an array. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;
/** Opens what an address carries sealed; null when it does not open. */
export type OpenSealed = (purpose: "portfolio.text" | "list.place", token: string) => string | null;

/** What is asked for, or null for what is not understood. Made once: making a schema takes longer than a page has. */
const wanted = <T>(schema: z.ZodType<T>) => schema.nullable().catch(null);
const tab = wanted(z.enum(PORTFOLIO_TABS));
const ageBand = wanted(z.enum([...AGE_BANDS.map(([band]) => band), UNKNOWN]));
const zone = wanted(z.enum([...ZONES, "UNKNOWN"]));
const actionKind = wanted(z.enum(NEXT_ACTION_KINDS));
const contact = wanted(z.enum(CONTACT_FILTERS));
const review = wanted(z.enum(REVIEW_FILTERS));
const moved = wanted(z.enum(MOVE_FILTERS));
const received = wanted(z.enum(RECEIVED_FILTERS));
const productCode = wanted(z.string().regex(/^[A-Z0-9_]{1,40}$/));
const universe = wanted(z.enum(UNIVERSES));
const id = wanted(z.coerce.number().int().min(1).max(2_147_483_647));
const viewId = wanted(z.string().regex(/^[a-z0-9-]{1,40}$/));
const token = wanted(z.string().regex(/^[\w-]{1,600}$/));
const sorting = z.enum(PORTFOLIO_SORTS).catch(DEFAULT_SORT);

/** An address as a filter. Whatever it does not understand is left out: an old link still leads somewhere. */
export function parsePortfolioFilter(params: SearchParams, open: OpenSealed): PortfolioFilter {
  const read = <T>(schema: z.ZodType<T>, name: string): T => schema.parse(firstOf(params[name]));
  const sorted = firstOf(params.sort) ?? DEFAULT_SORT;
  const reversed = sorted.startsWith("-");
  const sort = sorting.parse(reversed ? sorted.slice(1) : sorted);
  return {
    tab: read(tab, "segment"),
    ageBand: read(ageBand, "age"),
    zone: read(zone, "zone"),
    actionKind: read(actionKind, "action"),
    churnWatch: firstOf(params.churn) === "1",
    overdue: firstOf(params.overdue) === "1",
    contact: read(contact, "contact"),
    productMissing: read(productCode, "without"),
    universeMissing: read(universe, "universe"),
    productHeld: read(productCode, "with"),
    universeHeld: read(universe, "equipped"),
    incomeStopped: firstOf(params.income) === "stopped",
    complaintOpen: firstOf(params.complaint) === "open",
    review: read(review, "review"),
    moved: read(moved, "moved"),
    received: read(received, "received"),
    branchId: read(id, "branch"),
    advisorId: read(id, "advisor"),
    viewId: viewIdOf(params),
    text: openedText(read(token, "q"), open),
    sort,
    reversed,
    columns: parseColumns(firstOf(params.cols)),
    isCompact: firstOf(params.rows) === "compact",
    place: openPlace(params, sortName({ sort, reversed }), open),
  };
}

/** What an address names when every client is asked for, whatever view one's portfolio opens with. */
const NO_VIEW = "all";

/** The view that an address names. */
export function viewIdOf(params: SearchParams): string | null {
  const named = viewId.parse(firstOf(params.view));
  return named === NO_VIEW ? null : named;
}

/** The place (`at`) of a list in this order; null when there is none that opens. */
export function openPlace(params: SearchParams, order: string, open: OpenSealed): Sealed<Place> | null {
  const sealed = token.parse(firstOf(params.at));
  if (sealed === null) return null;
  const place = readPlace(order, open("list.place", sealed));
  return place && { token: sealed, value: place };
}

/** An order as an address names it: `pnb`, or `-pnb` the other way round. */
export function sortName({ sort, reversed }: Pick<PortfolioFilter, "sort" | "reversed">): string {
  return reversed ? `-${sort}` : sort;
}

/** A filter as an address: `segment=DEVELOP&contact=90`, always in one order, without what is not asked for. */
export function portfolioQuery(filter: PortfolioFilter): string {
  const order = sortName(filter);
  const entries: [string, string | null][] = [
    ["view", filter.viewId],
    ["segment", filter.tab],
    ["age", filter.ageBand],
    ["zone", filter.zone],
    ["action", filter.actionKind],
    ["churn", flag(filter.churnWatch, "1")],
    ["overdue", flag(filter.overdue, "1")],
    ["contact", filter.contact],
    ["without", filter.productMissing],
    ["universe", filter.universeMissing],
    ["with", filter.productHeld],
    ["equipped", filter.universeHeld],
    ["income", flag(filter.incomeStopped, "stopped")],
    ["complaint", flag(filter.complaintOpen, "open")],
    ["review", filter.review],
    ["moved", filter.moved],
    ["received", filter.received],
    ["branch", filter.branchId?.toString() ?? null],
    ["advisor", filter.advisorId?.toString() ?? null],
    ["q", filter.text?.token ?? null],
    // An address that names a view and an order says all the rest itself (lib/schemas/list-view.ts).
    ["sort", order === DEFAULT_SORT && filter.viewId === null ? null : order],
    ["cols", writeColumns(filter.columns)],
    ["rows", flag(filter.isCompact, "compact")],
    ["at", filter.place?.token ?? null],
  ];
  return new URLSearchParams(entries.filter((entry): entry is [string, string] => entry[1] !== null)).toString();
}

function flag(isOn: boolean, value: string): string | null {
  return isOn ? value : null;
}

/** The same list with something changed, from its first page on. */
export function withChange(filter: PortfolioFilter, change: Partial<PortfolioFilter>): PortfolioFilter {
  return { ...filter, place: null, ...change };
}

/** Every client, most urgent first. */
export const NO_FILTER: PortfolioFilter = parsePortfolioFilter({}, () => null);

/** The same segment and order, drawn in the same way, every other condition lifted. */
export function withoutConditions({ tab, viewId, sort, reversed, columns, isCompact }: PortfolioFilter): PortfolioFilter {
  return { ...NO_FILTER, tab, viewId, sort, reversed, columns, isCompact };
}

/** Is anything asked for besides the segment? */
export function hasConditions(filter: PortfolioFilter): boolean {
  return portfolioQuery(withChange(filter, {})) !== portfolioQuery(withoutConditions(filter));
}

/** Does it name a product, a branch or an advisor, of which the catalogue and the bank know the names? */
export function namesChoices({ productMissing, productHeld, branchId, advisorId }: PortfolioFilter): boolean {
  return productMissing !== null || productHeld !== null || branchId !== null || advisorId !== null;
}

function openedText(sealed: string | null, open: OpenSealed): Sealed<string> | null {
  const value = sealed === null ? null : open("portfolio.text", sealed);
  return sealed === null || value === null ? null : { token: sealed, value };
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
