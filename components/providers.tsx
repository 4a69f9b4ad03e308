"use client";
import { NextIntlClientProvider, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { TIME_ZONE } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { FRAME_MESSAGES } from "./frame-messages";
import { useColorScheme } from "./use-color-mode";

/** What every page needs in the browser: its words, its colours, and short messages. */
export function Providers({ locale, children }: { locale: Locale; children: ReactNode }) {
  useColorScheme();
  return (
    <NextIntlClientProvider locale={locale} messages={FRAME_MESSAGES[locale]} timeZone={TIME_ZONE}>
      <Toasts>{children}</Toasts>
    </NextIntlClientProvider>
  );
}

function Toasts({ children }: { children: ReactNode }) {
  const t = useTranslations("common");
  return <Toaster labels={{ region: t("messages"), dismiss: t("dismissMessage") }}>{children}</Toaster>;
}
