import type { useTranslations } from "next-intl";
import type { Day } from "@/lib/domain/dates";
import { fieldRule, type ReviewField } from "@/lib/domain/portfolio-review";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

export type ReviewWording = { locale: Locale; t: ReturnType<typeof useTranslations<"review">> };

/** An answer as it is read: a choice in words, an amount, a day, or the text as it was written. */
export function answerWords(field: ReviewField, value: string, { locale, t }: ReviewWording): string {
  switch (fieldRule(field).kind) {
    case "CHOICE":
      return t(`choice.${field}.${value}` as Parameters<typeof t>[0]);
    case "EUROS":
      return formatEuros(locale, Number(value) * 100);
    case "DAY":
      return formatDay(locale, value as Day, "long");
    case "TEXT":
      return value;
  }
}
