"use client";
import dynamic from "next/dynamic";
import { useEffect, type ComponentType } from "react";

/** `load` brings its code before it is opened; it does no harm twice. */
export type LazyDialog<Props> = ComponentType<Props> & { load: () => Promise<unknown> };

/**
 * A dialog or menu made of MUI's components, loaded with what they need when it is first rendered: nearly every page is
 * read and left without one.
 */
export function lazyDialog<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyDialog<Props> {
  const loadFramed = async () => {
    const [Dialog, { MuiFrame }] = await Promise.all([load(), import("./mui-frame")]);
    return function FramedDialog(props: Props) {
      return <MuiFrame><Dialog {...props} /></MuiFrame>;
    };
  };
  return Object.assign(dynamic(loadFramed, { ssr: false }), { load: loadFramed });
}

/** As lazyDialog(), of one made of plain elements. */
export function lazyPlainDialog<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyDialog<Props> {
  return Object.assign(dynamic(load, { ssr: false }), { load });
}

const SIGNS_OF_USE = ["pointermove", "pointerdown", "keydown", "scroll"] as const;

/**
 * Brings code that must be there without a connection, at the first sign that the page is used: whoever only reads pays
 * nothing for it. Null: not needed here.
 */
export function useLoadedAtFirstUse(load: (() => Promise<unknown>) | null): void {
  useEffect(() => {
    if (!load) return;
    const used = new AbortController();
    const bring = () => {
      used.abort();
      void load().catch(() => undefined);
    };
    for (const sign of SIGNS_OF_USE) window.addEventListener(sign, bring, { signal: used.signal, passive: true });
    return () => used.abort();
  }, [load]);
}
