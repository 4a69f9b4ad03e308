import "@fontsource-variable/inter/wght.css";
import "@/components/theme-variables.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { COLOR_SCHEME_SCRIPT } from "@/components/color-scheme";
import { EARLY_CLICKS_SCRIPT } from "@/components/early-clicks";
import { Providers } from "@/components/providers";
import { getLocale, getTranslations } from "@/lib/i18n/translations";

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
  const [locale, sent] = await Promise.all([getLocale(), headers()]);
  return (
    // The script below sets the colour scheme on <html> before React sees it.
    <html lang={locale} suppressHydrationWarning>
      <body>
        <script nonce={sent.get("x-nonce") ?? undefined} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `${COLOR_SCHEME_SCRIPT};${EARLY_CLICKS_SCRIPT}` }} />
        <Providers locale={locale}>{children}</Providers>
      </body>
    </html>
  );
}
