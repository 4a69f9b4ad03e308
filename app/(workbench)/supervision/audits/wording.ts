import type { ControlWording } from "@/components/control/control-words";
import { getLocale, getTranslations } from "@/lib/i18n/translations";

/** The words of campaigns of control, in the language of this request. */
export async function readControlWording(): Promise<ControlWording> {
  const [locale, t, domain] = await Promise.all([getLocale(), getTranslations("control"), getTranslations("domain")]);
  return { locale, t, domain };
}
