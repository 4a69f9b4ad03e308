"use client";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { COLOR_MODE_KEY, COLOR_MODES, COLOR_SCHEME_ATTRIBUTE, PREFERS_DARK, type ColorMode } from "./color-scheme";

const listeners = new Set<() => void>();

/** The mode chosen in this browser, null until the browser has spoken, and how to choose another: in effect in every tab. */
export function useColorMode(): { mode: ColorMode | null; chooseMode: (mode: ColorMode) => void } {
  return { mode: useSyncExternalStore(subscribe, keptMode, () => null), chooseMode };
}

/** Shows the scheme of the mode, follows the system's, and shows it on a page that only the browser draws (404, 403). */
export function useColorScheme(): void {
  const { mode } = useColorMode();
  useLayoutEffect(() => {
    const show = () => showScheme(keptMode());
    const system = matchMedia(PREFERS_DARK);
    show();
    system.addEventListener("change", show);
    return () => system.removeEventListener("change", show);
  }, [mode]);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  listeners.add(listener);
  return () => {
    window.removeEventListener("storage", listener);
    listeners.delete(listener);
  };
}

/** Of a browser that keeps nothing: the mode of this page. */
let unkept: ColorMode = "system";

function chooseMode(mode: ColorMode): void {
  try {
    localStorage.setItem(COLOR_MODE_KEY, mode);
  } catch {
    unkept = mode;
  }
  for (const listener of listeners) listener();
}

function keptMode(): ColorMode {
  try {
    const kept = localStorage.getItem(COLOR_MODE_KEY);
    return COLOR_MODES.find((mode) => mode === kept) ?? unkept;
  } catch {
    return unkept;
  }
}

function showScheme(mode: ColorMode): void {
  const scheme = mode === "system" ? (matchMedia(PREFERS_DARK).matches ? "dark" : "light") : mode;
  document.documentElement.setAttribute(COLOR_SCHEME_ATTRIBUTE, scheme);
}
