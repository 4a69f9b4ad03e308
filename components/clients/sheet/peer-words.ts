import type { useTranslations } from "next-intl";
import type { PeerBenchmark } from "@/lib/domain/peers";
import { dimensionsOf, PROFILE_DIMENSIONS, UNKNOWN, type ProfileDimension } from "@/lib/domain/profile";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages/fr";

export type PeerWording = { locale: Locale; t: ReturnType<typeof useTranslations<"client.scores">>; domain: ReturnType<typeof useTranslations<"domain">> };

type Words = Messages["domain"];

/** In the order in which one says it: who, then where, then what they earn. */
const SPOKEN_ORDER: readonly ProfileDimension[] = ["age", "occupation", "zone", "income", "marital", "region"];

/** `35–44 ans, employés, urbain, 30–45 k€ ; 1 284 clients`: the dimensions kept, and how many clients share them. */
export function peersInWords({ cell, n }: Pick<PeerBenchmark, "cell" | "n">, { t, domain }: PeerWording): string {
  const kept = new Map(dimensionsOf(cell).map(({ dimension, value }) => [dimension, value]));
  const words = SPOKEN_ORDER.flatMap((dimension) => {
    const value = kept.get(dimension);
    return value === undefined ? [] : [valueInWords(dimension, value, { t, domain })];
  });
  const profile = words.length === 0 ? t("wholeBank") : words.join(", ");
  return t("peers", { profile, count: n });
}

/** The dimensions that were dropped, in words; empty when all were kept. */
export function droppedInWords(cell: string, { t }: PeerWording): string {
  const kept = dimensionsOf(cell).length;
  return PROFILE_DIMENSIONS.slice(kept).map((dimension) => t(`dimension.${dimension}`)).join(", ");
}

function valueInWords(dimension: ProfileDimension, value: string, { t, domain }: Omit<PeerWording, "locale">): string {
  switch (dimension) {
    case "age":
      return lowerFirst(domain(`ageBand.${value as keyof Words["ageBand"]}`));
    case "occupation":
      return lowerFirst(domain(`occupation.${value === UNKNOWN ? "UNKNOWN" : (value as keyof Words["occupation"])}`));
    case "zone":
      return lowerFirst(domain(`zone.${value === UNKNOWN ? "UNKNOWN" : (value as keyof Words["zone"])}`));
    case "income":
      return lowerFirst(domain(`incomeBand.${value as keyof Words["incomeBand"]}`));
    case "marital":
      return lowerFirst(domain(`maritalStatus.${value === UNKNOWN ? "UNKNOWN" : (value as keyof Words["maritalStatus"])}`));
    case "region":
      return value === UNKNOWN ? t("regionUnknown") : value;
  }
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
