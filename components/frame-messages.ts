import type { Messages } from "next-intl";
import type { Locale } from "@/lib/i18n/locale";
import enCommon from "@/lib/i18n/messages/en/common.json";
import enErrors from "@/lib/i18n/messages/en/errors.json";
import enShell from "@/lib/i18n/messages/en/shell.json";
import frCommon from "@/lib/i18n/messages/fr/common.json";
import frErrors from "@/lib/i18n/messages/fr/errors.json";
import frShell from "@/lib/i18n/messages/fr/shell.json";

/**
 * The words that any page may need in the browser. They are few, and part of the scripts that browsers keep: sent with
 * each answer they would cost more than both languages cost once.
 */
export const FRAME_MESSAGES: Record<Locale, Pick<Messages, "common" | "errors" | "shell">> = {
  fr: { common: frCommon, errors: frErrors, shell: frShell },
  en: { common: enCommon, errors: enErrors, shell: enShell },
};
