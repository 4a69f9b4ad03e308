import { getLocale, getTranslations } from "@/lib/i18n/translations";
import type { ReactNode } from "react";
import { MonthInteractionsTable } from "@/components/follow-up/month-interactions-table";
import { MessageIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countMonthInteractions, listMonthInteractions } from "@/lib/data/follow-up";
import type { Page } from "@/lib/data/keyset";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import type { MonthInteraction } from "@/lib/domain/portfolio";
import { openPlace, parsePortfolioFilter, portfolioQuery, withChange, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { rowsSoon, WhenReady } from "../../ready-soon";
import { ListPagesOf, ListTotal } from "../list-pages-of";
import { ScopeLine } from "../scope";

const ORDER = "interactions";

export async function generateMetadata() {
  return { title: (await getTranslations("followUp.interactions"))("title") };
}

/** The interactions behind a figure of the follow-up: this month's, the latest first. */
export default async function MonthInteractionsPage({ searchParams }: PageProps<"/supervision/interactions">) {
  const viewer = await requireAbility("followUp.view");
  const params = await searchParams;
  const filter = { ...parsePortfolioFilter(params, openText), place: openPlace(params, ORDER, openText) };
  const page = listMonthInteractions(viewer, filter);
  const total = countMonthInteractions(viewer, filter);
  const [{ areRowsReady, isCountReady }, choices, t, common] = await Promise.all([
    rowsSoon(page, total), readPortfolioChoices(viewer), getTranslations("followUp.interactions"), getTranslations("common"),
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

type RowsProps = { filter: PortfolioFilter; page: Promise<Page<MonthInteraction>>; total: ReactNode };

async function Rows({ filter, page: read, total }: RowsProps) {
  const [page, t, domain, locale] = await Promise.all([read, getTranslations("followUp.interactions"), getTranslations("domain"), getLocale()]);
  if (page.rows.length === 0) return <EmptyState icon={<MessageIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const origin = ["from=portfolio", portfolioQuery(withChange(filter, {}))].filter(Boolean).join("&");
  return (
    <>
      <MonthInteractionsTable rows={page.rows} origin={origin} wording={{ locale, t, domain }} />
      <ListPagesOf path="/supervision/interactions" order={ORDER} filter={filter} page={page} total={total} />
    </>
  );
}
