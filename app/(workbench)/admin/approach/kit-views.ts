import type { KitView } from "@/components/approach/kit-view";
import type { EditedKit } from "@/lib/data/approach-kits";
import { angleOf, LIFE_STAGES, type ApproachSegment, type SubSegment } from "@/lib/domain/approach";
import { ZONES } from "@/lib/domain/profile";
import { MESSAGES } from "@/lib/i18n/translations";

/** The sub-segments of a segment, each with the words in force: an administrator's, else the workbench's. */
export function kitViewsOf(segment: ApproachSegment, edited: readonly EditedKit[]): KitView[] {
  return LIFE_STAGES.flatMap((lifeStage) => ZONES.map((zone) => {
    const kit = edited.find((one) => one.segment === segment && one.lifeStage === lifeStage && one.zone === zone);
    if (!kit) return { ...workbenchKit({ segment, lifeStage, zone }), edited: null };
    const { opening, angle, channel, version, updatedAt, updatedBy } = kit;
    return { segment, lifeStage, zone, opening, angle, channel, edited: { version, at: updatedAt, by: updatedBy } };
  }));
}

function workbenchKit(place: SubSegment): Omit<KitView, "edited"> {
  const { fr: { client: { approach: fr } }, en: { client: { approach: en } } } = MESSAGES;
  const key = angleOf(place);
  const { segment, lifeStage } = place;
  return { ...place, opening: { fr: fr.opening[segment][lifeStage], en: en.opening[segment][lifeStage] }, angle: { fr: fr.angle[key], en: en.angle[key] }, channel: null };
}
