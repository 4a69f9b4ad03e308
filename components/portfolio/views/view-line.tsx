"use client";
import { useTranslations } from "next-intl";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import button from "@/components/ui/button.module.css";
import { StarIcon } from "@/components/ui/icons";
import { viewAddress } from "@/lib/schemas/list-view";
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
  return (
    <li className={styles.line}>
      <Link href={viewAddress(id) as Route} prefetch={false} aria-current={isCurrent ? "true" : undefined} onClick={onOpen}>{name}{about && <small>{about}</small>}</Link>
      <span>
        <button type="button" className={button.icon} aria-pressed={isDefault} title={t("default")} aria-label={t("defaultOf", { name })} onClick={onDefault}><StarIcon size={16} /></button>
        {children}
      </span>
    </li>
  );
}
