import Link from "next/link";
import fields from "@/components/agenda/fields.module.css";
import button from "@/components/ui/button.module.css";
import type { Day } from "@/lib/domain/dates";
import styles from "./chain-table.module.css";

type PeriodFormProps = { days: { from: Day; until: Day } | null; today: Day; labels: Record<"form" | "from" | "until" | "apply" | "whole" | "hint", string> };

/** Of which days what was sealed is verified: a plain form; without days, the whole log. */
export function PeriodForm({ days, today, labels }: PeriodFormProps) {
  return (
    <form action="/supervision/log" className={styles.period} aria-label={labels.form}>
      {(["from", "until"] as const).map((name) => (
        <div key={name}>
          <label htmlFor={`log-${name}`} className={fields.label}>{labels[name]}</label>
          <input key={days?.[name]} id={`log-${name}`} type="date" name={name} className={fields.input} defaultValue={days?.[name]} max={today} required />
        </div>
      ))}
      <button type="submit" className={button.quiet}>{labels.apply}</button>
      {days && <Link href="/supervision/log" prefetch={false}>{labels.whole}</Link>}
      <p>{labels.hint}</p>
    </form>
  );
}
