import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useClosedActionWords } from "@/components/interactions/closed-action-words";
import button from "@/components/ui/button.module.css";
import { BlockedIcon, CheckIcon, SnoozeIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import type { Day } from "@/lib/domain/dates";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import type { Messages } from "@/lib/i18n/messages/fr";
import { deliver, discard, retry } from "./outbox";
import type { OutboxEntry } from "./outbox-entry";
import styles from "./outbox.module.css";

type OutboxItemProps = { entry: OutboxEntry; onResume: (entry: OutboxEntry) => void; onLeave: () => void };

/** Refused because the client is no longer the writer's: there is no form to open any more. */
const GONE = new Set(["NOT_FOUND", "FORBIDDEN"]);

/** What its writer wrote, and beside it what the bank has to say. */
export function OutboxItem({ entry, onResume, onLeave }: OutboxItemProps) {
  const t = useTranslations("outbox");
  const titleId = useId();
  const { state, client } = entry;
  const isGone = state.kind === "REFUSED" && GONE.has(state.code);
  return (
    <li className={styles.entry} aria-labelledby={titleId}>
      <h3 id={titleId}>{isGone ? client.name : <Link href={`/clients/${client.id}` as Route} onClick={onLeave}>{client.name}</Link>}</h3>
      <div className={styles.sides}>
        <Written entry={entry} />
        <div>
          <h4>{t("theirs")}</h4>
          <Answer entry={entry} />
        </div>
      </div>
      <Commands entry={entry} canResume={state.kind === "REFUSED" && !isGone} onResume={onResume} />
    </li>
  );
}

function Written({ entry: { submission, writtenAt } }: Pick<OutboxItemProps, "entry">) {
  const t = useTranslations("outbox");
  const lines = useWrittenWords();
  const locale = useLocale();
  return (
    <div>
      <h4>{t("mine")}</h4>
      {lines(submission).map((line) => <p key={line}>{line}</p>)}
      {submission.notes !== "" && <p className={styles.notes}>{submission.notes}</p>}
      <p className={styles.muted}>{t("writtenAt", { at: formatInstant(locale, new Date(writtenAt)) })}</p>
    </div>
  );
}

function useWrittenWords(): (submission: OutboxEntry["submission"]) => string[] {
  const t = useTranslations("outbox");
  const domain = useTranslations("domain");
  const locale = useLocale();
  return ({ channel, outcome, occurredOn, productsSold, productsDiscussed, profile, consents, nextStepOn }) => {
    const changes = Object.keys(profile).length + Object.keys(consents).length;
    return [
      [domain(`channel.${channel}`), outcome && domain(`outcome.${outcome}`), formatDay(locale, occurredOn as Day)].filter(Boolean).join(" · "),
      ...(productsSold.length > 0 ? [t("sold", { count: productsSold.length })] : []),
      ...(productsDiscussed.length > 0 ? [t("discussed", { count: productsDiscussed.length })] : []),
      ...(changes > 0 ? [t("changes", { count: changes })] : []),
      ...(nextStepOn ? [t("nextStep", { day: formatDay(locale, nextStepOn as Day) })] : []),
    ];
  };
}

function Answer({ entry: { state, corrects } }: Pick<OutboxItemProps, "entry">) {
  const t = useTranslations("outbox");
  const errors = useTranslations("errors");
  const closedWords = useClosedActionWords();
  if (state.kind === "CLOSED") return <p className={styles.said} data-tone="info"><CheckIcon size={16} /> <span>{t("saved")} {closedWords(state.closed)}</span></p>;
  if (state.kind !== "REFUSED") return <p className={styles.said}><SnoozeIcon size={16} /> <span>{t("notYet")}</span></p>;
  const fields = Object.values(state.fields).map((key) => errors(`fields.${key as keyof Messages["errors"]["fields"]}`));
  const reason = GONE.has(state.code) ? t("gone") : state.code === "CONFLICT" && corrects ? t("corrected") : errors(`code.${state.code}`);
  return <p className={styles.said} data-tone="danger"><BlockedIcon size={16} /> <span><strong>{t("refused")}</strong> {[reason, ...fields].join(" ")}</span></p>;
}

function Commands({ entry, canResume, onResume }: Pick<OutboxItemProps, "entry" | "onResume"> & { canResume: boolean }) {
  const t = useTranslations("outbox");
  const common = useTranslations("common");
  const [isAsking, setAsking] = useState(false);
  const copy = useCopy(entry);
  if (entry.state.kind === "CLOSED") return <div className={styles.commands}><button type="button" className={button.quiet} onClick={() => void discard(entry.id)}>{t("seen")}</button></div>;
  if (isAsking) {
    return (
      <div className={styles.commands} role="alert">
        <span>{t("removeAsk")}</span>
        <button type="button" className={button.danger} onClick={() => void discard(entry.id)}>{t("remove")}</button>
        <button type="button" className={button.quiet} autoFocus onClick={() => setAsking(false)}>{common("cancel")}</button>
      </div>
    );
  }
  return (
    <div className={styles.commands}>
      {canResume && <button type="button" className={button.quiet} aria-haspopup="dialog" onClick={() => onResume(entry)}>{t("resume")}</button>}
      {entry.state.kind === "REFUSED" && <button type="button" className={button.quiet} onClick={() => void retry(entry).then(deliver)}>{common("retry")}</button>}
      <button type="button" className={button.quiet} onClick={copy}>{t("copy")}</button>
      <button type="button" className={button.quiet} onClick={() => setAsking(true)}>{t("remove")}</button>
    </div>
  );
}

/** As plain text, for a message to whoever looks after the client now. */
function useCopy({ client, submission }: OutboxEntry): () => void {
  const t = useTranslations("outbox");
  const lines = useWrittenWords();
  const toast = useToast();
  return () => {
    const text = [client.name, ...lines(submission), submission.notes].join("\n");
    void navigator.clipboard.writeText(text).then(() => toast({ message: t("copied") }), () => toast({ message: t("notCopied"), tone: "danger" }));
  };
}
