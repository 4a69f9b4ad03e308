import { getLocale, getTranslations } from "@/lib/i18n/translations";
import type { ReactNode } from "react";
import { OverdueActionsTable } from "@/components/follow-up/overdue-actions-table";
import { CheckIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countOverdueActions, listOverdueActions } from "@/lib/data/follow-up";
import type { Page } from "@/lib/data/keyset";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import type { OverdueAction } from "@/lib/domain/portfolio";
import { openPlace, parsePortfolioFilter, portfolioQuery, withChange, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { rowsSoon, WhenReady } from "../../ready-soon";
import { ListPagesOf, ListTotal } from "../list-pages-of";
import { ScopeLine } from "../scope";

const ORDER = "overdue";

export async function generateMetadata() {
  return { title: (await getTranslations("followUp.actions"))("title") };
}

/** The actions behind a figure of the follow-up: overdue, those due longest ago first. */
export default async function OverdueActionsPage({ searchParams }: PageProps<"/supervision/actions">) {
  const viewer = await requireAbility("followUp.view");
  const params = await searchParams;
  const filter = { ...parsePortfolioFilter(params, openText), place: openPlace(params, ORDER, openText) };
  const page = listOverdueActions(viewer, filter);
  const total = countOverdueActions(viewer, filter);
  const [{ areRowsReady, isCountReady }, choices, t, common] = await Promise.all([
    rowsSoon(page, total), readPortfolioChoices(viewer), getTranslations("followUp.actions"), getTranslations("common"),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={<ScopeLine filter={filter} choices={choices} />} />
      <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={common("loading")} />}>
        <Rows filter={filter} page={page} total={<WhenReady isReady={isCountReady} waiting={null}><ListTotal total={total} /></WhenReady>} />
      </WhenReady>
    </>
  );
}

type RowsProps = { filter: PortfolioFilter; page: Promise<Page<OverdueAction>>; total: ReactNode };

async function Rows({ filter, page: read, total }: RowsProps) {
  const [page, t, actions, domain, locale] = await Promise.all([
    read, getTranslations("followUp.actions"), getTranslations("actions"), getTranslations("domain"), getLocale(),
  ]);
  if (page.rows.length === 0) return <EmptyState icon={<CheckIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  // In the client's page, previous and next go through the clients of these actions.
  const origin = `from=portfolio&${portfolioQuery(withChange(filter, { overdue: true }))}`;
  return (
    <>
      <OverdueActionsTable rows={page.rows} origin={origin} wording={{ locale, t, actions, domain }} />
      <ListPagesOf path="/supervision/actions" order={ORDER} filter={filter} page={page} total={total} />
    </>
  );
}
