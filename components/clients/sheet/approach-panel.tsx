import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { approachOf } from "@/lib/domain/approach";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { serviceReason } from "@/lib/domain/service-model";
import styles from "./sheet.module.css";

/** How to go about it: adapted to sub-segment and service model. Source: domain, *Approach*. */
export function ApproachPanel({ sheet }: { sheet: ClientSheet }) {
  const { client, score, consents, today, kits } = sheet;
  const t = useTranslations("client.approach");
  const domain = useTranslations("domain");
  const locale = useLocale();
  if (client.status !== "ACTIVE" || client.protected) {
    return <Panel title={t("title")}><p className={styles.quiet}>{t(client.status === "ACTIVE" ? "protected" : "none")}</p></Panel>;
  }
  const inForce = Object.fromEntries(consents.map(({ channel, granted }) => [channel, granted]));
  const approach = approachOf({ ...client, segment: score?.segment ?? null, consents: inForce, kits }, today);
  const { verdict, sessions } = serviceReason({ ...sheet, ...client });
  const [first = "", second] = approach.channels.map((channel) => domain(`channel.${channel}`));
  const lead = t("for", {
    stage: t(`stage.${approach.lifeStage}`),
    zone: domain(`zone.${approach.zone}`),
    service: domain(`serviceModel.${client.serviceModel}`).toLowerCase(),
    segment: domain(`segment.${approach.segment}`),
  });
  return (
    <Panel title={t("title")} lead={lead}>
      <p className={styles.opening}>{approach.kit?.opening[locale] ?? t(`opening.${approach.segment}.${approach.lifeStage}`)}</p>
      <dl className={styles.facts}>
        <div><dt>{t("angleTitle")}</dt><dd>{approach.kit?.angle[locale] ?? t(`angle.${approach.angle}`)}</dd></div>
        <div><dt>{t("toneTitle")}</dt><dd>{t(`tone.${approach.tone}`)}</dd></div>
        <div><dt>{t("channel")}</dt><dd>{second === undefined ? first : t("channels", { first, second: second.toLowerCase() })}</dd></div>
        <div><dt>{t("service.title")}</dt><dd>{t(`service.${client.serviceModel}.${verdict}`, { sessions })}</dd></div>
      </dl>
    </Panel>
  );
}
