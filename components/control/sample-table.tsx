import Link from "next/link";
import table from "@/components/ui/data-table.module.css";
import { Tag, type Tone } from "@/components/ui/tag";
import type { EntryState, SampleEntry } from "@/lib/domain/control-campaign";
import { formatDay } from "@/lib/i18n/format";
import type { ControlWording } from "./control-words";

const TONES: Record<EntryState, Tone> = { TO_DO: "info", BEGUN: "info", WAITING: "neutral", OWN: "neutral", UNSETTLED: "warning", SETTLED: "success" };
const COLUMNS = ["place", "client", "advisor", "on", "state", "verdict"] as const;

/** The sample in the order of review, an entry a row. */
export function SampleTable({ campaignId, entries, wording: { t, locale } }: { campaignId: string; entries: readonly SampleEntry[]; wording: ControlWording }) {
  return (
    <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("sample.title")} tabIndex={0}>
      <table className={table.table}>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`sample.${column}`)}</th>)}</tr></thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.place}>
              <td data-label={t("sample.place")}>{entry.place}</td>
              <th scope="row" className={table.title}>
                <Link className={table.rowLink} href={`/supervision/audits/${campaignId}/review/${entry.place}`} prefetch={false} aria-label={t("sample.open", { place: entry.place, name: entry.clientName })}>{entry.clientName}</Link>
              </th>
              <td data-label={t("sample.advisor")}>{entry.advisorName}</td>
              <td data-label={t("sample.on")}>{formatDay(locale, entry.occurredOn)}</td>
              <td data-label={t("sample.state")}><Tag tone={TONES[entry.state]}>{t(`entryState.${entry.state}`)}</Tag> {entry.second && <Tag>{t("sample.two")}</Tag>}</td>
              <td data-label={t("sample.verdict")}>
                {entry.compliant !== null && <Tag tone={entry.compliant ? "success" : "danger"}>{t(`verdict.${entry.compliant}`)}</Tag>} {entry.tasks > 0 && t("sample.tasks", { count: entry.tasks })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
