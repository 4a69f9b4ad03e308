"use client";
import type { ReactNode } from "react";
import { AppRouterCacheProvider } from "@mui/material-nextjs/v16-appRouter";
import { ThemeProvider } from "@mui/material/styles";
import { Toaster } from "@/components/ui/toaster";
import type { Locale } from "@/lib/i18n/locale";
import { THEMES } from "./theme";

type ProvidersProps = { nonce?: string; locale: Locale; toasterLabels: { region: string; dismiss: string }; children: ReactNode };

/**
 * What every page needs in the browser. The theme's variables and the page's ground rules are not made here with each
 * answer: they are the static sheets theme-variables.css and globals.css.
 */
export function Providers({ nonce, locale, toasterLabels, children }: ProvidersProps) {
  return (
    <AppRouterCacheProvider options={{ key: "mui", nonce, enableCssLayer: true }}>
      <ThemeProvider theme={THEMES[locale]} defaultMode="system" disableStyleSheetGeneration>
        <Toaster labels={toasterLabels}>{children}</Toaster>
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
