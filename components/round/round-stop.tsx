"use client";
import { useTranslations } from "next-intl";
import { useState, type Ref } from "react";
import { CheckIcon } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import type { RoundSubject } from "@/lib/domain/round";
import { DismissChoices, RemindChoices } from "./digit-choices";
import { QuickLog } from "./quick-log";
import { BAR_BUTTONS, RoundBar, type BarButton } from "./round-bar";
import { Contacts, Standing, ToDo } from "./round-card";
import type { RoundCommands } from "./round-commands";
import type { RoundPage } from "./round-page";
import styles from "./round.module.css";
import type { useRoundChanges } from "./use-round-changes";

export type RoundPanel = "log" | "remind" | "dismiss";

type RoundStopProps = {
  subject: RoundSubject;
  page: RoundPage;
  sheetHref: string;
  heading: Ref<HTMLHeadingElement>;
  commands: RoundCommands | null;
  changes: ReturnType<typeof useRoundChanges>;
  areKeysOn: boolean;
  panel: RoundPanel | null;
  onPanel: (panel: RoundPanel) => void;
  onClosePanel: () => void;
  onMove: (to: "previous" | "next") => void;
};

/** One client of a round: who, what to do and how, what was said, and the ways to act. */
export function RoundStop(props: RoundStopProps) {
  const { subject: { client, actions }, page, heading, commands, changes, areKeysOn, panel } = props;
  const t = useTranslations("round");
  const [said, setSaid] = useState<string | null>(null);
  const cannot = useReasonsWhyNot(props);
  const [card] = actions;
  const press = (name: BarButton) => {
    const why = cannot[name];
    setSaid(why ?? null);
    if (why) return;
    if (name === "previous" || name === "next") props.onMove(name);
    else if (name !== "take") props.onPanel(name);
    else if (card) changes.take(card);
  };
  return (
    <article className={styles.stop}>
      <header>
        <h1 ref={heading} tabIndex={-1}>{client.name}</h1>
        {commands === null && <p className={styles.muted}>{t("advisor", { name: client.advisorName })}</p>}
        {page.lastHere && <Tag tone="success" icon={<CheckIcon size={14} />}>{t("handled")}</Tag>}
        <Standing client={client} sheetHref={props.sheetHref} />
      </header>
      <RoundBar shown={commands ? BAR_BUTTONS : ["previous", "next"]} cannot={cannot} open={panel} areKeysOn={areKeysOn} onPress={press} />
      <div role="status">{said && <p className={styles.said}>{said}</p>}</div>
      <div className={styles.body}>
        {panel && commands && client.log && <div className={styles.panel}><Open {...props} /></div>}
        <div className={styles.main}><ToDo client={client} actions={actions} /></div>
        <div className={styles.side}><Contacts client={client} /></div>
      </div>
    </article>
  );
}

/** What was opened with a key or a button of the bar. */
function Open({ subject: { client, actions }, panel, commands, changes, areKeysOn, onClosePanel }: RoundStopProps) {
  const [card] = actions;
  const shared = { areKeysOn, isPending: changes.isPending, onClose: onClosePanel };
  if (panel === "log" && commands && client.log) {
    return (
      <QuickLog subject={{ action: card ?? null, corrects: null, context: client.log }} client={client} log={commands.log} areKeysOn={areKeysOn}
        onLogged={(entry, effect) => changes.logged(client, entry, effect)} onClose={onClosePanel} />
    );
  }
  if (panel === "remind" && card) return <RemindChoices today={client.today} onSnooze={(untilOn) => changes.snooze(card, untilOn)} {...shared} />;
  if (panel === "dismiss" && card) return <DismissChoices onDismiss={(reason) => changes.dismiss(card, reason)} {...shared} />;
  return null;
}

function useReasonsWhyNot({ subject: { actions: [card] } }: RoundStopProps): Partial<Record<BarButton, string>> {
  const t = useTranslations("round.cannot");
  if (!card) return { remind: t("action"), take: t("action"), dismiss: t("action") };
  if (card.blockedBy) return { take: t("blocked") };
  return card.isTaken ? { take: t("taken") } : {};
}
