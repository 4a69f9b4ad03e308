import { z } from "zod";
import { NEXT_ACTION_KINDS, type NextActionKind } from "@/lib/domain/next-actions";

/** What of the list is shown. `due`: overdue or due today; `soon`: due within the next seven days. */
export const TODAY_VIEWS = ["due", "overdue", "today", "soon", "snoozed"] as const;
export type TodayView = (typeof TODAY_VIEWS)[number];

/** The last row of the page before: rows rank by priority, then client, then id. */
export type TodayCursor = { priority: number; clientId: number; id: string };

export type TodayFilter = { view: TodayView; kind: NextActionKind | null; after: TodayCursor | null };

export const ALL_DUE: TodayFilter = { view: "due", kind: null, after: null };

const cursor = z.templateLiteral([z.number(), "~", z.int().positive(), "~", z.uuid()]);
const filter = z.object({
  view: z.enum(TODAY_VIEWS).catch("due"),
  kind: z.enum(NEXT_ACTION_KINDS).nullable().catch(null),
  after: cursor.transform(cursorOf).nullable().catch(null),
});

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The filter in a page's search parameters; what cannot be read is as if it were not there. */
export function todayFilterOf({ view, kind, after }: SearchParams): TodayFilter {
  return filter.parse({ view, kind, after });
}

/** The same as a query without its question mark; what is as by default is left out. */
export function todayQuery({ view, kind, after }: TodayFilter): string {
  const query = new URLSearchParams();
  if (view !== "due") query.set("view", view);
  if (kind) query.set("kind", kind);
  if (after) query.set("after", `${after.priority}~${after.clientId}~${after.id}`);
  return query.toString();
}

function cursorOf(text: string): TodayCursor {
  const [priority, clientId, id = ""] = text.split("~");
  return { priority: Number(priority), clientId: Number(clientId), id };
}
