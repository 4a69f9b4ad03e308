"use client";
import { useId } from "react";
import styles from "./choice.module.css";

type ChoiceProps<T extends string> = {
  label: string;
  options: readonly { value: T; label: string; lang?: string }[];
  /** Null while it is not known yet (before the browser has spoken). */
  value: T | null;
  onChange: (value: T) => void;
};

/** One of a few, in effect at once: a row of buttons of which one is pressed. */
export function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>{label}</span>
      <div className={styles.options}>
        {options.map((option) => (
          <button key={option.value} type="button" lang={option.lang} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}
