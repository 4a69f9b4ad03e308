"use client";
import { useMemo, useRef, useState, type MouseEvent } from "react";
import { ScoreDots } from "@/components/clients/score-dots";
import { SegmentChip } from "@/components/clients/segment-chip";
import { useFollowedLinks } from "@/components/followed-links";
import type { LogActions } from "@/components/interactions/log-interaction";
import { useReturnedRow } from "@/components/returned-row";
import { LogDialogWithWords } from "./log-dialog-with-words";
import styles from "./portfolio-table.module.css";
import type { PortfolioRow } from "./row-words";

/** A column that sorts the list: where its heading leads, and how the list is sorted by it now. */
type Heading = { label: string; href?: string; sorted?: "ascending" | "descending" };

export type TableWords = {
  list: string;
  noAction: string;
  log: string;
  logFor: string;
  headings: Record<"client" | "advisor" | "segment" | "scores" | "pnb" | "action" | "contact" | "log", Heading>;
};

type PortfolioTableProps = {
  /** PortfolioRow[] as JSON: as one text, a thousand values are not walked three times on their way to the browser. */
  rows: string;
  words: TableWords;
  /** What a client's page is told of this list: `from=portfolio&segment=DEVELOP`. */
  origin: string;
  /** Null where one may only read: then the advisor is named instead. */
  logActions: LogActions | null;
};

/** The rows of a portfolio: plain elements, and one listener for all of them. */
export function PortfolioTable({ rows: packed, words, origin, logActions }: PortfolioTableProps) {
  const rows = useMemo(() => JSON.parse(packed) as PortfolioRow[], [packed]);
  const [logged, setLogged] = useState<PortfolioRow | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const followLink = useFollowedLinks();
  const table = useRef<HTMLTableElement>(null);
  useReturnedRow(table);
  const mayLog = logActions !== null;
  const openLog = (row: PortfolioRow) => {
    setLogged(row);
    setIsOpen(true);
  };
  const onClick = (event: MouseEvent) => {
    const row = rows.find(({ id }) => id === clickedLog(event.target));
    if (row) openLog(row);
    followLink(event);
  };
  return (
    <div className={styles.frame} style={phoneLabels(words)}>
      <table ref={table} className={styles.table} aria-label={words.list} onClick={onClick}>
        <Headings headings={words.headings} mayLog={mayLog} />
        <tbody>{rows.map((row) => <Row key={row.id} row={row} words={words} origin={origin} mayLog={mayLog} />)}</tbody>
      </table>
      {logActions && logged && (
        <LogDialogWithWords {...logActions} open={isOpen} onClose={() => setIsOpen(false)}
          client={{ id: logged.id, name: `${logged.firstName} ${logged.lastName}` }} action={logged.answered} />
      )}
    </div>
  );
}

function Headings({ headings, mayLog }: { headings: TableWords["headings"]; mayLog: boolean }) {
  return (
    <thead><tr>
      <HeadingCell {...headings.client} />
      <HeadingCell {...headings.segment} />
      <HeadingCell {...headings.scores} />
      <HeadingCell {...headings.pnb} />
      <HeadingCell {...headings.action} />
      <HeadingCell {...headings.contact} />
      {mayLog ? <th scope="col"><span className="visually-hidden">{headings.log.label}</span></th> : <HeadingCell {...headings.advisor} />}
    </tr></thead>
  );
}

function HeadingCell({ label, href, sorted }: Heading) {
  return <th scope="col" aria-sort={sorted}>{href === undefined ? label : <a href={href}>{label}</a>}</th>;
}

function Row({ row, words, origin, mayLog }: { row: PortfolioRow; words: TableWords; origin: string; mayLog: boolean }) {
  return (
    <tr>
      <th scope="row"><a href={`/clients/${row.id}?${origin}`}><b>{row.lastName}</b>{` ${row.firstName}`}</a> <small>{row.about}</small></th>
      <td><SegmentChip segment={row.segment} label={row.segmentLabel} /></td>
      <td><i>PNB </i><ScoreDots score={row.pnbScore} /><br /><i>MIRE </i><ScoreDots score={row.mireScore} /></td>
      <td>{row.euros}</td>
      {row.action ? <td>{row.action.title}<small data-late={row.action.isLate || undefined}>{row.action.when}</small></td> : <td><small>{words.noAction}</small></td>}
      <td>{row.contact.day}<small data-late={row.contact.isLate || undefined}>{row.contact.ago}</small></td>
      <td>{mayLog ? <button type="button" data-log={row.id} aria-label={`${words.logFor} ${row.firstName} ${row.lastName}`}>{words.log}</button> : row.advisor}</td>
    </tr>
  );
}

/** On a phone a row is a card, and each part says what it is: once for the whole table, by the style sheet. */
function phoneLabels({ headings }: TableWords): React.CSSProperties {
  const entries = Object.entries(headings).map(([name, { label }]) => [`--label-${name}`, JSON.stringify(label)]);
  return Object.fromEntries(entries) as React.CSSProperties;
}

function clickedLog(target: EventTarget): number | null {
  const button = target instanceof Element ? target.closest<HTMLElement>("button[data-log]") : null;
  return button ? Number(button.dataset.log) : null;
}
