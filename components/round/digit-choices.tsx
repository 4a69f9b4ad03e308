"use client";
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useLocale, useTranslations } from "next-intl";
import { snoozeChoices, snoozeRange } from "@/components/actions/snooze-choices";
import button from "@/components/ui/button.module.css";
import type { Day } from "@/lib/domain/dates";
import { DISMISSAL_REASONS, type DismissalReason } from "@/lib/domain/action-rest";
import { formatDay } from "@/lib/i18n/format";
import styles from "./round.module.css";
import { digitOf, isTyping } from "./use-single-keys";

type Choice<T> = { value: T; label: string; note?: string };

type DigitChoicesProps<T> = {
  title: string;
  choices: readonly Choice<T>[];
  areKeysOn: boolean;
  isPending: boolean;
  onChoose: (value: T) => void;
  onClose: () => void;
  children?: React.ReactNode;
};

/** A few choices, each in effect at once, by its digit or its button. */
function DigitChoices<T extends string>({ title, choices, areKeysOn, isPending, onChoose, onClose, children }: DigitChoicesProps<T>) {
  const t = useTranslations("common");
  const titleId = useId();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const choice = choices[(digitOf(event.nativeEvent) ?? 0) - 1];
    const isChosen = choice && areKeysOn && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (event.key === "Escape") onClose();
    else if (isChosen) onChoose(choice.value);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles.choices} aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <h2 id={titleId}>{title}</h2>
      <ol>
        {choices.map(({ value, label, note }, place) => (
          <li key={value}>
            <button ref={place === 0 ? first : undefined} type="button" disabled={isPending} onClick={() => onChoose(value)}>
              {areKeysOn && <kbd aria-hidden="true">{place + 1}</kbd>}<span>{label}</span>{note && <span className={styles.muted}>{note}</span>}
            </button>
          </li>
        ))}
      </ol>
      {children}
      <div className={styles.formButtons}><button type="button" className={button.quiet} onClick={onClose}>{t("close")}</button></div>
    </section>
  );
}

type RemindProps = { today: Day; areKeysOn: boolean; isPending: boolean; onSnooze: (untilOn: Day) => void; onClose: () => void };

/** The usual delays with the day each leads to, or a day of one's own. */
export function RemindChoices({ today, onSnooze, ...props }: RemindProps) {
  const t = useTranslations("round.remind");
  const actions = useTranslations("actions.snoozeChoice");
  const locale = useLocale();
  const dayId = useId();
  const { first, last } = snoozeRange(today);
  const [day, setDay] = useState<string>(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day >= first && day <= last) onSnooze(day as Day);
  };
  const choices = snoozeChoices(today).map(({ key, untilOn }) => ({ value: untilOn, label: actions(key), note: formatDay(locale, untilOn) }));
  return (
    <DigitChoices title={t("title")} choices={choices} onChoose={onSnooze} {...props}>
      <form className={styles.dayForm} onSubmit={submit}>
        <label htmlFor={dayId} className={styles.legend}>{t("date")}</label>
        <input id={dayId} type="date" required value={day} min={first} max={last} onChange={(event) => setDay(event.target.value)} />
        <button type="submit" className={button.quiet} disabled={props.isPending}>{t("confirm")}</button>
      </form>
    </DigitChoices>
  );
}

type DismissProps = { areKeysOn: boolean; isPending: boolean; onDismiss: (reason: DismissalReason) => void; onClose: () => void };

export function DismissChoices({ onDismiss, ...props }: DismissProps) {
  const t = useTranslations("round.dismiss");
  const domain = useTranslations("domain.dismissalReason");
  return <DigitChoices title={t("title")} choices={DISMISSAL_REASONS.map((value) => ({ value, label: domain(value) }))} onChoose={onDismiss} {...props} />;
}
