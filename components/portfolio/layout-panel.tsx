"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import button from "@/components/ui/button.module.css";
import { Choice } from "@/components/ui/choice";
import { ArrowDownIcon, ArrowUpIcon } from "@/components/ui/icons";
import { parseColumns, PORTFOLIO_COLUMNS, writeColumns, type PortfolioColumn } from "@/lib/schemas/list-layout";
import styles from "./layout-panel.module.css";
import type { Changes } from "./query";

export type LayoutPanelProps = {
  id: string;
  /** The list's address, with what was chosen a moment ago. */
  chosen: URLSearchParams;
  /** What the list shows when its address names no columns. */
  defaults: readonly PortfolioColumn[];
  onChange: (changes: Changes) => void;
};

/** Which columns, in which order, and how dense: each choice takes effect at once, and is in the address. */
export function LayoutPanel({ id, chosen, defaults, onChange }: LayoutPanelProps) {
  const t = useTranslations("listViews.layout");
  const columns = parseColumns(chosen.get("cols")) ?? defaults;
  const hidden = PORTFOLIO_COLUMNS.filter((column) => !columns.includes(column));
  const show = (next: readonly PortfolioColumn[]) => onChange({ cols: next.join() === defaults.join() ? null : writeColumns(next) });
  const { list, said, move } = useMoves(columns, show);
  return (
    <div id={id} role="group" aria-label={t("panel")} className={styles.panel}>
      <Choice label={t("rows")} value={chosen.get("rows") === "compact" ? "compact" : "comfortable"}
        options={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
        onChange={(value) => onChange({ rows: value === "compact" ? "compact" : null })} />
      <fieldset className={styles.columns}>
        <legend>{t("columns")}</legend>
        <ol ref={list}>
          {columns.map((column, place) => (
            <ColumnLine key={column} column={column} isShown isOnly={columns.length === 1} onToggle={() => show(columns.filter((other) => other !== column))}
              moves={{ up: place > 0, down: place < columns.length - 1 }} onMove={(by) => move(column, by)} />
          ))}
        </ol>
        {hidden.length > 0 && <ul aria-label={t("hidden")}>{hidden.map((column) => <ColumnLine key={column} column={column} onToggle={() => show([...columns, column])} />)}</ul>}
        <p className="visually-hidden" role="status">{said}</p>
      </fieldset>
      <button type="button" className={button.quiet} disabled={columns.join() === defaults.join()} onClick={() => show(defaults)}>{t("reset")}</button>
    </div>
  );
}

type ColumnLineProps = {
  column: PortfolioColumn;
  onToggle: () => void;
  isShown?: boolean;
  isOnly?: boolean;
  moves?: { up: boolean; down: boolean };
  onMove?: (by: -1 | 1) => void;
};

function ColumnLine({ column, onToggle, isShown = false, isOnly, moves, onMove }: ColumnLineProps) {
  const t = useTranslations("listViews.layout");
  const name = useTranslations("portfolio")(`column.${column}`);
  return (
    <li data-column={column}>
      <label><input type="checkbox" checked={isShown} disabled={isOnly} onChange={onToggle} />{name}</label>
      {moves && onMove && (
        <span>
          <button type="button" data-by="-1" className={button.icon} disabled={!moves.up} aria-label={t("up", { name })} onClick={() => onMove(-1)}><ArrowUpIcon size={16} /></button>
          <button type="button" data-by="1" className={button.icon} disabled={!moves.down} aria-label={t("down", { name })} onClick={() => onMove(1)}><ArrowDownIcon size={16} /></button>
        </span>
      )}
    </li>
  );
}

/** Moves a column, says where it stands then, and keeps the focus on it: at an end, on the button that leads back. */
function useMoves(columns: readonly PortfolioColumn[], show: (next: readonly PortfolioColumn[]) => void) {
  const t = useTranslations("listViews.layout");
  const nameOf = useTranslations("portfolio");
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ column: PortfolioColumn; by: -1 | 1; place: number } | null>(null);
  const [said, say] = useState("");
  useEffect(() => {
    if (!moved.current) return;
    const { column, by, place } = moved.current;
    // What is said of the move may be drawn before the move itself: its buttons are then those of before.
    if (columns.indexOf(column) !== place) return;
    const ofLine = (direction: number) => list.current?.querySelector<HTMLButtonElement>(`[data-column="${column}"] button[data-by="${direction}"]:enabled`);
    (ofLine(by) ?? ofLine(-by))?.focus();
    moved.current = null;
  }, [columns]);
  const move = (column: PortfolioColumn, by: -1 | 1) => {
    const place = columns.indexOf(column) + by;
    moved.current = { column, by, place };
    say(t("moved", { name: nameOf(`column.${column}`), place: place + 1, count: columns.length }));
    show(columns.filter((other) => other !== column).toSpliced(place, 0, column));
  };
  return { list, said, move };
}
