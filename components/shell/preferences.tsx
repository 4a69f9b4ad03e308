"use client";
import { useTranslations } from "next-intl";
import { COLOR_MODES } from "@/components/color-scheme";
import { Choice } from "@/components/ui/choice";
import { useColorMode } from "@/components/use-color-mode";
import { LOCALES } from "@/lib/i18n/locale";
import { useLocaleChoice } from "./use-locale-choice";

export function LanguageChoice() {
  const t = useTranslations("shell");
  const { locale, chooseLocale } = useLocaleChoice();
  const options = LOCALES.map((value) => ({ value, label: t(`languages.${value}`), lang: value }));
  return <Choice label={t("language")} options={options} value={locale} onChange={chooseLocale} />;
}

export function AppearanceChoice() {
  const t = useTranslations("shell");
  const { mode, chooseMode } = useColorMode();
  const options = COLOR_MODES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return <Choice label={t("theme")} options={options} value={mode} onChange={chooseMode} />;
}
