import "@fontsource-variable/inter/wght.css";
import "@/components/theme-variables.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import InitColorSchemeScript from "@mui/material/InitColorSchemeScript";
import { Providers } from "@/components/providers";
import { COLOR_SCHEME_ATTRIBUTE } from "@/components/color-scheme";
import { clientMessages } from "@/lib/i18n/client-messages";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: { default: t("product"), template: `%s · ${t("product")}` }, robots: { index: false, follow: false } };
}

export const viewport: Viewport = { themeColor: [
  { media: "(prefers-color-scheme: light)", color: "#ffffff" },
  { media: "(prefers-color-scheme: dark)", color: "#171f27" },
] };

/** Language, colours and fonts; no data. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, sent, t, messages] = await Promise.all([getLocale(), headers(), getTranslations("common"), clientMessages()]);
  const nonce = sent.get("x-nonce") ?? undefined;
  return (
    // The script below sets the colour scheme on <html> before React sees it.
    <html lang={locale} suppressHydrationWarning>
      <body>
        <InitColorSchemeScript attribute={COLOR_SCHEME_ATTRIBUTE} defaultMode="system" nonce={nonce} />
        <NextIntlClientProvider messages={messages}>
          <Providers nonce={nonce} locale={locale} toasterLabels={{ region: t("messages"), dismiss: t("dismissMessage") }}>
            {children}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
