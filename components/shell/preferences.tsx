"use client";
import { useTranslations } from "next-intl";
import { useColorScheme } from "@mui/material/styles";
import { Choice } from "@/components/ui/choice";
import { LOCALES } from "@/lib/i18n/locale";
import { useLocaleChoice } from "./use-locale-choice";

const MODES = ["light", "dark", "system"] as const;

export function LanguageChoice() {
  const t = useTranslations("shell");
  const { locale, chooseLocale } = useLocaleChoice();
  const options = LOCALES.map((value) => ({ value, label: t(`languages.${value}`), lang: value }));
  return <Choice label={t("language")} options={options} value={locale} onChange={chooseLocale} />;
}

export function AppearanceChoice() {
  const t = useTranslations("shell");
  const { mode, setMode } = useColorScheme();
  const options = MODES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return <Choice label={t("theme")} options={options} value={mode ?? null} onChange={setMode} />;
}
