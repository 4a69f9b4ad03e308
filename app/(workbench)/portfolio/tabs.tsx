import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { addressOf } from "@/components/portfolio/query";
import { SegmentTabs } from "@/components/portfolio/segment-tabs";
import type { TabCounts } from "@/lib/data/portfolio";
import { formatNumber } from "@/lib/i18n/format";
import { PORTFOLIO_TABS, portfolioQuery, withChange, type PortfolioFilter, type PortfolioTab } from "@/lib/schemas/portfolio-filter";

/** The segments, each with how many clients it holds under the other conditions. */
export async function Tabs({ filter, counts }: { filter: PortfolioFilter; counts?: Promise<TabCounts> }) {
  const [t, domain, locale, counted] = await Promise.all([getTranslations("portfolio.tabs"), getTranslations("domain.segment"), getLocale(), counts]);
  const wordsOf = (tab: PortfolioTab) => (tab === "NEW" || tab === "DEPARTED" ? t(tab) : domain(tab));
  const tabOf = (tab: PortfolioTab | null, label: string) => ({
    name: tab ?? "ALL",
    label,
    href: addressOf("/portfolio", portfolioQuery(withChange(filter, { tab }))),
    isCurrent: filter.tab === tab,
  });
  const inWords = counted && Object.entries({ ...counted, ALL: clientsWithBank(counted) }).map(([name, count]) => [name, formatNumber(locale, count)]);
  return (
    <SegmentTabs label={t("label")} counts={inWords ? Object.fromEntries(inWords) : null}
      tabs={[tabOf(null, t("ALL")), ...PORTFOLIO_TABS.map((tab) => tabOf(tab, wordsOf(tab)))]} />
  );
}

/** How many clients the list has in all: known after its rows are. */
export async function Total({ counts, tab }: { counts: Promise<TabCounts>; tab: PortfolioFilter["tab"] }) {
  const [t, locale, counted] = await Promise.all([getTranslations("portfolio.page"), getLocale(), counts]);
  return t("of", { total: formatNumber(locale, tab === null ? clientsWithBank(counted) : counted[tab]) });
}

/** Those who have left stand in a list of their own. */
function clientsWithBank({ DEPARTED: _departed, ...counts }: TabCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
