import Link from "next/link";
import type { Route } from "next";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, ChevronRightIcon } from "@/components/ui/icons";
import { addDays, type Day } from "@/lib/domain/dates";
import { daysOf, weekOf } from "@/lib/domain/weeks";
import { formatDay } from "@/lib/i18n/format";
import type { AgendaSpan } from "@/lib/schemas/agenda";
import styles from "./agenda.module.css";

/** Before, now, after, and the other view: links, so that each is an address of its own. */
export async function AgendaNav({ span, today }: { span: AgendaSpan; today: Day }) {
  const [t, locale] = await Promise.all([getTranslations("agenda"), getLocale()]);
  const days = span.view === "week" ? daysOf(span.week) : [span.day];
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const to = (day: Day) => (span.view === "week" ? `/agenda?week=${weekOf(day)}` : `/agenda?day=${day}`) as Route;
  const shown = days.includes(today) ? today : first;
  const week = span.view === "week";
  return (
    <nav className={styles.nav} aria-label={t("nav")}>
      <ul>
        <li><Link href={to(addDays(first, -1))} prefetch={false} className={button.quiet} aria-label={t(week ? "previousWeek" : "previousDay")}><ChevronLeftIcon size={16} /></Link></li>
        <li><Link href={to(today)} prefetch={false} className={button.quiet}>{t(week ? "thisWeek" : "today")}</Link></li>
        <li><Link href={to(addDays(last, 1))} prefetch={false} className={button.quiet} aria-label={t(week ? "nextWeek" : "nextDay")}><ChevronRightIcon size={16} /></Link></li>
      </ul>
      <p className={styles.span}>{week ? t("week", { number: span.week.slice(6), from: formatDay(locale, first), until: formatDay(locale, last) }) : formatDay(locale, first, "long")}</p>
      <ul className={styles.views} aria-label={t("views")}>
        <li><Link href={`/agenda?week=${weekOf(shown)}` as Route} prefetch={false} className={button.quiet} aria-current={week ? "true" : undefined}>{t("weekView")}</Link></li>
        <li><Link href={`/agenda?day=${shown}` as Route} prefetch={false} className={button.quiet} aria-current={week ? undefined : "true"}>{t("dayView")}</Link></li>
      </ul>
    </nav>
  );
}
