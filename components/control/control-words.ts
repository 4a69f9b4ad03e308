import type { StratumName } from "@/lib/domain/control-campaign";
import type { Interval } from "@/lib/domain/proportion";
import { formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import type { getTranslations } from "@/lib/i18n/translations";

type Words = Awaited<ReturnType<typeof getTranslations<"control">>>;
type DomainWords = Awaited<ReturnType<typeof getTranslations<"domain">>>;
export type ControlWording = { locale: Locale; t: Words; domain: DomainWords };

/** A share with one decimal: `92,3 %`. */
export function rateWords(locale: Locale, share: number): string {
  return `${formatNumber(locale, share * 100, 1)}${locale === "fr" ? "\u00a0" : ""}%`;
}

export function intervalWords(locale: Locale, { low, high }: Interval): string {
  return `${rateWords(locale, low)} – ${rateWords(locale, high)}`;
}

/** Advisor, segment and kind of a stratum, as far as it tells them apart. */
export function stratumWords({ advisorName, segment, kind }: StratumName, { t, domain }: Omit<ControlWording, "locale">): string {
  const parts = [advisorName, segment && domain(`segment.${segment}`), kind && domain(`actionKind.${kind}`)].filter(Boolean);
  return parts.length === 0 ? t("stratum.all") : parts.join(" · ");
}
