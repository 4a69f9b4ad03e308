import Link from "next/link";
import type { ReactNode } from "react";
import { BulkDock } from "@/components/bulk/bulk-dock";
import { ListPages } from "@/components/portfolio/list-pages";
import { PortfolioTable, type TableWords } from "@/components/portfolio/portfolio-table";
import { listAddress } from "@/components/portfolio/query";
import { portfolioRow, type RowWording } from "@/components/portfolio/row-words";
import button from "@/components/ui/button.module.css";
import { PeopleIcon } from "@/components/ui/icons";
import { EmptyState } from "@/components/ui/state-message";
import { sealText } from "@/lib/auth/sealed-text";
import type { Page } from "@/lib/data/keyset";
import type { Viewer } from "@/lib/data/viewer";
import { mayDo } from "@/lib/domain/permissions";
import type { PortfolioCard } from "@/lib/domain/portfolio";
import { formatNumber } from "@/lib/i18n/format";
import { selectableList } from "@/lib/schemas/client-selection";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";
import { writePlace, type Place } from "@/lib/schemas/place";
import { hasConditions, portfolioQuery, sortName, withChange, withoutConditions, type PortfolioFilter, type PortfolioSort } from "@/lib/schemas/portfolio-filter";
import { logContextAction, logInteractionAction } from "../clients/[clientId]/server-actions";
import { REASSIGN_COMMANDS } from "../supervision/workload/reassign-commands";
import { applyBulkStepAction, countSelectionAction, planBulkStepAction, undoBulkStepAction } from "./bulk-actions";

type ClientListProps = {
  viewer: Viewer;
  filter: PortfolioFilter;
  columns: readonly PortfolioColumn[];
  page: Page<PortfolioCard>;
  total: ReactNode;
  wording: RowWording;
};

const BULK_COMMANDS = { plan: planBulkStepAction, apply: applyBulkStepAction, undo: undoBulkStepAction };

/** One page of clients, with the ways to the next, and what may be done with those that are chosen. */
export function ClientList(props: ClientListProps) {
  const { viewer, filter, page: { rows }, wording } = props;
  const commands = mayDo(viewer.role, "nextAction.bulk") ? BULK_COMMANDS : null;
  return (
    <>
      {rows.length === 0 ? <NoClients viewer={viewer} filter={filter} wording={wording} /> : <Clients {...props} />}
      {mayDo(viewer.role, "client.export") && (
        <BulkDock list={selectableList(filter)} asShown={portfolioQuery(withChange(filter, {}))} today={rows[0]?.today ?? null} countSelection={countSelectionAction} commands={commands} reassign={mayDo(viewer.role, "client.reassign") ? REASSIGN_COMMANDS : null} />
      )}
    </>
  );
}

function Clients({ viewer, filter, columns, page: { rows, from, previous, next }, total, wording }: ClientListProps) {
  const { locale, t } = wording;
  const mayLog = mayDo(viewer.role, "interaction.log");
  return (
    <>
      <PortfolioTable selectable={mayDo(viewer.role, "client.export") ? selectableList(filter) : null} rows={JSON.stringify(rows.map((card) => portfolioRow(card, columns, wording)))} words={tableWords(filter, columns, wording)} isCompact={filter.isCompact}
        origin={["from=portfolio", portfolioQuery(filter)].filter(Boolean).join("&")}
        logActions={mayLog ? { logInteraction: logInteractionAction, loadContext: logContextAction } : null} />
      <ListPages label={t("page.label")} range={t("page.range", { from: formatNumber(locale, from + 1), to: formatNumber(locale, from + rows.length) })}
        total={total}
        previous={{ href: addressAt(filter, previous), label: t("page.previous") }} next={{ href: addressAt(filter, next), label: t("page.next") }} />
    </>
  );
}

function NoClients({ viewer, filter, wording }: Pick<ClientListProps, "viewer" | "filter" | "wording">) {
  const { t } = wording;
  const icon = <PeopleIcon size={28} />;
  if (filter.place) {
    const start = listAddress(portfolioQuery(withChange(filter, {})));
    return <EmptyState icon={icon} title={t("empty.tabTitle")} actions={<Link href={start} className={button.quiet}>{t("page.first")}</Link>} />;
  }
  if (filter.text) return <NobodyFound filter={filter} wording={wording} />;
  if (hasConditions(filter)) {
    const everyone = listAddress(portfolioQuery(withoutConditions({ ...filter, tab: null })));
    return <EmptyState icon={icon} title={t("empty.filteredTitle")} text={t("empty.filteredText")} actions={<Link href={everyone} className={button.quiet}>{t("filter.reset")}</Link>} />;
  }
  if (filter.tab) return <EmptyState icon={icon} title={t("empty.tabTitle")} text={t("empty.tabText")} />;
  const whose = viewer.role === "SUPERVISOR" ? "supervised" : "portfolio";
  return <EmptyState icon={icon} title={t(`empty.${whose}Title`)} text={t(`empty.${whose}Text`)} />;
}

/** Nobody answers to the text: what else to type, and the whole portfolio to look in. */
function NobodyFound({ filter, wording: { t } }: Pick<ClientListProps, "filter" | "wording">) {
  const alone = withChange(withoutConditions({ ...filter, tab: null }), { text: filter.text });
  const isAlone = portfolioQuery(alone) === portfolioQuery(filter);
  const [label, next] = isAlone ? [t("filter.reset"), withChange(alone, { text: null })] : [t("empty.textElsewhere"), alone];
  return (
    <EmptyState icon={<PeopleIcon size={28} />} title={t("empty.textTitle")} text={t("empty.textText")}
      actions={<Link href={listAddress(portfolioQuery(next))} className={button.quiet}>{label}</Link>} />
  );
}

function tableWords(filter: PortfolioFilter, columns: readonly PortfolioColumn[], { t }: RowWording): TableWords {
  const sorted = (label: string, sort: PortfolioSort | undefined) => (sort ? headingOf(filter, label, sort) : { label });
  return {
    list: t("list"),
    client: sorted(t("column.client"), "name"),
    columns: columns.map((name) => ({ name, ...sorted(t(`column.${name}`), SORT_OF[name]) })),
    logHeading: t("column.log"),
    noAction: t("row.noAction"),
    log: t("row.log"),
    logFor: t("row.logFor"),
    select: t("row.select"),
    selectPage: t("selectPage"),
    previewOf: t("row.preview"),
  };
}

/** What a click on a column's heading sorts by. */
const SORT_OF: Partial<Record<PortfolioColumn, PortfolioSort>> = {
  scores: "score", pnb: "pnb", action: "priority", contact: "contact", products: "products", wealth: "wealth", review: "review",
};

/** Names and contact days are naturally read upwards, amounts and priorities downwards. */
const UPWARDS: ReadonlySet<PortfolioSort> = new Set(["name", "contact", "review"]);

function headingOf(filter: PortfolioFilter, label: string, sort: PortfolioSort) {
  const isCurrent = filter.sort === sort;
  const reversed = isCurrent && !filter.reversed;
  const href = listAddress(portfolioQuery(withChange(filter, { sort, reversed })));
  if (!isCurrent) return { label, href };
  return { label, href, sorted: UPWARDS.has(sort) === filter.reversed ? ("descending" as const) : ("ascending" as const) };
}

function addressAt(filter: PortfolioFilter, place: Place | null): string | null {
  if (!place) return null;
  const token = sealText("list.place", writePlace(sortName(filter), place));
  return listAddress(portfolioQuery({ ...filter, place: { token, value: place } }));
}
