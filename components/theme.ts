"use client";
import { enUS, frFR } from "@mui/material/locale";
import type {} from "@mui/material/themeCssVarsAugmentation";
import { createTheme, type ThemeOptions } from "@mui/material/styles";
import type { Locale } from "@/lib/i18n/locale";
import { COLOR_SCHEME_ATTRIBUTE } from "./color-scheme";

// Every text colour has at least 4.5:1 on both surfaces of its scheme, every control border 3:1.
const LIGHT = {
  primary: { main: "#0b5270", dark: "#083d54", light: "#3d7a97", contrastText: "#ffffff" },
  secondary: { main: "#5b4b8a" },
  error: { main: "#b3261e" },
  warning: { main: "#8a5200" },
  info: { main: "#1d55a8" },
  success: { main: "#0f6b4f" },
  background: { default: "#f5f7f9", paper: "#ffffff" },
  text: { primary: "#17212b", secondary: "#51606e" },
  divider: "#dce3e9",
} as const;

const DARK = {
  primary: { main: "#84c7e6", dark: "#5aa9cd", light: "#b3ddf0", contrastText: "#04202d" },
  secondary: { main: "#b9a9ec" },
  error: { main: "#f2a29b" },
  warning: { main: "#f0b65a" },
  info: { main: "#8ab8f5" },
  success: { main: "#6fd3ae" },
  background: { default: "#0f151b", paper: "#171f27" },
  text: { primary: "#e6edf2", secondary: "#a5b3bf" },
  divider: "#2b3742",
} as const;

const BASE = {
  cssVariables: { colorSchemeSelector: COLOR_SCHEME_ATTRIBUTE },
  colorSchemes: { light: { palette: LIGHT }, dark: { palette: DARK } },
  typography: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontSize: 14, button: { textTransform: "none", fontWeight: 600 } },
  shape: { borderRadius: 8 },
  components: {
    MuiButton: { defaultProps: { size: "small", disableElevation: true } },
    // MUI shows the focus by its ripple alone.
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { "&.Mui-focusVisible": { outline: "2px solid var(--focus-ring)", outlineOffset: 2 } } },
    },
    MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
    MuiFormControl: { defaultProps: { size: "small" } },
    MuiSelect: { defaultProps: { size: "small" } },
    // MUI's own border is too faint to find a field by.
    MuiOutlinedInput: { styleOverrides: { notchedOutline: { borderColor: "var(--control-border)" } } },
    MuiMenuItem: { defaultProps: { dense: true }, styleOverrides: { root: { "&.Mui-focusVisible": { outlineOffset: -2 } } } },
    MuiPaper: { styleOverrides: { root: { backgroundImage: "none" } } },
    MuiDialog: { defaultProps: { scroll: "paper", fullWidth: true } },
    // In line with the title and the content above.
    MuiDialogActions: { styleOverrides: { root: { padding: "8px 24px 16px" } } },
    MuiDialogContentText: { defaultProps: { variant: "body2" } },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: "1.125rem", fontWeight: 650 } } },
  },
} satisfies ThemeOptions;

/** One theme a language: MUI's own words are in it. */
export const THEMES: Record<Locale, ReturnType<typeof createTheme>> = { fr: createTheme(BASE, frFR), en: createTheme(BASE, enUS) };
