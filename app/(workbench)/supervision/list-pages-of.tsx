import { getLocale, getTranslations } from "@/lib/i18n/translations";
import type { ReactNode } from "react";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import { sealText } from "@/lib/auth/sealed-text";
import type { Page } from "@/lib/data/keyset";
import { formatNumber } from "@/lib/i18n/format";
import { writePlace, type Place } from "@/lib/schemas/place";
import { portfolioQuery, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";

type ListPagesOfProps = {
  path: "/supervision/actions" | "/supervision/interactions";
  /** The name of this list's order, which its places carry. */
  order: string;
  filter: PortfolioFilter;
  page: Page<unknown>;
  /** Comes when it has been counted. */
  total: ReactNode;
};

/** The ways on through a list behind a figure. */
export async function ListPagesOf({ path, order, filter, page, total }: ListPagesOfProps) {
  const [t, locale] = await Promise.all([getTranslations("portfolio.page"), getLocale()]);
  const addressAt = (place: Place | null) => {
    if (!place) return null;
    const token = sealText("list.place", writePlace(order, place));
    return addressOf(path, portfolioQuery({ ...filter, place: { token, value: place } }));
  };
  const range = t("range", { from: formatNumber(locale, page.from + 1), to: formatNumber(locale, page.from + page.rows.length) });
  return (
    <ListPages label={t("label")} range={range} total={total}
      previous={{ href: addressAt(page.previous), label: t("previous") }} next={{ href: addressAt(page.next), label: t("next") }} />
  );
}

/** How long the list is: as long as the figure said. */
export async function ListTotal({ total }: { total: Promise<number> }) {
  const [t, locale, counted] = await Promise.all([getTranslations("followUp"), getLocale(), total]);
  return t("total", { total: formatNumber(locale, counted) });
}
