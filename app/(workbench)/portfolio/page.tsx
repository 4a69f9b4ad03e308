import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { openText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countTabs, listPortfolio } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { parsePortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { readySoon } from "../ready-soon";
import { Conditions } from "./conditions";
import { ClientList } from "./client-list";
import { Tabs } from "./tabs";

export async function generateMetadata() {
  return { title: (await getTranslations("portfolio"))("title") };
}

/** The clients of the viewer: an advisor's own, a supervisor's to read. All that is chosen here is in the address. */
export default async function PortfolioPage({ searchParams }: PageProps<"/portfolio">) {
  const viewer = await requireAbility("client.view");
  const filter = parsePortfolioFilter(await searchParams, openText);
  const page = listPortfolio(viewer, filter);
  const counts = countTabs(viewer, filter);
  const [choices, t, common] = await Promise.all([readPortfolioChoices(viewer), getTranslations("portfolio"), getTranslations("common"), readySoon(page), readySoon(counts)]);
  const isSupervisor = viewer.role === "SUPERVISOR";
  return (
    <>
      <PageHeader title={t(isSupervisor ? "supervisedTitle" : "title")} lead={isSupervisor ? t("supervisedLead") : undefined} />
      <Suspense fallback={<Tabs filter={filter} />}><Tabs filter={filter} counts={counts} /></Suspense>
      <Conditions filter={filter} choices={choices} />
      <Suspense fallback={<SkeletonRows label={common("loading")} rows={12} />}>
        <ClientList viewer={viewer} filter={filter} page={page} counts={counts} />
      </Suspense>
    </>
  );
}
