"use client";
import { useMemo, useRef, useState, type MouseEvent, type ReactNode } from "react";
import { SelectBox, SelectPageBox } from "@/components/bulk/select-box";
import { ScoreDots } from "@/components/clients/score-dots";
import { SegmentChip } from "@/components/clients/segment-chip";
import { useFollowedLinks } from "@/components/followed-links";
import type { LogActions } from "@/components/interactions/log-interaction";
import { PreviewArea } from "@/components/preview/preview-area";
import { openPreview, usePreviewed } from "@/components/preview/preview-place";
import { useReturnedRow } from "@/components/returned-row";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";
import { LogDialogWithWords, useLogDialogWithWordsAtHand } from "./log-dialog-with-words";
import styles from "./portfolio-table.module.css";
import type { PortfolioRow } from "./row-words";

/** A column that sorts the list: where its heading leads, and how the list is sorted by it now. */
type Heading = { label: string; href?: string; sorted?: "ascending" | "descending" };

export type TableWords = {
  list: string;
  noAction: string;
  log: string;
  logFor: string;
  client: Heading;
  /** Beside the client, in this order. */
  columns: readonly (Heading & { name: PortfolioColumn })[];
  logHeading: string;
  select: string;
  selectPage: string;
  previewOf: string;
};

type PortfolioTableProps = {
  /** PortfolioRow[] as JSON: as one text, a thousand values are not walked three times on their way to the browser. */
  rows: string;
  words: TableWords;
  /** What a client's page is told of this list: `from=portfolio&segment=DEVELOP`. */
  origin: string;
  /** Null where one may only read. */
  logActions: LogActions | null;
  /** The list whose clients may be chosen, as its address; null where there is nothing to choose them for. */
  selectable: string | null;
  isCompact: boolean;
};

/** So many columns have room beside the client on any desk. */
const ROOM = 6;

/** The rows of a portfolio: plain elements, and one listener for all of them. */
export function PortfolioTable({ rows: packed, words, origin, logActions, selectable, isCompact }: PortfolioTableProps) {
  const rows = useMemo(() => JSON.parse(packed) as PortfolioRow[], [packed]);
  const [logged, setLogged] = useState<PortfolioRow | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const followLink = useFollowedLinks();
  const table = useRef<HTMLTableElement>(null);
  useReturnedRow(table);
  const previewed = usePreviewed();
  const mayLog = logActions !== null;
  useLogDialogWithWordsAtHand(mayLog);
  const openLog = (row: PortfolioRow) => {
    setLogged(row);
    setIsOpen(true);
  };
  const onClick = (event: MouseEvent) => {
    const row = rows.find(({ id }) => id === clicked(event.target, "log"));
    if (row) openLog(row);
    const asked = clicked(event.target, "preview");
    if (asked !== null) openPreview(asked);
    followLink(event);
  };
  return (
    <PreviewArea rows={rows.map(({ id }) => id)} origin={origin} logActions={logActions} list={table}>
      <div className={styles.frame} style={phoneLabels(words)}>
        <table ref={table} className={styles.table} data-compact={isCompact || undefined} data-wide={words.columns.length > ROOM || undefined} aria-label={words.list} onClick={onClick}>
          <Headings words={words} selection={selectable !== null && <SelectPageBox list={selectable} ids={rows.map(({ id }) => id)} label={words.selectPage} />} />
          <tbody>{rows.map((row) => <Row key={row.id} row={row} words={words} origin={origin} mayLog={mayLog} selectable={selectable} isPreviewed={row.id === previewed} />)}</tbody>
        </table>
      </div>
      {logActions && logged && (
        <LogDialogWithWords {...logActions} open={isOpen} onClose={() => setIsOpen(false)}
          client={{ id: logged.id, name: `${logged.firstName} ${logged.lastName}` }} action={logged.answered} />
      )}
    </PreviewArea>
  );
}

function Headings({ words: { client, columns, logHeading }, selection }: { words: TableWords; selection: ReactNode }) {
  return (
    <thead><tr>
      {selection && <td>{selection}</td>}
      <HeadingCell {...client} />
      {columns.map((column) => <HeadingCell key={column.name} {...column} />)}
      <th scope="col"><span className="visually-hidden">{logHeading}</span></th>
    </tr></thead>
  );
}

function HeadingCell({ name, label, href, sorted }: Heading & { name?: PortfolioColumn }) {
  return <th scope="col" data-column={name} aria-sort={sorted}>{href === undefined ? label : <a href={href}>{label}</a>}</th>;
}

type RowProps = { row: PortfolioRow; words: TableWords; origin: string; mayLog: boolean; selectable: string | null; isPreviewed: boolean };

function Row({ row, words, origin, mayLog, selectable, isPreviewed }: RowProps) {
  return (
    <tr>
      {selectable !== null && <td><SelectBox list={selectable} id={row.id} label={`${words.select} ${row.firstName} ${row.lastName}`} /></td>}
      <th scope="row"><a href={`/clients/${row.id}?${origin}`}><b>{row.lastName}</b>{` ${row.firstName}`}</a> <small>{row.about}</small></th>
      {words.columns.map(({ name }) => <td key={name} data-column={name}>{cellOf(name, row, words)}</td>)}
      <td>
        <button type="button" data-preview={row.id} aria-expanded={isPreviewed} aria-label={`${words.previewOf} ${row.firstName} ${row.lastName}`} />
        {mayLog && <button type="button" data-log={row.id} aria-label={`${words.logFor} ${row.firstName} ${row.lastName}`}>{words.log}</button>}
      </td>
    </tr>
  );
}

function cellOf(column: PortfolioColumn, row: PortfolioRow, words: TableWords): ReactNode {
  switch (column) {
    case "segment":
      return <SegmentChip segment={row.segment} label={row.segmentLabel} />;
    case "scores":
      return <><i>PNB </i><ScoreDots score={row.pnbScore} /><br /><i>MIRE </i><ScoreDots score={row.mireScore} /></>;
    case "action":
      return row.action ? <>{row.action.title}<small data-late={row.action.isLate || undefined}>{row.action.when}</small></> : <small>{words.noAction}</small>;
    case "contact":
      return <>{row.contact.day}<small data-late={row.contact.isLate || undefined}>{row.contact.ago}</small></>;
    case "pnb":
    case "advisor":
    case "service":
    case "products":
    case "wealth":
    case "review":
      return row.texts[column];
  }
}

/** On a phone a row is a card, and each part says what it is: once for the whole table, by the style sheet. */
function phoneLabels({ columns }: TableWords): React.CSSProperties {
  const entries = columns.map(({ name, label }) => [`--label-${name}`, JSON.stringify(label)]);
  return Object.fromEntries(entries) as React.CSSProperties;
}

/** Whose button of this kind it is; null: none. */
function clicked(target: EventTarget, kind: "log" | "preview"): number | null {
  const button = target instanceof Element ? target.closest<HTMLElement>(`button[data-${kind}]`) : null;
  return button ? Number(button.dataset[kind]) : null;
}
