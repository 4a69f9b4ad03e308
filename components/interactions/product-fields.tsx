"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import type { LogProduct } from "@/lib/domain/interaction-log";
import type { Messages } from "@/lib/i18n/messages/fr";
import { Help, ToggleChips } from "./chip-group";
import styles from "./log-dialog.module.css";

type Universe = keyof Messages["domain"]["universe"];

type ProductFieldsProps = {
  legend: string;
  products: readonly LogProduct[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  hint?: string;
  error?: string;
};

/** The catalogue to choose from, by universe; what the client holds is marked. */
export function ProductFields({ legend, products, value, onChange, hint, error }: ProductFieldsProps) {
  const t = useTranslations("log");
  const domain = useTranslations("domain.universe");
  const locale = useLocale();
  const [legendId, helpId] = [useId(), useId()];
  const universes = [...new Set(products.map((product) => product.universe))];
  const toggle = (code: string, chosen: boolean) => onChange(chosen ? [...value, code] : value.filter((other) => other !== code));
  return (
    <fieldset className={styles.group} aria-labelledby={legendId} aria-describedby={error || hint ? helpId : undefined}>
      <legend id={legendId} className={styles.legend}>{legend}</legend>
      <Help id={helpId} hint={hint} error={error} />
      {universes.map((universe) => (
        <ToggleChips key={universe} legend={domain(universe as Universe)} value={value} onToggle={toggle} error={error}
          options={products.filter((product) => product.universe === universe).map((product) => ({
            value: product.code,
            label: locale === "fr" ? product.nameFr : product.nameEn,
            note: product.isHeld ? t("held") : undefined,
          }))} />
      ))}
    </fieldset>
  );
}

/** A part of the form that is mostly left closed; the count says what is in it. */
export function Fold({ title, count, open, children }: { title: string; count: string; open?: boolean; children: ReactNode }) {
  return (
    <details className={styles.fold} open={open}>
      <summary>{title} <span className={styles.count}>{count}</span></summary>
      <div className={styles.folded}>{children}</div>
    </details>
  );
}
