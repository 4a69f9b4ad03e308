"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { TimelineItem } from "@/components/clients/sheet/timeline-item";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog } from "@/components/interactions/log-interaction-dialog";
import button from "@/components/ui/button.module.css";
import { Panel } from "@/components/ui/panel";
import type { ProductName } from "@/lib/domain/action-card";
import { CORRECTABLE_DAYS, type TimelineInteraction } from "@/lib/domain/client-sheet";
import { isWithdrawable, requestsOf, type Remark, type RequestSide } from "@/lib/domain/correction-request";
import { addDays, type Day } from "@/lib/domain/dates";
import { CommentForm } from "./comment-form";
import type { RemarkCommands } from "./remark-commands";
import { RemarkThread } from "./remark-thread";
import styles from "./remarks.module.css";
import { RequestSteps } from "./request-steps";
import { useRemarkCommand } from "./use-remark-command";

type EntryViewProps = {
  client: { id: number; name: string };
  today: Day;
  /** The entry, then those that correct it. */
  entries: readonly [TimelineInteraction, ...TimelineInteraction[]];
  productNames: Readonly<Record<string, ProductName>>;
  colleagues: readonly { id: number; name: string }[];
  viewer: { userId: number; side: RequestSide };
  commands: RemarkCommands;
  /** Null where the viewer does not log. */
  log: LogActions | null;
};

/** An entry with its corrections, what is said of it, and what can be done about it. Needs the words of `timeline`, `domain`, `log`, `remarks`. */
export function EntryView({ client, today, entries, productNames, colleagues, viewer, commands, log }: EntryViewProps) {
  const t = useTranslations("remarks");
  const [correcting, setCorrecting] = useState(false);
  const [first] = entries;
  const latest = entries.at(-1) ?? first;
  const entry = { clientId: client.id, interactionId: first.id };
  const isCorrectable = log !== null && !latest.cancels && latest.on >= addDays(today, -CORRECTABLE_DAYS);
  return (
    <div className={styles.stack}>
      <Panel title={t("entry.section")}>
        <ol className={styles.entries} aria-label={t("entry.label")}>
          {entries.map((one) => <TimelineItem key={one.id} entry={one} clientId={client.id} productNames={productNames} shownIds={new Set(entries.map(({ id }) => id))} onCorrect={null} withRemarks={one !== first} />)}
        </ol>
        <RequestSteps entry={entry} request={requestsOf(first.remarks).at(-1) ?? null} side={viewer.side} today={today} colleagues={colleagues} commands={commands} onCorrect={isCorrectable ? () => setCorrecting(true) : null} />
      </Panel>
      <Panel title={t("thread.title")}>
        {first.remarks.length === 0 ? <p className={styles.none}>{t("thread.none")}</p> : (
          <RemarkThread remarks={first.remarks} after={(remark) => <Withdraw remark={remark} entry={entry} userId={viewer.userId} withdraw={commands.withdraw} />} />
        )}
        <CommentForm entry={entry} colleagues={colleagues} comment={commands.comment} />
      </Panel>
      {log && correcting && <LogInteractionDialog {...log} open client={client} action={null} corrects={{ ...latest, occurredOn: latest.on }} onClose={() => setCorrecting(false)} />}
    </div>
  );
}

type WithdrawProps = { remark: Remark; entry: { clientId: number; interactionId: string }; userId: number; withdraw: RemarkCommands["withdraw"] };

function Withdraw({ remark, entry, userId, withdraw }: WithdrawProps) {
  const t = useTranslations("remarks.form");
  const { isPending, send } = useRemarkCommand("WITHDRAWN", () => undefined);
  // The day on which the page was opened is near enough: the server decides.
  const [openedAt] = useState(() => new Date());
  if (!isWithdrawable(remark, userId, openedAt)) return null;
  return <button type="button" className={button.quiet} disabled={isPending} aria-label={t("withdrawOf", { text: remark.text.slice(0, 40) })} onClick={() => send(withdraw, { ...entry, withdrawsId: remark.id })}>{t("withdraw")}</button>;
}
