import type { useTranslations } from "next-intl";
import type { ProductName } from "@/lib/domain/action-card";
import { daysBetween, type Day } from "@/lib/domain/dates";
import type { LifeEvent } from "@/lib/domain/life-events";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

export type EventWording = { locale: Locale; today: Day; productNames: Readonly<Record<string, ProductName>>; t: ReturnType<typeof useTranslations<"client.events">> };

/** What happens, in a few words: `65 ans dans 12 jours`. */
export function eventWords(event: LifeEvent, { locale, today, productNames, t }: EventWording): string {
  switch (event.kind) {
    case "BIRTHDAY":
      return t("BIRTHDAY", { age: event.age, days: daysBetween(today, event.on) });
    case "RETIREMENT":
      return t(event.on > today ? "RETIREMENT" : "RETIREMENT_REACHED", { years: event.years, months: event.months });
    case "LOAN_ENDING":
    case "DEPOSIT_ENDING":
      return t(event.kind, { product: productNames[event.productCode]?.[locale] ?? event.productCode });
    case "LARGE_INFLOW":
      return t("LARGE_INFLOW", { amount: formatEuros(locale, event.cents), usual: formatEuros(locale, event.usualCents) });
  }
}

/** The day of an event; of what is known by the month, the month. */
export function eventDay(event: LifeEvent, { locale }: Pick<EventWording, "locale">): string {
  return formatDay(locale, event.on, event.kind === "LARGE_INFLOW" ? "month" : "short");
}
