import type { FilterWording } from "@/components/portfolio/filter-fields";
import { listAddress } from "@/components/portfolio/query";
import { SegmentTabs } from "@/components/portfolio/segment-tabs";
import type { TabCounts } from "@/lib/data/portfolio";
import { formatNumber } from "@/lib/i18n/format";
import { PORTFOLIO_TABS, portfolioQuery, withChange, type PortfolioFilter, type PortfolioTab } from "@/lib/schemas/portfolio-filter";

type TabsProps = { filter: PortfolioFilter; wording: FilterWording; counts: TabCounts | null };

/** The segments, each with how many clients it holds under the other conditions; null: not counted yet. */
export function Tabs({ filter, wording: { locale, t, domain }, counts }: TabsProps) {
  const wordsOf = (tab: PortfolioTab) => (tab === "NEW" || tab === "DEPARTED" ? t(`tabs.${tab}`) : domain(`segment.${tab}`));
  const tabOf = (tab: PortfolioTab | null, label: string) => ({
    name: tab ?? "ALL",
    label,
    href: listAddress(portfolioQuery(withChange(filter, { tab }))),
    isCurrent: filter.tab === tab,
  });
  const inWords = counts && Object.entries({ ...counts, ALL: clientsWithBank(counts) }).map(([name, count]) => [name, formatNumber(locale, count)]);
  return (
    <SegmentTabs label={t("tabs.label")} counts={inWords ? Object.fromEntries(inWords) : null}
      tabs={[tabOf(null, t("tabs.ALL")), ...PORTFOLIO_TABS.map((tab) => tabOf(tab, wordsOf(tab)))]} />
  );
}

/** How many clients the list has in all, in words. */
export function totalWords(counts: TabCounts, tab: PortfolioFilter["tab"], { locale, t }: FilterWording): string {
  return t("page.of", { total: formatNumber(locale, tab === null ? clientsWithBank(counts) : counts[tab]) });
}

/** Those who have left stand in a list of their own. */
function clientsWithBank({ DEPARTED: _departed, ...counts }: TabCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
