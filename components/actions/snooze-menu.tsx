"use client";
import { useState } from "react";
import ListSubheader from "@mui/material/ListSubheader";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import type { Day } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import styles from "./action-list.module.css";
import type { Wording } from "./action-words";
import { snoozeChoices } from "./snooze-choices";
import { SnoozeDateDialog } from "./snooze-date-dialog";

type SnoozeMenuProps = {
  anchor: HTMLElement;
  wording: Wording;
  onClose: () => void;
  onSnooze: (untilOn: Day) => void;
  /** Null for an action that is not snoozed. */
  onWake: (() => void) | null;
};

/** The usual delays with the day each leads to, or a day of one's own. */
export function SnoozeMenu({ anchor, wording, onClose, onSnooze, onWake }: SnoozeMenuProps) {
  const { t, locale, today } = wording;
  const [choosesDay, setChoosesDay] = useState(false);
  if (choosesDay) return <SnoozeDateDialog wording={wording} onClose={onClose} onSnooze={onSnooze} />;
  return (
    <Menu open anchorEl={anchor} onClose={onClose} container={pageContent} slotProps={{ list: { "aria-label": t("snoozeMenu") } }}
      anchorOrigin={{ vertical: "bottom", horizontal: "right" }} transformOrigin={{ vertical: "top", horizontal: "right" }}>
      <ListSubheader className={styles.menuHeading} role="presentation">{t("snoozeMenu")}</ListSubheader>
      {snoozeChoices(today).map(({ key, untilOn }) => (
        <MenuItem key={key} className={styles.menuItem} onClick={() => onSnooze(untilOn)}>
          <span>{t(`snoozeChoice.${key}`)}</span>
          <span className={styles.muted}>{formatDay(locale, untilOn)}</span>
        </MenuItem>
      ))}
      <MenuItem onClick={() => setChoosesDay(true)}>{t("snoozeChoice.date")}</MenuItem>
      {onWake && <MenuItem onClick={onWake}>{t("snoozeChoice.wake")}</MenuItem>}
    </Menu>
  );
}

/** Inside the page's landmark, where a screen reader looks for it. */
function pageContent(): HTMLElement {
  return document.querySelector("main") ?? document.body;
}
