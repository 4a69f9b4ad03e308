import { getTranslations } from "@/lib/i18n/translations";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { openText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countTabs, listPortfolio } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { parsePortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { rowsSoon, WhenReady } from "../ready-soon";
import { Conditions } from "./conditions";
import { ClientList } from "./client-list";
import { Tabs, Total } from "./tabs";

export async function generateMetadata() {
  return { title: (await getTranslations("portfolio"))("title") };
}

/** The clients of the viewer: an advisor's own, a supervisor's to read. All that is chosen here is in the address. */
export default async function PortfolioPage({ searchParams }: PageProps<"/portfolio">) {
  const viewer = await requireAbility("client.view");
  const filter = parsePortfolioFilter(await searchParams, openText);
  // Asked for first, as it is the shorter answer; the rows do not wait for it.
  const counts = countTabs(viewer, filter);
  const page = listPortfolio(viewer, filter);
  const [{ areRowsReady, isCountReady }, choices, t, common] = await Promise.all([
    rowsSoon(page, counts), readPortfolioChoices(viewer), getTranslations("portfolio"), getTranslations("common"),
  ]);
  const isSupervisor = viewer.role === "SUPERVISOR";
  return (
    <>
      <PageHeader title={t(isSupervisor ? "supervisedTitle" : "title")} lead={isSupervisor ? t("supervisedLead") : undefined} />
      <WhenReady isReady={isCountReady} waiting={<Tabs filter={filter} />}><Tabs filter={filter} counts={counts} /></WhenReady>
      <Conditions filter={filter} choices={choices} />
      <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={common("loading")} rows={12} />}>
        <ClientList viewer={viewer} filter={filter} page={page}
          total={<WhenReady isReady={isCountReady} waiting={null}><Total counts={counts} tab={filter.tab} /></WhenReady>} />
      </WhenReady>
    </>
  );
}
