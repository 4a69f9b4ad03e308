import type { useTranslations } from "next-intl";
import type { LoadFigures } from "@/lib/domain/workload";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

const MINUTES_AN_HOUR = 60;

/** Hours of so many minutes, to the half hour. */
export function hoursWords(locale: Locale, minutes: number): string {
  return formatNumber(locale, Math.round((2 * minutes) / MINUTES_AN_HOUR) / 2, 1);
}

/** How loaded someone is, in figures and in words: never by colour alone. */
export function loadWords(locale: Locale, { percent, state }: Pick<LoadFigures, "percent" | "state">, t: ReturnType<typeof useTranslations<"workload">>): { percent: string; state: string } {
  return { percent: percent === null ? t("noCapacity") : formatPercent(locale, percent / 100), state: t(`state.${state}`) };
}
