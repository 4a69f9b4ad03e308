"use client";
import { useTranslations } from "next-intl";
import type { MouseEvent, ReactNode } from "react";
import button from "@/components/ui/button.module.css";
import { StarIcon } from "@/components/ui/icons";
import { viewAddress } from "../query";
import styles from "./views.module.css";

/** How a view stands, and what is told of it. */
export type ViewStanding = {
  isCurrent: boolean;
  isDefault: boolean;
  onDefault: () => void;
  onOpen: () => void;
};

type ViewLineProps = ViewStanding & {
  /** Null: every client. */
  id: string | null;
  name: string;
  about?: string;
  children?: ReactNode;
};

/** A view to open, to begin with from now on, and what else may be done with it. */
export function ViewLine({ id, name, about, isCurrent, isDefault, onDefault, onOpen, children }: ViewLineProps) {
  const t = useTranslations("listViews");
  const open = (event: MouseEvent) => {
    // Whoever asks for another tab gets it.
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <li className={styles.line}>
      <a href={viewAddress(id)} aria-current={isCurrent ? "true" : undefined} onClick={open}>{name}{about && <small>{about}</small>}</a>
      <span>
        <button type="button" className={button.icon} aria-pressed={isDefault} title={t("default")} aria-label={t("defaultOf", { name })} onClick={onDefault}><StarIcon size={16} /></button>
        {children}
      </span>
    </li>
  );
}
