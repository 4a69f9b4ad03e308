"use client";
import { useTranslations } from "next-intl";
import { useId, useState, type KeyboardEvent } from "react";
import { useFoundClients, type FindClients, type NamedClient } from "@/components/go-to/use-found-clients";
import button from "@/components/ui/button.module.css";
import styles from "./fields.module.css";

type ClientChoiceProps = { findClients: FindClients; value: NamedClient | null; fault: string | null; onChange: (client: NamedClient | null) => void };

/** One client of the viewer's own, found as one types: the arrows choose, Enter takes. */
export function ClientChoice({ findClients, value, fault, onChange }: ClientChoiceProps) {
  const t = useTranslations("agenda.new");
  const id = useId();
  const [typed, setTyped] = useState("");
  const [place, setPlace] = useState(0);
  const { clients, isWaiting } = useFoundClients(typed.trim(), findClients);
  const chosen = clients[Math.min(place, clients.length - 1)];
  if (value) {
    return (
      <div role="group" aria-labelledby={`${id}-label`}>
        <span id={`${id}-label`} className={styles.label}>{t("client")}</span>
        <p className={styles.chosen}><span><strong>{value.name}</strong> <small>{value.note}</small></span> <button type="button" className={button.quiet} onClick={() => onChange(null)}>{t("change")}</button></p>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setPlace(Math.min(place + 1, clients.length - 1));
    else if (event.key === "ArrowUp") setPlace(Math.max(place - 1, 0));
    else if (event.key === "Enter" && chosen) onChange(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <label htmlFor={id} className={styles.label}>{t("client")}</label>
      <input id={id} type="text" role="combobox" autoFocus data-autofocus autoComplete="off" spellCheck={false} maxLength={80} className={`${styles.input} ${styles.wide}`} aria-expanded="true" aria-controls={`${id}-list`}
        aria-autocomplete="list" aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined} aria-invalid={fault ? true : undefined} aria-describedby={`${id}-help`} value={typed}
        onChange={(event) => { setTyped(event.target.value); setPlace(0); }} onKeyDown={onKeyDown} />
      <div id={`${id}-list`} role="listbox" aria-label={t("client")} className={styles.found}>
        {clients.map((client) => (
          <div key={client.id} id={`${id}-${client.id}`} role="option" aria-selected={client === chosen} className={styles.option} onClick={() => onChange(client)}>
            <span>{client.name}</span> <small>{client.note}</small>
          </div>
        ))}
      </div>
      <p id={`${id}-help`} className={fault ? styles.fault : styles.state} role={fault ? "alert" : undefined}>{fault ?? t("clientHint")}</p>
      <p className="visually-hidden" role="status">{isWaiting ? t("searching") : t("found", { count: clients.length })}</p>
    </div>
  );
}
