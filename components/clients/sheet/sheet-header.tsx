import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ScoreDots } from "@/components/clients/score-dots";
import { SegmentChip } from "@/components/clients/segment-chip";
import { BlockedIcon, StarIcon, WarningIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import type { ClientIdentity, ClientSheet } from "@/lib/domain/client-sheet";
import { ageOn } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import styles from "./sheet.module.css";

type SheetHeaderProps = {
  sheet: Pick<ClientSheet, "client" | "score" | "today">;
  /** Names whose portfolio it is; for those who see the clients of several. */
  showsAdvisor: boolean;
  actions: ReactNode;
};

/** Who it is, at a glance: life, place, what to be careful about, where the scores stand. */
export function SheetHeader({ sheet, showsAdvisor, actions }: SheetHeaderProps) {
  return (
    <div className={styles.header}>
      <PageHeader title={sheet.client.name} lead={<Lead {...sheet} showsAdvisor={showsAdvisor} />} actions={actions} />
      <div className={styles.badges}>
        {sheet.client.status === "ACTIVE" && <Standing score={sheet.score} />}
        <Badges client={sheet.client} />
      </div>
    </div>
  );
}

function Lead({ client, today, showsAdvisor }: Pick<ClientSheet, "client" | "today"> & { showsAdvisor: boolean }) {
  const t = useTranslations("client");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const parts = [
    client.birthOn && t("age", { age: ageOn(client.birthOn, today) }),
    client.occupation !== null && domain(`occupationShort.${occupationKey(client.occupation)}`),
    [client.commune, client.zone && `(${domain(`zone.${client.zone}`)})`].filter(Boolean).join(" "),
    domain(`serviceModel.${client.serviceModel}`),
    t("since", { day: formatDay(locale, client.clientSinceOn, "month") }),
    showsAdvisor && t("advisor", { name: client.advisorName }),
  ];
  return parts.filter(Boolean).join(" · ");
}

export function occupationKey(occupation: number | null) {
  const keys = ["1", "2", "3", "4", "5", "6", "7", "8"] as const;
  return keys.find((key) => key === String(occupation)) ?? "UNKNOWN";
}

function Standing({ score }: { score: ClientSheet["score"] }) {
  const t = useTranslations("client");
  const domain = useTranslations("domain");
  const segment = score?.segment ?? null;
  return (
    <>
      <SegmentChip segment={segment} label={domain(`segment.${segment ?? "NEW"}`)} />
      {score?.combinedScore != null && (
        <span className={styles.standing}>
          <strong>{t("combined", { score: score.combinedScore })}</strong>
          <span>{domain("term.scorePnb")} <ScoreDots score={score.pnbScore} /></span>
          <span>{domain("term.scoreMire")} <ScoreDots score={score.mireScore} /></span>
        </span>
      )}
    </>
  );
}

function Badges({ client }: { client: ClientIdentity }) {
  const t = useTranslations("client.badge");
  const locale = useLocale();
  return (
    <>
      {client.highValue && <Tag tone="info" icon={<StarIcon size={14} />}>{t("HIGH_VALUE")}</Tag>}
      {client.complaintOpenSince && <Tag tone="danger" icon={<WarningIcon size={14} />}>{t("COMPLAINT", { day: formatDay(locale, client.complaintOpenSince) })}</Tag>}
      {client.protected && <Tag tone="warning" icon={<BlockedIcon size={14} />}>{t("PROTECTED")}</Tag>}
      {client.status !== "ACTIVE" && <Tag tone="neutral" icon={<BlockedIcon size={14} />}>{t(client.status)}</Tag>}
    </>
  );
}
