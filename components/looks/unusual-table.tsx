import type { Route } from "next";
import Link from "next/link";
import type { ControlCommand } from "@/components/control/use-command";
import table from "@/components/ui/data-table.module.css";
import { Panel } from "@/components/ui/panel";
import type { Day } from "@/lib/domain/dates";
import { closingRefusal, DAY_STATES, stateOf, type DayState, type ReadDay, type UnusualDay } from "@/lib/domain/unusual-reading";
import { formatDay, formatInstant, formatNumber } from "@/lib/i18n/format";
import { CloseDayButton, type CloseDayWords } from "./close-day-button";
import styles from "./looks.module.css";
import type { LooksWording } from "./trail-table";

type ShownDay = ReadDay & { userName: string };
type UnusualTableProps = { days: readonly ShownDay[]; state: DayState; viewerId: number; today: Day; dismiss: string; close: ControlCommand; wording: LooksWording };

/** The days that stand out, each with its reasons and their numbers, the trail of that day behind it, and what supervisors said of it. */
export function UnusualTable({ days, state, wording, ...row }: UnusualTableProps) {
  const { t } = wording;
  const shown = days.filter((day) => stateOf(day) === state);
  return (
    <Panel title={t("unusual.title")} lead={t("unusual.lead")}>
      <States days={days} state={state} wording={wording} />
      {shown.length === 0 ? <p className={styles.none}>{t(`unusual.none.${state}`)}</p> : (
        <div className={`${table.frame} ${table.cards}`}>
          <table className={table.table} aria-label={t("unusual.list")}>
            <thead><tr>{(["day", "who", "why", "note"] as const).map((column) => <th key={column} scope="col">{t(`unusual.column.${column}`)}</th>)}</tr></thead>
            <tbody>{shown.map((day) => <DayRow key={`${day.userId} ${day.day}`} day={day} wording={wording} {...row} />)}</tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** Those that wait and those that are closed, as links, with how many there are. */
function States({ days, state, wording: { locale, t } }: Pick<UnusualTableProps, "days" | "state" | "wording">) {
  return (
    <nav aria-label={t("unusual.states")}>
      <ul className={styles.states}>
        {DAY_STATES.map((one) => (
          <li key={one}>
            <Link href={`/supervision/looks?state=${one}`} prefetch={false} scroll={false} aria-current={one === state ? "true" : undefined}>
              {t(`unusual.state.${one}`)} <span>{formatNumber(locale, days.filter((day) => stateOf(day) === one).length)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type DayRowProps = Pick<UnusualTableProps, "viewerId" | "today" | "dismiss" | "close" | "wording"> & { day: ShownDay };

function DayRow({ day, viewerId, today, dismiss, close, wording }: DayRowProps) {
  const { locale, t } = wording;
  const { userId, userName, signs, notes } = day;
  const words = { person: userName, day: formatDay(locale, day.day) };
  const refusal = closingRefusal({ userId: viewerId }, day, today);
  return (
    <tr>
      <th scope="row" className={table.title}>
        <Link prefetch={false} className={table.rowLink} href={`/supervision/looks?person=${userId}&from=${day.day}&until=${day.day}` as Route} aria-label={t("unusual.see", words)}>{formatDay(locale, day.day, "weekday")}</Link>
      </th>
      <td data-label={t("unusual.column.who")} className={table.wide}>{userName}</td>
      <td data-label={t("unusual.column.why")} className={table.wide}>
        <ul className={styles.signs}>{signs.map((sign) => <li key={sign.sign}>{signWords(sign, wording)}</li>)}</ul>
      </td>
      <td data-label={t("unusual.column.note")} className={table.wide}>
        {notes.map(({ id, authorName, writtenAt, text }) => (
          <blockquote key={id} className={styles.note}>
            <p>{text}</p>
            <footer>{t("unusual.noted", { person: authorName, at: formatInstant(locale, new Date(writtenAt)) })}</footer>
          </blockquote>
        ))}
        {refusal === null
          ? <div className={table.above}><CloseDayButton of={{ userId, day: day.day }} close={close} words={closeWords(stateOf(day), words, { dismiss, wording })} /></div>
          : <span className={table.muted}>{t(`unusual.refusal.${refusal}`)}</span>}
      </td>
    </tr>
  );
}

function signWords({ sign, count, usual, from }: UnusualDay, { locale, t }: LooksWording): string {
  return t(`unusual.${sign}`, { count, usual: formatNumber(locale, usual), from });
}

function closeWords(state: DayState, words: { person: string; day: string }, { dismiss, wording: { t } }: { dismiss: string; wording: LooksWording }): CloseDayWords {
  return {
    open: t(`close.open.${state}`), name: t(`close.name.${state}`, words), title: t("close.title", words), hint: t("close.hint"), text: t("close.text"), confirm: t(`close.open.${state}`),
    saved: t("close.saved"), gone: t("close.gone"), dismiss,
  };
}
