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

const IDLE_WITHIN_MS = 4_000;

/** Brings code that must be there without a connection, once the page has nothing better to do. Null: not needed here. */
export function useLoadedWhenIdle(load: (() => Promise<unknown>) | null): void {
  useEffect(() => {
    if (!load) return;
    const bring = () => void load().catch(() => undefined);
    if (typeof requestIdleCallback !== "function") {
      const timer = setTimeout(bring, IDLE_WITHIN_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(bring, { timeout: IDLE_WITHIN_MS });
    return () => cancelIdleCallback(handle);
  }, [load]);
}
