import Link from "next/link";
import table from "@/components/ui/data-table.module.css";
import { Tag } from "@/components/ui/tag";
import type { CampaignSummary } from "@/lib/domain/control-campaign";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";

const COLUMNS = ["name", "period", "branches", "progress", "tasks", "state"] as const;

/** The campaigns, a row each. */
export function CampaignTable({ campaigns, wording: { locale, t } }: { campaigns: readonly CampaignSummary[]; wording: ControlWording }) {
  return (
    <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("list")} tabIndex={0}>
      <table className={table.table}>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {campaigns.map((campaign) => (
            <tr key={campaign.id}>
              <th scope="row" className={table.title}><Link className={table.rowLink} href={`/supervision/audits/${campaign.id}`} prefetch={false}>{campaign.name}</Link></th>
              <td data-label={t("column.period")}>{t("period", { from: formatDay(locale, campaign.fromOn), to: formatDay(locale, campaign.untilOn) })}</td>
              <td data-label={t("column.branches")}>{campaign.branches.join(", ")}</td>
              <td data-label={t("column.progress")}>{t("progress", { settled: formatNumber(locale, campaign.progress.settled), size: formatNumber(locale, campaign.progress.size) })}</td>
              <td data-label={t("column.tasks")}>{formatNumber(locale, campaign.openTasks)}</td>
              <td data-label={t("column.state")}><Tag tone={campaign.closedAt ? "neutral" : "info"}>{t(campaign.closedAt ? "state.CLOSED" : "state.OPEN")}</Tag></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
