import { EXPORT_LIMIT, type ExportFormat } from "@/lib/domain/client-export";
import type { PortfolioCard } from "@/lib/domain/portfolio";
import { AppError } from "@/lib/errors";
import type { ClientSelection } from "@/lib/schemas/client-selection";
import { portfolioQuery } from "@/lib/schemas/portfolio-filter";
import { recordAudit } from "./audit";
import { countSelected, selectedClients } from "./client-selection";
import { inViewerTransaction } from "./database";
import { listLook, noteLook } from "./looks";
import { portfolioCards } from "./portfolio";
import type { Viewer } from "./viewer";

/** Rows of one read: little enough to be held, enough not to be felt. */
const READ_AT_ONCE = 1_000;

/**
 * Notes in the trail that the viewer takes these clients out of the workbench: how many, in which format, and by which kinds
 * of conditions, never their values. Answers how many there are. Errors: INVALID for nobody, or for more than EXPORT_LIMIT.
 */
export async function beginClientExport(viewer: Viewer, selection: ClientSelection, format: ExportFormat): Promise<number> {
  const count = await countSelected(viewer, selection);
  if (count === 0) throw new AppError("INVALID", "nobody to export", { selection: "required" });
  if (count > EXPORT_LIMIT) throw new AppError("INVALID", "too many to export", { selection: "tooLarge" });
  const conditions = [...new URLSearchParams(portfolioQuery(selection.filter)).keys()].join(" ");
  await inViewerTransaction(viewer, (db) => recordAudit(db, viewer, "client.export", { details: { format, count, whole: selection.all, conditions } }));
  return count;
}

/** The clients of a selection in the order of their list, some at a time, however many there are. */
export async function* clientsToExport(viewer: Viewer, selection: ClientSelection): AsyncGenerator<PortfolioCard[]> {
  const who = selectedClients(viewer, selection);
  let after: readonly string[] | null = null;
  do {
    const read: (PortfolioCard & { key: string[] })[] = await portfolioCards(viewer, selection.filter, { who, limit: READ_AT_ONCE, place: after && { side: "after", key: after, offset: 0 } });
    if (read.length > 0) {
      noteLook(viewer, listLook("export", "", read.map(({ id }) => id)));
      yield read;
    }
    after = read.length < READ_AT_ONCE ? null : (read.at(-1)?.key ?? null);
  } while (after);
}
