"use client";
import { useEffect, useRef, type ReactNode, type RefObject } from "react";
import { lazyPanel } from "@/components/lazy-panel";
import type { ClientPreviewProps } from "./client-preview";
import { closePreview, openPreview, usePreviewed } from "./preview-place";
import styles from "./preview-area.module.css";

type PreviewAreaProps = Pick<ClientPreviewProps, "rows" | "origin" | "logActions"> & { list: RefObject<HTMLElement | null>; children: ReactNode };

/** A list, and beside it the client who is looked at. Its scripts and words come when the first is. */
export function PreviewArea({ rows, origin, logActions, list, children }: PreviewAreaProps) {
  const previewed = usePreviewed();
  useFocusOnReturn(list, previewed);
  return (
    <div className={styles.area} data-open={previewed !== null || undefined}>
      <div className={styles.list}>{children}</div>
      {previewed !== null && <ClientPreviewPanel clientId={previewed} rows={rows} origin={origin} logActions={logActions} onGo={openPreview} onClose={closePreview} />}
    </div>
  );
}

/** Closed, by whatever way: the focus goes to the row of whom one looked at last. */
function useFocusOnReturn(list: RefObject<HTMLElement | null>, previewed: number | null): void {
  const last = useRef<number | null>(null);
  useEffect(() => {
    if (previewed === null && last.current !== null) list.current?.querySelector<HTMLElement>(`button[data-preview="${last.current}"]`)?.focus();
    last.current = previewed;
  }, [list, previewed]);
}

const ClientPreviewPanel = lazyPanel<ClientPreviewProps>(async () => (await import("./client-preview")).ClientPreviewPanel, {
  fr: async () => (await import("./words-fr")).PREVIEW_WORDS,
  en: async () => (await import("./words-en")).PREVIEW_WORDS,
});
