"use client";
import createCache, { type EmotionCache } from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import { ThemeProvider } from "@mui/material/styles";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { THEMES } from "./theme";

/**
 * What MUI's components need around them in the browser. No page is drawn with them by the server: they and this come
 * when a dialog is first opened.
 */
export function MuiFrame({ children }: { children: ReactNode }) {
  return (
    <CacheProvider value={browserStyles()}>
      {/* The colour scheme is the page's to choose and keep. */}
      <ThemeProvider theme={THEMES[useLocale()]} colorSchemeNode={null} storageManager={null} disableStyleSheetGeneration>{children}</ThemeProvider>
    </CacheProvider>
  );
}

let kept: EmotionCache | undefined;

/** One for all frames, so that a dialog opened again finds its styles. They carry the nonce that the page came with. */
function browserStyles(): EmotionCache {
  kept ??= inLayer(createCache({ key: "mui", nonce: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce }));
  return kept;
}

/** MUI's rules go in a layer of their own, so that plain classes win without !important (app/globals.css). */
function inLayer(cache: EmotionCache): EmotionCache {
  const insert = cache.insert.bind(cache);
  cache.insert = (selector, serialized, sheet, shouldCache) => {
    const isOrder = /^@layer\s+[^{]*$/.test(serialized.styles);
    return insert(selector, isOrder ? serialized : { ...serialized, styles: `@layer mui {${serialized.styles}}` }, sheet, shouldCache);
  };
  return cache;
}
