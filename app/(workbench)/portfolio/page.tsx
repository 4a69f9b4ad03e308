import Link from "next/link";
import button from "@/components/ui/button.module.css";
import { ChevronRightIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { requireAbility } from "@/lib/auth/viewer";
import { countTabs, listPortfolio } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { getTranslations } from "@/lib/i18n/translations";
import { DEFAULT_COLUMNS } from "@/lib/schemas/list-layout";
import { namesChoices } from "@/lib/schemas/portfolio-filter";
import { roundOf } from "@/lib/schemas/round";
import { rowsSoon, WhenThere } from "../ready-soon";
import { Conditions } from "./conditions";
import { ClientList } from "./client-list";
import styles from "./portfolio.module.css";
import { readShownList, shownView } from "./shown-list";
import { Tabs, totalWords } from "./tabs";
import { readWording } from "./wording";

export async function generateMetadata() {
  return { title: (await getTranslations("portfolio"))("title") };
}

/** The clients of the viewer: an advisor's own, a supervisor's to read. All that is chosen here is in the address. */
export default async function PortfolioPage({ searchParams }: PageProps<"/portfolio">) {
  const viewer = await requireAbility("client.view");
  const { filter, view: findingView } = await readShownList(viewer, await searchParams);
  // Asked for first, as it is the shorter answer; the rows do not wait for it.
  const counting = countTabs(viewer, filter);
  const listing = listPortfolio(viewer, filter);
  const [{ areRowsReady, isCountReady }, choices, wording, common, views, found] = await Promise.all([
    rowsSoon(listing, counting), namesChoices(filter) ? readPortfolioChoices(viewer) : null, readWording(), getTranslations("common"), getTranslations("listViews"), findingView,
  ]);
  const { t } = wording;
  const counts = isCountReady ? await counting : counting;
  const page = areRowsReady ? await listing : listing;
  const isSupervisor = viewer.role === "SUPERVISOR";
  const defaultColumns = DEFAULT_COLUMNS[isSupervisor ? "supervised" : "own"];
  return (
    <>
      <PageHeader title={t(isSupervisor ? "supervisedTitle" : "title")} lead={isSupervisor ? t("supervisedLead") : undefined}
        actions={<Link href={`/round?${roundOf({ name: "portfolio", filter })}`} prefetch={false} className={button.quiet}>{t("round")} <ChevronRightIcon size={16} /></Link>} />
      <WhenThere what={counts} waiting={<Tabs filter={filter} wording={wording} counts={null} />}>
        {(known) => <Tabs filter={filter} wording={wording} counts={known} />}
      </WhenThere>
      {found.isMissing && <p role="status" className={styles.missing}>{views("missing")}</p>}
      <Conditions view={shownView(filter, found.saved, views)} viewsLabel={views("open")} defaultColumns={defaultColumns} filter={filter} choices={choices} wording={wording} />
      <WhenThere what={page} waiting={<SkeletonRows label={common("loading")} rows={12} />}>
        {(known) => (
          <ClientList viewer={viewer} filter={filter} columns={filter.columns ?? defaultColumns} page={known} wording={wording}
            total={<WhenThere what={counts} waiting={null}>{(counted) => totalWords(counted, filter.tab, wording)}</WhenThere>} />
        )}
      </WhenThere>
    </>
  );
}
