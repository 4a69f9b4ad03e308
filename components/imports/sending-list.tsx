"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import button from "@/components/ui/button.module.css";
import { Tag } from "@/components/ui/tag";
import { formatBytes } from "@/lib/i18n/format";
import styles from "./imports.module.css";
import { secondsLeft, type Sending, type SendingFile } from "./sending";
import type { SendingCommands } from "./use-sending";

type SendingListProps = { sending: Sending; commands: Omit<SendingCommands, "add"> };

/** The files on their way, and those that did not get through with the reason. */
export function SendingList({ sending, commands }: SendingListProps) {
  const t = useTranslations("imports.sending");
  const received = sending.received.length;
  const failed = sending.files.filter(({ state }) => state.kind === "REFUSED" || state.kind === "FAILED").length;
  return (
    <>
      <p role="status" className="visually-hidden">{received > 0 && t("countReceived", { count: received })} {failed > 0 && t("countNotTaken", { count: failed })}</p>
      {sending.files.length > 0 && (
        <ul className={styles.sending} aria-label={t("title")}>
          {sending.files.map((one) => <SendingRow key={one.key} one={one} commands={commands} />)}
        </ul>
      )}
    </>
  );
}

function SendingRow({ one, commands }: { one: SendingFile; commands: SendingListProps["commands"] }) {
  const locale = useLocale();
  const { name, size } = one.file;
  const { kind } = one.state;
  return (
    <li className={styles.sendingRow} data-state={kind}>
      <span className={styles.fileName}>{name}</span>
      <span className={styles.size}>{formatBytes(locale, size)}</span>
      <span className={styles.rowCommands}><RowCommands one={one} commands={commands} /></span>
      <div className={styles.rowState}>
        {kind === "SENDING" ? <Progress one={one} /> : <Outcome one={one} />}
      </div>
    </li>
  );
}

function Progress({ one }: { one: SendingFile }) {
  const t = useTranslations("imports.sending");
  const locale = useLocale();
  const { file, sentBytes, bytesPerSecond } = one;
  const left = secondsLeft(one);
  const words = [
    t("progress", { sent: formatBytes(locale, sentBytes), total: formatBytes(locale, file.size) }),
    bytesPerSecond !== null && t("speed", { speed: formatBytes(locale, bytesPerSecond) }),
    sentBytes >= file.size ? t("finishing") : left !== null && t("left", { time: durationIn(t, left) }),
  ];
  return (
    <>
      <progress className={styles.bar} value={sentBytes} max={file.size} aria-label={t("bar", { name: file.name })} />
      <span className={styles.note}>{words.filter(Boolean).join(" · ")}</span>
    </>
  );
}

function Outcome({ one: { state } }: { one: SendingFile }): ReactNode {
  const t = useTranslations("imports");
  const errors = useTranslations("errors.code");
  if (state.kind === "WAITING") return <span className={styles.note}>{t("sending.waiting")}</span>;
  if (state.kind === "REFUSED") return <p className={styles.reason}><Tag tone="danger">{t("sending.notTaken")}</Tag> {t(`refusal.${state.code}`)}</p>;
  if (state.kind === "SENDING") return null;
  return <p className={styles.reason}><Tag tone="warning">{t("sending.failed")}</Tag> {state.code === "OFFLINE" ? t("sending.offline") : errors(state.code)}</p>;
}

function RowCommands({ one: { key, file: { name }, state }, commands }: { one: SendingFile; commands: SendingListProps["commands"] }) {
  const t = useTranslations("imports.sending");
  if (state.kind === "WAITING" || state.kind === "SENDING") {
    return <button type="button" className={button.quiet} aria-label={t("cancelNamed", { name })} onClick={() => commands.cancel(key)}>{t("cancel")}</button>;
  }
  return (
    <>
      {state.kind === "FAILED" && <button type="button" className={button.primary} aria-label={t("retryNamed", { name })} onClick={() => commands.retry(key)}>{t("retry")}</button>}
      <button type="button" className={button.quiet} aria-label={t("dismissNamed", { name })} onClick={() => commands.dismiss(key)}>{t("dismiss")}</button>
    </>
  );
}

function durationIn(t: ReturnType<typeof useTranslations<"imports.sending">>, seconds: number): string {
  if (seconds < 60) return t("seconds", { count: seconds });
  if (seconds < 5400) return t("minutes", { count: Math.round(seconds / 60) });
  return t("hours", { count: Math.round(seconds / 3600) });
}
