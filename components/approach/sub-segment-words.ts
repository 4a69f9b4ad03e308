import { useTranslations } from "next-intl";
import type { SubSegment } from "@/lib/domain/approach";

/** `Moins de 35 ans · Urbain`. */
export function useSubSegmentWords({ lifeStage, zone }: Omit<SubSegment, "segment">): string {
  const t = useTranslations("approachKit.stage");
  const domain = useTranslations("domain.zone");
  return `${t(lifeStage)} · ${domain(zone)}`;
}
