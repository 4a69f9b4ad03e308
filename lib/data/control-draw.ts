import { randomBytes } from "node:crypto";
import type { CampaignFrame, CampaignPlan, StratumName } from "@/lib/domain/control-campaign";
import { mayDo } from "@/lib/domain/permissions";
import { planSample } from "@/lib/domain/sample-plan";
import { AppError } from "@/lib/errors";
import type { DrawCampaignInput } from "@/lib/schemas/control-campaign";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { drawable, takeSample } from "./control-sample";
import { inViewerTransaction, readAs, runnerOf, type Db } from "./database";
import type { Viewer } from "./viewer";

/** What a draw would take at this moment; nothing is kept. FORBIDDEN as for the draw. */
export async function planCampaign(viewer: Viewer, frame: CampaignFrame): Promise<CampaignPlan> {
  requireSupervisorOf(viewer, frame.branchIds);
  const rows = await readAs<StratumName & { population: number }>(viewer, Prisma.sql`
    SELECT p.key, p.segment, p.advisor_id AS "advisorId", (SELECT u.name FROM app_user u WHERE u.id = p.advisor_id) AS "advisorName", p.kind, p.population
    FROM (SELECT e.key, e.segment, e.advisor_id, e.kind, count(*)::int AS population FROM (${drawable(viewer, frame)}) e GROUP BY e.key, e.segment, e.advisor_id, e.kind) p
    ORDER BY p.key COLLATE "C"`);
  return planSample(rows, frame);
}

/**
 * Draws a sample and freezes it, in one transaction: the seed is made before anything is read, the population is kept as it
 * is, and the database refuses any later change. Errors: FORBIDDEN for anyone but a supervisor of all these branches, and
 * those of takeSample().
 */
export async function drawCampaign(viewer: Viewer, { id, frame }: DrawCampaignInput): Promise<{ id: string }> {
  requireSupervisorOf(viewer, frame.branchIds);
  const seed = randomBytes(16).toString("hex");
  return inViewerTransaction(viewer, async (db) => {
    const drawn = await takeSample(runnerOf(db), viewer, { id, frame, seed, drawnAt: new Date() });
    if (!drawn) return drawnBefore(db, viewer, id);
    await recordAudit(db, viewer, "control.run", { details: { campaignId: id, change: "drawn", ...drawn } });
    return { id };
  });
}

async function drawnBefore(db: Db, viewer: Viewer, id: string): Promise<{ id: string }> {
  const own = await db.controlCampaign.count({ where: { id, createdById: viewer.userId } });
  if (own === 0) throw new AppError("CONFLICT", `campaign ${id} is another's`);
  return { id };
}

function requireSupervisorOf(viewer: Viewer, branchIds: readonly number[]): void {
  const supervises = mayDo(viewer.role, "control.run") && branchIds.every((id) => viewer.supervisedBranchIds.includes(id));
  if (!supervises) throw new AppError("FORBIDDEN", "a campaign is of branches that its viewer supervises");
}
