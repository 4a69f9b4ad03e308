"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import button from "@/components/ui/button.module.css";
import { BAR_BUTTONS, KEY_OF } from "./round-bar";
import styles from "./round.module.css";
import { useSingleKeys } from "./use-single-keys";

const KEYS = [...BAR_BUTTONS, "undo", "sheet", "keys"] as const;

/** What each key does, and the switch for those of one letter. */
export function KeysPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations("round");
  const common = useTranslations("common");
  const { areOn, switchKeys } = useSingleKeys();
  const [titleId, hintId] = [useId(), useId()];
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const rows = [
    ...KEYS.map((name) => [KEY_OF[name].toUpperCase(), t(`long.${name}`)] as const),
    ["1 – 9", t("keys.digits")] as const,
    ["A – Z", t("keys.letters")] as const,
    [t("keys.ctrlEnter"), t("keys.save")] as const,
    [t("keys.escape"), t("keys.close")] as const,
  ];
  return (
    <section className={styles.keys} aria-labelledby={titleId}>
      <h2 id={titleId} ref={title} tabIndex={-1}>{t("keys.title")}</h2>
      <table>
        <thead className="visually-hidden"><tr><th scope="col">{t("keys.key")}</th><th scope="col">{t("keys.effect")}</th></tr></thead>
        <tbody>{rows.map(([key, effect]) => <tr key={key}><th scope="row"><kbd>{key}</kbd></th><td>{effect}</td></tr>)}</tbody>
      </table>
      <p className={styles.muted}>{t("keys.undoHint")}</p>
      <label className={styles.switch}>
        <input type="checkbox" checked={areOn} aria-describedby={hintId} onChange={(event) => switchKeys(event.target.checked)} /> {t("keys.on")}
      </label>
      <p id={hintId} className={styles.hint}>{t("keys.onHint")}</p>
      <div className={styles.formButtons}><button type="button" className={button.quiet} onClick={onClose}>{common("close")}</button></div>
    </section>
  );
}
