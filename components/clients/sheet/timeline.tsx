"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type RefObject } from "react";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog } from "@/components/interactions/log-interaction-dialog";
import button from "@/components/ui/button.module.css";
import type { ProductName } from "@/lib/domain/action-card";
import { CORRECTABLE_DAYS, type TimelineInteraction, type TimelinePage, type TimelinePart } from "@/lib/domain/client-sheet";
import { addDays, type Day } from "@/lib/domain/dates";
import type { ActionResult, AppErrorCode } from "@/lib/errors";
import { TimelineItem } from "./timeline-item";
import styles from "./timeline.module.css";

export type ListTimeline = (input: unknown) => Promise<ActionResult<TimelinePage>>;

type TimelineProps = {
  client: { id: number; name: string };
  today: Day;
  firstPage: TimelinePage;
  /** The part of the timeline on show; null: the whole. */
  part: TimelinePart | null;
  productNames: Readonly<Record<string, ProductName>>;
  listTimeline: ListTimeline;
  /** Null where the viewer may only look. */
  log: LogActions | null;
};

/** Contacts, changes of scores, contracts and consents, newest first, a page at a time. Needs the words of `timeline`, `domain`, `log`, `remarks`. */
export function Timeline({ client, today, firstPage, part, productNames, listTimeline, log }: TimelineProps) {
  const t = useTranslations("timeline");
  const errors = useTranslations("errors.code");
  const list = useRef<HTMLOListElement>(null);
  const { entries, next, pending, failure, more } = usePages({ clientId: client.id, part }, firstPage, listTimeline, list);
  const [correcting, setCorrecting] = useState<TimelineInteraction | null>(null);
  if (entries.length === 0) return <p className={styles.empty}>{t(part === null ? "empty" : "emptyPart")}</p>;
  const shownIds = new Set(entries.map((entry) => entry.id));
  return (
    <>
      <ol ref={list} className={styles.list}>
        {entries.map((entry) => (
          <TimelineItem key={`${entry.type} ${entry.id}`} entry={entry} clientId={client.id} productNames={productNames} shownIds={shownIds} withRemarks
            onCorrect={log && entry.on >= addDays(today, -CORRECTABLE_DAYS) ? setCorrecting : null} />
        ))}
      </ol>
      {failure && <p role="alert" className={styles.failure}>{errors(failure)}</p>}
      {next && <button type="button" className={button.quiet} disabled={pending} onClick={() => void more()}>{t(pending ? "loadingMore" : "more")}</button>}
      {log && correcting && <LogInteractionDialog {...log} open client={client} action={null} corrects={{ ...correcting, occurredOn: correcting.on }} onClose={() => setCorrecting(null)} />}
    </>
  );
}

function usePages(wanted: { clientId: number; part: TimelinePart | null }, firstPage: TimelinePage, listTimeline: ListTimeline, list: RefObject<HTMLOListElement | null>) {
  const [older, setOlder] = useState<readonly TimelinePage[]>([]);
  const [firstNew, setFirstNew] = useState<number | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<AppErrorCode | "OFFLINE" | null>(null);
  const pages = [firstPage, ...older];
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next ?? null;
  const more = async () => {
    setPending(true);
    const result = await listTimeline({ ...wanted, after: next }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setPending(false);
    setFailure(result.ok ? null : result.code);
    if (!result.ok) return;
    setFirstNew(entries.length);
    setOlder((before) => [...before, result.data]);
  };
  // The button moves down or goes: the reader goes on where the new entries begin.
  useEffect(() => {
    if (firstNew !== null) list.current?.querySelectorAll<HTMLElement>(":scope > li")[firstNew]?.focus();
  }, [firstNew, list]);
  return { entries, next, pending, failure, more };
}
