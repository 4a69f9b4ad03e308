import { EXPORT_LIMIT } from "@/lib/domain/client-export";
import { AppError } from "@/lib/errors";
import { trendQuery, type TrendEntryFilter, type TrendFilter } from "@/lib/schemas/trend-filter";
import { recordAudit } from "./audit";
import { inViewerTransaction } from "./database";
import { countTrendEntries, type TrendCalendar } from "./follow-up-trend";
import type { Viewer } from "./viewer";

/** Notes in the trail that a supervisor takes figures out of the workbench: by which kinds of conditions, never their values. FORBIDDEN for anyone else. */
export async function beginFiguresExport(viewer: Viewer, filter: TrendFilter): Promise<void> {
  if (viewer.role !== "SUPERVISOR") throw new AppError("FORBIDDEN", "figures are a supervisor's");
  await inViewerTransaction(viewer, (db) => recordAudit(db, viewer, "followUp.export", { details: { conditions: conditionsOf(filter) } }));
}

/** As above, of the entries behind one figure, and how many. Errors: INVALID for none, or for more than EXPORT_LIMIT. */
export async function beginEntriesExport(viewer: Viewer, filter: TrendEntryFilter, calendar: TrendCalendar): Promise<void> {
  const { now: count } = await countTrendEntries(viewer, filter, calendar);
  if (count === 0) throw new AppError("INVALID", "nothing to export");
  if (count > EXPORT_LIMIT) throw new AppError("INVALID", "too many to export");
  const { place: _place, ...conditions } = filter;
  await inViewerTransaction(viewer, (db) => recordAudit(db, viewer, "followUp.export", { details: { part: filter.part, count, conditions: conditionsOf(conditions) } }));
}

function conditionsOf(filter: TrendFilter): string {
  return [...new URLSearchParams(trendQuery(filter)).keys()].join(" ");
}
