import type { ApproachKit, SubSegment } from "@/lib/domain/approach";
import type { ActionResult } from "@/lib/errors";

/** The words in force for a sub-segment. `edited` null: they are the workbench's own. */
export type KitView = SubSegment & Pick<ApproachKit, "opening" | "angle" | "channel"> & { edited: { version: number; at: Date; by: string } | null };

export type ChangeKit = (input: unknown) => Promise<ActionResult<void>>;
