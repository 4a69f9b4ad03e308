import type { ApproachKit, ApproachSegment, LifeStage } from "@/lib/domain/approach";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { ResetApproachKitInput, SaveApproachKitInput } from "@/lib/schemas/approach-kit";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerScope, inViewerTransaction } from "./database";
import type { Viewer } from "./viewer";

/** A kit with who wrote it last. `version` goes back with a change of it. */
export type EditedKit = ApproachKit & { segment: ApproachSegment; version: number; updatedAt: Date; updatedBy: string };

/** Every sub-segment that an administrator has written for; of no client. */
export function listApproachKits(viewer: Viewer): Promise<EditedKit[]> {
  return inViewerScope(viewer, async (db) => {
    const rows = await db.approachKit.findMany({ include: { updatedBy: { select: { name: true } } }, orderBy: [{ segment: "asc" }, { lifeStage: "asc" }, { zone: "asc" }] });
    return rows.map(({ segment, lifeStage, zone, channel, version, updatedAt, updatedBy, ...texts }) => ({
      // The database holds both to the names that the rules know.
      segment: segment as ApproachSegment,
      lifeStage: lifeStage as LifeStage,
      zone, channel, version, updatedAt,
      updatedBy: updatedBy.name,
      opening: { fr: texts.openingFr, en: texts.openingEn },
      angle: { fr: texts.angleFr, en: texts.angleEn },
    }));
  });
}

/** What administrators wrote for a client's segment: ApproachKit[], as part of a statement that has the client's id. */
export function kitsOfClient(clientId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT coalesce(jsonb_agg(jsonb_build_object('lifeStage', a.life_stage, 'zone', a.zone, 'channel', a.channel,
      'opening', jsonb_build_object('fr', a.opening_fr, 'en', a.opening_en), 'angle', jsonb_build_object('fr', a.angle_fr, 'en', a.angle_en))), '[]')
    FROM approach_kit a WHERE a.segment = coalesce((SELECT s.segment::text FROM client_score s WHERE s.client_id = ${clientId}), 'NEW'))`;
}

/** Writes a sub-segment's kit. CONFLICT when somebody changed it meanwhile; FORBIDDEN for anyone but an administrator. */
export function saveApproachKit(viewer: Viewer, { version, ...kit }: SaveApproachKitInput): Promise<void> {
  requireManager(viewer);
  const { segment, lifeStage, zone, ...words } = kit;
  return inViewerTransaction(viewer, async (db) => {
    const { count } = version === null
      ? await db.approachKit.createMany({ data: [{ ...kit, updatedById: viewer.userId }], skipDuplicates: true })
      : await db.approachKit.updateMany({
        where: { segment, lifeStage, zone, version },
        data: { ...words, version: { increment: 1 }, updatedAt: new Date(), updatedById: viewer.userId },
      });
    if (count === 0) throw new AppError("CONFLICT", `the kit of ${segment} ${lifeStage} ${zone} is not the one that was edited`);
    await recordAudit(db, viewer, "approach.manage", { details: { segment, lifeStage, zone, change: "saved" } });
  });
}

/** Gives a sub-segment the workbench's own words again. CONFLICT and FORBIDDEN as above. */
export function resetApproachKit(viewer: Viewer, { segment, lifeStage, zone, version }: ResetApproachKitInput): Promise<void> {
  requireManager(viewer);
  return inViewerTransaction(viewer, async (db) => {
    const { count } = await db.approachKit.deleteMany({ where: { segment, lifeStage, zone, version } });
    if (count === 0) throw new AppError("CONFLICT", `the kit of ${segment} ${lifeStage} ${zone} is not the one that was seen`);
    await recordAudit(db, viewer, "approach.manage", { details: { segment, lifeStage, zone, change: "reset" } });
  });
}

function requireManager(viewer: Viewer): void {
  if (!mayDo(viewer.role, "approach.manage")) throw new AppError("FORBIDDEN", "approaches are the administrators'");
}
