import type { ControlGrid, GridQuestion } from "@/lib/domain/control-campaign";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { SaveControlGridInput } from "@/lib/schemas/control-campaign";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import type { Viewer } from "./viewer";

/** The grid in force: the last version. It is about no client. */
export async function getControlGrid(viewer: Viewer): Promise<ControlGrid> {
  const [grid] = await readAs<Omit<ControlGrid, "questions"> & { questions: GridQuestion[] }>(viewer, Prisma.sql`
    SELECT g.version, g.questions, g.created_at AS "createdAt", (SELECT u.name FROM app_user u WHERE u.id = g.created_by) AS "createdBy"
    FROM control_grid g ORDER BY g.version DESC LIMIT 1`);
  if (!grid) throw new Error("the bank has no grid of control");
  return grid;
}

/**
 * Writes the next version; campaigns keep the one they were drawn with. CONFLICT when somebody wrote one meanwhile;
 * FORBIDDEN for anyone but an administrator, for whoever judges does not write the measure.
 */
export function saveControlGrid(viewer: Viewer, { version, questions }: SaveControlGridInput): Promise<void> {
  if (!mayDo(viewer.role, "controlGrid.manage")) throw new AppError("FORBIDDEN", "the grid is the administrators'");
  return inViewerTransaction(viewer, async (db) => {
    const last = await db.controlGrid.aggregate({ _max: { version: true } });
    const { count } = last._max.version === version
      ? await db.controlGrid.createMany({ data: [{ version: version + 1, questions, createdById: viewer.userId }], skipDuplicates: true })
      : { count: 0 };
    if (count === 0) throw new AppError("CONFLICT", `version ${version} of the grid is not the last`);
    await recordAudit(db, viewer, "controlGrid.manage", { details: { version: version + 1, questions: questions.length } });
  });
}
