import { useLocale, useTranslations } from "next-intl";
import { approachOf } from "@/lib/domain/approach";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { serviceReason } from "@/lib/domain/service-model";

export type ApproachWords = Record<"lead" | "opening" | "angle" | "tone" | "channels" | "service", string>;

/** How to go about this client, in words: the bank's own where an administrator wrote them. Null for whom no one sells to. */
export function useApproachWords(sheet: ClientSheet): ApproachWords | null {
  const t = useTranslations("client.approach");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const { client, score, contact, today, kits } = sheet;
  if (client.status !== "ACTIVE" || client.protected) return null;
  const approach = approachOf({ ...client, segment: score?.segment ?? null, consents: contact.consents, kits }, today);
  const [first = "", second] = approach.channels.map((channel) => domain(`channel.${channel}`));
  const { verdict, sessions } = serviceReason({ ...sheet, ...client });
  return {
    lead: t("for", {
      stage: t(`stage.${approach.lifeStage}`),
      zone: domain(`zone.${approach.zone}`),
      service: domain(`serviceModel.${client.serviceModel}`).toLowerCase(),
      segment: domain(`segment.${approach.segment}`),
    }),
    opening: approach.kit?.opening[locale] ?? t(`opening.${approach.segment}.${approach.lifeStage}`),
    angle: approach.kit?.angle[locale] ?? t(`angle.${approach.angle}`),
    tone: t(`tone.${approach.tone}`),
    channels: second === undefined ? first : t("channels", { first, second: second.toLowerCase() }),
    service: t(`service.${client.serviceModel}.${verdict}`, { sessions }),
  };
}
