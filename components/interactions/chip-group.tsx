"use client";
import { useId, type ReactNode } from "react";
import styles from "./log-dialog.module.css";

export type Chip<T extends string> = { value: T; label: ReactNode; note?: string };

type ChipGroupProps<T extends string> = {
  legend: string;
  options: readonly Chip<T>[];
  hint?: string;
  /** In words; marks the group as wrong. */
  error?: string;
  /** Of one of them the group takes the focus. */
  autoFocus?: boolean;
};

/** One of several, by mouse or arrow keys. */
export function ChoiceChips<T extends string>({ legend, options, hint, error, required, autoFocus, value, onChange }: ChipGroupProps<T> & {
  required?: boolean;
  value: T | null;
  onChange: (value: T) => void;
}) {
  const [name, legendId, helpId] = [useId(), useId(), useId()];
  return (
    <fieldset role="radiogroup" className={styles.group} aria-labelledby={legendId} aria-required={required} aria-invalid={error ? true : undefined}
      aria-describedby={error || hint ? helpId : undefined}>
      <legend id={legendId} className={styles.legend}>{legend}{required && <span aria-hidden="true"> *</span>}</legend>
      <div className={styles.chips}>
        {options.map((option, place) => (
          <label key={option.value} className={styles.chip}>
            <input type="radio" name={name} value={option.value} checked={value === option.value} autoFocus={autoFocus && place === 0} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <Help id={helpId} hint={hint} error={error} />
    </fieldset>
  );
}

/** Any of several; each is a switch of its own. */
export function ToggleChips<T extends string>({ legend, options, value, onToggle, error }: ChipGroupProps<T> & {
  value: readonly T[];
  onToggle: (value: T, chosen: boolean) => void;
}) {
  const legendId = useId();
  return (
    <div role="group" className={styles.universe} aria-labelledby={legendId}>
      <span id={legendId} className={styles.universeName}>{legend}</span>
      <div className={styles.chips}>
        {options.map((option) => (
          <label key={option.value} className={styles.chip}>
            <input type="checkbox" checked={value.includes(option.value)} aria-invalid={error ? true : undefined} onChange={(event) => onToggle(option.value, event.target.checked)} />
            <span>{option.label}{option.note && <small>{option.note}</small>}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

/** Below a field: what is wrong with it, else what helps to fill it in. */
export function Help({ id, hint, error }: { id: string; hint?: string; error?: string }) {
  if (!error && !hint) return null;
  return <p id={id} className={error ? styles.fault : styles.hint}>{error ?? hint}</p>;
}
