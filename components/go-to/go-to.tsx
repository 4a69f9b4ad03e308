"use client";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import { SearchIcon } from "@/components/ui/icons";
import type { Role } from "@/lib/domain/permissions";
import styles from "./go-to.module.css";
import type { FindClients } from "./use-found-clients";

const GoToDialog = lazy(() => import("./go-to-dialog").then((module) => ({ default: module.GoToDialog })));

export type GoToProps = { role: Role; findClients: FindClients };

/** Opens the way to a client, a page, an action: by its button, or Ctrl-K (⌘K) from anywhere. */
export function GoTo(props: GoToProps) {
  const t = useTranslations("shell.goTo");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      // Another dialog has the floor: what was typed there is not to be left behind.
      if (document.querySelector("[role=dialog], [role=alertdialog], dialog[open]") !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button type="button" className={styles.button} aria-label={t("title")} aria-keyshortcuts="Control+K Meta+K" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <SearchIcon size={18} /><span className={styles.hint} aria-hidden="true">{t("title")} <kbd>Ctrl K</kbd></span>
      </button>
      {isOpen && <Suspense><GoToDialog {...props} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
