import type { RowWording } from "@/components/portfolio/row-words";
import { getLocale, getTranslations } from "@/lib/i18n/translations";

/** All that putting a portfolio in words takes, in the language of this request. */
export async function readWording(): Promise<RowWording> {
  const [locale, t, actions, domain] = await Promise.all([getLocale(), getTranslations("portfolio"), getTranslations("actions"), getTranslations("domain")]);
  return { locale, t, actions, domain };
}
