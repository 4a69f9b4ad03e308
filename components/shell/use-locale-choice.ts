"use client";
import { useLocale } from "next-intl";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { LOCALE_COOKIE, type Locale } from "@/lib/i18n/locale";

const A_YEAR = 365 * 24 * 3600;

/** The language of this page, and how to choose another: kept in a cookie, the address stays the same. */
export function useLocaleChoice(): { locale: Locale; chooseLocale: (locale: Locale) => void } {
  const locale = useLocale();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const chooseLocale = (choice: Locale) => {
    rememberLocale(choice);
    startTransition(() => router.refresh());
  };
  return { locale, chooseLocale };
}

function rememberLocale(locale: Locale): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
}
