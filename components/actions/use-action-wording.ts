"use client";
import { useLocale, useTranslations } from "next-intl";
import type { Day } from "@/lib/domain/dates";
import type { Wording } from "./action-words";

/** What actionWords() takes, in a client component. Needs the words of `actions` and `domain` in the browser. */
export function useActionWording(today: Day): Wording {
  return { locale: useLocale(), today, t: useTranslations("actions"), domain: useTranslations("domain") };
}
