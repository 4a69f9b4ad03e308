import type { useTranslations } from "next-intl";
import type { ProductName } from "@/lib/domain/action-card";
import type { SegmentStep } from "@/lib/domain/segment-steps";
import type { Segment } from "@/lib/domain/segments";
import { formatEuros } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

export type StepWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"client.climb">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

/** What the client would take or do: `Livret A`, `Livret A et Assurance habitation`, `5 opérations de plus par mois…`. */
export function stepWords(step: SegmentStep, productNames: Readonly<Record<string, ProductName>>, { locale, t }: StepWording): string {
  const names = step.productCodes.map((code) => productNames[code]?.[locale] ?? code);
  const use = step.income ? t(step.operations > 0 ? "useAndIncome" : "income", { count: step.operations }) : t("use", { count: step.operations });
  const asked = step.operations > 0 || step.income ? [...names, use] : names;
  const [first = "", second] = asked;
  return second === undefined ? capital(first) : t("both", { first: capital(first), second });
}

/** What it gives, and when: `Score MIRE 2 → 3, combiné 6`; the segment too where it leads past the next one. */
export function moveWords(step: SegmentStep, before: { pnbScore: number; mireScore: number }, segmentUp: Segment, { locale, t, domain }: StepWording): string {
  const { after, horizon, operations, income } = step;
  const moved = [
    before.pnbScore === after.pnbScore ? null : t("pnbMove", { before: before.pnbScore, after: after.pnbScore }),
    before.mireScore === after.mireScore ? null : t("mireMove", { before: before.mireScore, after: after.mireScore }),
    t("combinedMove", { score: after.combinedScore }) + (after.segment === segmentUp ? "" : ` (${domain(`segment.${after.segment}`)})`),
  ];
  const when = horizon === "YEAR" ? t("withinYear", { gain: formatEuros(locale, step.pnbGainCents) }) : operations > 0 || income ? t("afterMonths") : null;
  return [moved.filter(Boolean).join(", "), when].filter(Boolean).join(" · ");
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
