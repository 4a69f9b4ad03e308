"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useId, useOptimistic, useRef, useState, useTransition } from "react";
import { BookmarkIcon, ColumnsIcon, FilterIcon } from "@/components/ui/icons";
import button from "@/components/ui/button.module.css";
import type { ActionResult } from "@/lib/errors";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";
import { ClientSearch } from "./client-search";
import { FilterPanel } from "./filter-panel";
import { LayoutPanel } from "./lazy-layout-panel";
import styles from "./portfolio-toolbar.module.css";
import { changedQuery, listAddress, viewAddress, type Changes } from "./query";
import { useFilterFields, type ListFields } from "./use-filter-fields";
import { ViewChanges, ViewsPanel } from "./views/lazy-views";
import type { ShownView, ViewCommands } from "./views/view-commands";

/** Hides what was typed in a token that an address may carry; null for nothing typed. */
export type SealSearch = (input: unknown) => Promise<ActionResult<string | null>>;

export type ToolbarWords = {
  search: { label: string; submit: string };
  sort: string;
  filters: string;
  panel: string;
  any: string;
  layout: string;
  views: string;
};

/** `name`: the views, opened to give the list a name. */
type PanelName = "views" | "name" | "filters" | "layout";

type PortfolioToolbarProps = {
  /** The list as it stands, from its first page on. */
  query: string;
  text: string;
  listFields: ListFields;
  /** Orders by their name in the address; the first is meant by an address without one. */
  sorts: readonly { value: string; label: string }[];
  /** What the list shows when its address names no columns. */
  defaultColumns: readonly PortfolioColumn[];
  view: ShownView | null;
  viewCommands: ViewCommands;
  words: ToolbarWords;
  sealSearch: SealSearch;
};

/** Finding, filtering, sorting: each choice takes effect at once, and is in the address. */
export function PortfolioToolbar({ query, text, listFields, sorts, defaultColumns, view, viewCommands, words, sealSearch }: PortfolioToolbarProps) {
  const panelId = useId();
  const [open, setOpen] = useState<PanelName | null>(null);
  const viewsButton = useRef<HTMLButtonElement>(null);
  const { shown, choose, lead, isPending } = useAddress(query);
  const chosen = new URLSearchParams(shown);
  const { fields, ask } = useFilterFields(listFields);
  const toggle = (panel: "filters" | "layout") => setOpen(open === panel ? null : panel);
  const toggleFilters = () => {
    ask();
    toggle("filters");
  };
  const isViewsOpen = open === "views" || open === "name";
  const openView = (id: string | null) => {
    lead(viewAddress(id));
    viewsButton.current?.focus();
    setOpen(null);
  };
  return (
    <div className={styles.toolbar} data-pending={isPending} aria-busy={isPending}>
      <div className={styles.line}>
        <ClientSearch text={text} words={words.search} sealSearch={sealSearch} onSealed={(token) => choose(searchFor(token))} />
        <button ref={viewsButton} type="button" className={`${button.quiet} ${styles.views}`} aria-expanded={isViewsOpen} aria-controls={panelId} onClick={() => setOpen(isViewsOpen ? null : "views")}>
          <BookmarkIcon size={16} /><span>{words.views}</span>
        </button>
        <button type="button" className={button.quiet} aria-expanded={open === "filters"} aria-controls={panelId} onPointerEnter={ask} onClick={toggleFilters}>
          <FilterIcon size={16} />{words.filters}
        </button>
        <button type="button" className={button.quiet} aria-expanded={open === "layout"} aria-controls={panelId} onClick={() => toggle("layout")}>
          <ColumnsIcon size={16} />{words.layout}
        </button>
        <label className={styles.sort}>
          <span>{words.sort}</span>
          <select value={chosen.get("sort") ?? sorts[0]?.value} onChange={(event) => choose({ sort: event.target.value })}>
            {sorts.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
          </select>
        </label>
      </div>
      {view?.isChanged && <ViewChanges query={shown} shown={view} change={viewCommands.change} onSaveAs={() => setOpen("name")} />}
      {isViewsOpen && <ViewsPanel key={open} id={panelId} isNaming={open === "name"} query={shown} shown={view} commands={viewCommands} onOpen={openView} />}
      {open === "layout" && <LayoutPanel id={panelId} chosen={chosen} defaults={defaultColumns} onChange={choose} />}
      {open === "filters" && <FilterPanel id={panelId} label={words.panel} any={words.any} fields={fields} chosen={chosen} onChoose={(name, value) => choose({ [name]: value })} />}
    </div>
  );
}

/**
 * Leads to the same list with one condition changed. The controls show the choice at once, a second choice builds on
 * the first, and the present rows stay until the new ones are there.
 */
function useAddress(query: string) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [shown, show] = useOptimistic(query);
  const choose = (changes: Changes) => {
    const changed = changedQuery(shown, changes);
    startTransition(() => {
      show(changed);
      router.push(listAddress(changed));
    });
  };
  const lead = (address: string) => startTransition(() => router.push(address as Route));
  return { shown, choose, lead, isPending };
}

/** Whoever looks for a name does not know the segment: a search goes through all of them. */
function searchFor(token: string | null): Changes {
  return token === null ? { q: null } : { q: token, segment: null };
}
