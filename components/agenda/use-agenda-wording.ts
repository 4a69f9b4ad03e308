"use client";
import { useLocale, useTranslations } from "next-intl";
import type { Day } from "@/lib/domain/dates";
import type { AgendaWording } from "./entry-words";

/** What entryWords() takes, in a client component. Needs the words of `agenda` and `domain` in the browser. */
export function useAgendaWording(today: Day): AgendaWording {
  return { locale: useLocale(), today, t: useTranslations("agenda"), domain: useTranslations("domain") };
}
