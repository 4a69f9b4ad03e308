import { useTranslations } from "next-intl";
import type { ComponentType } from "react";
import { CheckIcon, ChevronLeftIcon, ChevronRightIcon, CloseIcon, PlusIcon, SnoozeIcon } from "@/components/ui/icons";
import styles from "./round.module.css";

export const BAR_BUTTONS = ["previous", "log", "remind", "take", "dismiss", "next"] as const;
export type BarButton = (typeof BAR_BUTTONS)[number];

/** The key of each, in every language: hands learn them once. */
export const KEY_OF: Record<BarButton | "undo" | "keys" | "sheet", string> = {
  previous: "k",
  log: "l",
  remind: "r",
  take: "a",
  dismiss: "x",
  next: "j",
  undo: "u",
  keys: "?",
  sheet: "o",
};

const ICONS: Record<BarButton, ComponentType<{ size?: number }>> = { previous: ChevronLeftIcon, log: PlusIcon, remind: SnoozeIcon, take: CheckIcon, dismiss: CloseIcon, next: ChevronRightIcon };

type RoundBarProps = {
  /** Null for whoever only looks. */
  shown: readonly BarButton[];
  /** Why a button can do nothing here, in words. */
  cannot: Partial<Record<BarButton, string>>;
  open: string | null;
  areKeysOn: boolean;
  onPress: (button: BarButton) => void;
};

/** What may be done with the client shown: under the thumb on a phone, in view at a desk. */
export function RoundBar({ shown, cannot, open, areKeysOn, onPress }: RoundBarProps) {
  const t = useTranslations("round");
  return (
    <div role="group" aria-label={t("bar")} className={styles.bar}>
      {shown.map((name) => {
        const Icon = ICONS[name];
        const why = cannot[name];
        return (
          <button key={name} type="button" data-do={name} aria-label={why ? `${t(`long.${name}`)}. ${why}` : t(`long.${name}`)} title={why ?? t(`long.${name}`)} aria-disabled={why ? true : undefined}
            aria-expanded={name === "log" || name === "remind" || name === "dismiss" ? open === name : undefined}
            aria-keyshortcuts={areKeysOn ? KEY_OF[name].toUpperCase() : undefined} onClick={() => onPress(name)}>
            <Icon size={18} /><span>{t(`do.${name}`)}</span>{areKeysOn && <kbd aria-hidden="true">{KEY_OF[name].toUpperCase()}</kbd>}
          </button>
        );
      })}
    </div>
  );
}
