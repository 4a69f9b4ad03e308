import Link from "next/link";
import type { Route } from "next";
import type { MouseEvent } from "react";
import { SegmentChip } from "@/components/clients/segment-chip";
import button from "@/components/ui/button.module.css";
import { BlockedIcon, CheckIcon, CloseIcon, PlusIcon, SnoozeIcon } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import type { ActionCard } from "@/lib/domain/action-card";
import type { RowRequest } from "./action-commands";
import styles from "./action-list.module.css";
import type { ActionWords, Wording } from "./action-words";
import { ChannelIcon } from "./channel-icon";

type ActionRowProps = {
  card: ActionCard;
  words: ActionWords;
  wording: Wording;
  clientQuery: string | null;
  canLog: boolean;
  canChange: boolean;
  onRequest: (request: RowRequest) => void;
};

/** One action of a list: priority with its factors, who and what, why, when and how, what may be done. */
export function ActionRow(props: ActionRowProps) {
  const { card, words, wording, canLog, canChange } = props;
  return (
    <li className={styles.row} data-action={card.id} data-blocked={card.blockedBy !== null}>
      <Priority words={words} wording={wording} />
      <div className={styles.what}>
        <Heading {...props} />
        <Reasons card={card} words={words} />
        {words.block && <p className={styles.block}><BlockedIcon size={16} /> {words.block}</p>}
      </div>
      <div className={styles.when}>
        <span className={styles.due} data-late={words.due.isLate}>{words.due.text}</span>
        <span className={styles.muted}>{words.due.day}</span>
        {card.isTaken && <Tag tone="success" icon={<CheckIcon size={14} />}>{wording.t("taken")}</Tag>}
      </div>
      <span className={styles.channel}>
        <ChannelIcon channel={card.channel} /> {words.channel}
        {words.allowance && <span className={styles.allowance}>{words.allowance}</span>}
      </span>
      {(canLog || canChange) && <Buttons {...props} />}
    </li>
  );
}

function Priority({ words: { priority }, wording: { t } }: Pick<ActionRowProps, "words" | "wording">) {
  return (
    <div className={styles.priority} title={priority.inWords}>
      <span className={styles.value} aria-hidden="true">{priority.value}</span>
      <span className={styles.factors} aria-hidden="true">{priority.factors}</span>
      <span className="visually-hidden">{t("priority", { priority: priority.value })} = {priority.inWords}</span>
    </div>
  );
}

function Heading({ card, words, wording, clientQuery }: ActionRowProps) {
  if (clientQuery === null) return <h3 className={styles.heading}>{words.title}</h3>;
  return (
    <h3 className={styles.heading}>
      <Link href={`/clients/${card.clientId}?${clientQuery}` as Route} prefetch={false} className={styles.client}>{card.clientName}</Link>
      <SegmentChip segment={card.segment} label={wording.domain(`segment.${card.segment ?? "NEW"}`)} />
      <span className={styles.title}>{words.title}</span>
    </h3>
  );
}

/** Signs of leaving are a list; elsewhere one sentence goes on from the other. */
function Reasons({ card, words: { reasons } }: Pick<ActionRowProps, "card" | "words">) {
  if (card.reason.code !== "CHURN" || reasons.length === 1) return <p className={styles.reason}>{reasons.join(" ")}</p>;
  return <ul className={styles.reasons}>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>;
}

function Buttons({ card, words, wording: { t }, canLog, canChange, onRequest }: ActionRowProps) {
  const names = { action: words.title, client: card.clientName };
  const ask = (type: RowRequest["type"]) => ({ currentTarget }: MouseEvent<HTMLElement>) => onRequest({ type, card, anchor: currentTarget });
  return (
    <div className={styles.buttons}>
      {canLog && <button type="button" className={button.quiet} aria-label={t("logFor", names)} onClick={ask("log")}><PlusIcon size={16} /> {t("log")}</button>}
      {canChange && (
        <>
          <button type="button" className={button.icon} aria-label={t("snoozeFor", names)} title={t("snooze")} aria-haspopup="menu" onClick={ask("snooze")}><SnoozeIcon size={18} /></button>
          <button type="button" className={button.icon} aria-label={t("dismissFor", names)} title={t("dismiss")} aria-haspopup="dialog" onClick={ask("dismiss")}><CloseIcon size={18} /></button>
        </>
      )}
    </div>
  );
}
