import { FilterChips } from "@/components/portfolio/filter-chips";
import { activeFields, filterFields, NO_CHOICES, type FilterWording } from "@/components/portfolio/filter-fields";
import { PortfolioToolbar } from "@/components/portfolio/portfolio-toolbar";
import { changedQuery, listAddress } from "@/components/portfolio/query";
import type { ShownView, ViewCommands } from "@/components/portfolio/views/view-commands";
import type { PortfolioChoices } from "@/lib/data/portfolio-choices";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";
import { hasConditions, PORTFOLIO_SORTS, portfolioQuery, withChange, withoutConditions, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { listFilterFieldsAction, sealSearchAction } from "./server-actions";
import { changeViewAction, chooseDefaultAction, listViewsAction, removeViewAction, saveViewAction } from "./view-actions";

const VIEW_COMMANDS: ViewCommands = { list: listViewsAction, save: saveViewAction, change: changeViewAction, remove: removeViewAction, chooseDefault: chooseDefaultAction };

type ConditionsProps = {
  defaultColumns: readonly PortfolioColumn[];
  view: ShownView | null;
  /** What the way to the views is called. */
  viewsLabel: string;
  filter: PortfolioFilter;
  /** Null for a filter that names none of them. */
  choices: PortfolioChoices | null;
  wording: FilterWording;
};

/** Search, filters and order, and below them the conditions in force. */
export function Conditions({ defaultColumns, view, viewsLabel, filter, choices, wording }: ConditionsProps) {
  const { t } = wording;
  const query = portfolioQuery(withChange(filter, {}));
  const active = hasConditions(filter) ? activeFields(filterFields(filter, choices ?? NO_CHOICES, wording), wording) : [];
  const found = filter.text ? [{ name: "q", words: t("search.found", { text: filter.text.value }) }] : [];
  const chips = [...found, ...active].map(({ name, words }) => ({
    name,
    words,
    href: listAddress(changedQuery(query, { [name]: null })),
    removeLabel: t("filter.remove", { words }),
  }));
  const sorts = PORTFOLIO_SORTS.flatMap((sort) => [sort, `-${sort}`] as const);
  return (
    <>
      <PortfolioToolbar query={query} text={filter.text?.value ?? ""} listFields={listFilterFieldsAction} sealSearch={sealSearchAction} defaultColumns={defaultColumns} view={view} viewCommands={VIEW_COMMANDS}
        sorts={sorts.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        words={{
          search: { label: t("search.label"), submit: t("search.submit") },
          sort: t("sort.label"),
          filters: active.length === 0 ? t("filter.open") : t("filter.openCount", { count: active.length }),
          panel: t("filter.panel"),
          any: t("filter.any"),
          layout: t("layout"),
          views: view?.name ?? viewsLabel,
        }} />
      {chips.length > 0 && (
        <FilterChips label={t("filter.active")} chips={chips}
          reset={{ href: listAddress(portfolioQuery(withoutConditions(filter))), label: t("filter.reset") }} />
      )}
    </>
  );
}
