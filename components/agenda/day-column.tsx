"use client";
import Link from "next/link";
import type { Route } from "next";
import { useId, type CSSProperties } from "react";
import { Tag } from "@/components/ui/tag";
import { lanesOf, type Agenda, type AgendaEntry, type AgendaPlace } from "@/lib/domain/agenda";
import { isPublicHoliday } from "@/lib/domain/call-hours";
import type { Day } from "@/lib/domain/dates";
import { clockOf } from "@/lib/domain/local-time";
import { formatDay } from "@/lib/i18n/format";
import styles from "./agenda.module.css";
import { EntryItem, type EntryTools } from "./entry-item";

export type Hours = { first: number; last: number };

type DayColumnProps = {
  day: Day;
  agenda: Agenda;
  hours: Hours;
  tools: EntryTools;
  /** Of a week: the day's own page is a click away. */
  isLinked: boolean;
  /** Where what is being dragged would go, when that is here. */
  dropPlace: AgendaPlace | null;
};

/** One day: what has no hour, then what has, where the hours are drawn at its own height. */
export function DayColumn({ day, agenda, hours, tools, isLinked, dropPlace }: DayColumnProps) {
  const id = useId();
  const { wording: { locale, today, t } } = tools;
  const entries = agenda.entries.filter(({ on }) => on === day);
  const anyTime = entries.filter(({ minute }) => minute === null);
  const laned = lanesOf(entries);
  const beyond = agenda.beyond[day] ?? 0;
  const name = formatDay(locale, day, isLinked ? "weekday" : "long");
  return (
    <section className={styles.day} aria-labelledby={id} data-day={day} data-today={day === today} data-past={day < today} data-empty={entries.length === 0}>
      <header className={styles.dayHead}>
        <h2 id={id}>{isLinked ? <Link href={`/agenda?day=${day}` as Route} prefetch={false} draggable={false}>{name}</Link> : name}</h2>
        {day === today && <Tag tone="info">{t("isToday")}</Tag>}
        {isPublicHoliday(day) && <Tag tone="warning">{t("holiday")}</Tag>}
      </header>
      <div className={styles.anyTime} data-over={dropPlace?.minute === null}>
        {anyTime.length > 0 && <ul aria-label={t("anyTime")}>{anyTime.map((entry) => <EntryItem key={entry.id} entry={entry} tools={tools} />)}</ul>}
        {beyond > 0 && <p className={styles.beyond}>{isLinked ? <Link href={`/agenda?day=${day}` as Route} prefetch={false}>{t("beyond", { count: beyond })}</Link> : t("beyond", { count: beyond })}</p>}
        {entries.length === 0 && <p className={styles.nothing}>{t("nothing")}</p>}
      </div>
      <div className={styles.hours} data-first-hour={hours.first} data-last-hour={hours.last} style={{ "--hours": hours.last - hours.first } as CSSProperties}>
        {laned.length > 0 && (
          <ul aria-label={t("atHour")}>{laned.map(({ entry, lane, lanes }) => <EntryItem key={entry.id} entry={entry} tools={tools} style={placeStyle(entry, hours, { lane, lanes })} />)}</ul>
        )}
        {day === today && <span className={styles.now} style={{ "--from": agenda.minute / 60 - hours.first } as CSSProperties} aria-hidden="true" />}
        {dropPlace !== null && dropPlace.minute !== null && <span className={styles.slot} style={placeStyle(dropPlace, hours, { lane: 0, lanes: 1 })} aria-hidden="true">{clockOf(dropPlace.minute)}</span>}
      </div>
    </section>
  );
}

/** In hours from the top of the grid, and in shares of its width. */
function placeStyle({ minute, lengthMinutes }: Pick<AgendaEntry, "minute" | "lengthMinutes">, { first }: Hours, { lane, lanes }: { lane: number; lanes: number }): CSSProperties {
  return { "--from": (minute ?? 0) / 60 - first, "--length": (lengthMinutes ?? 0) / 60, "--lane": lane, "--lanes": lanes } as CSSProperties;
}
