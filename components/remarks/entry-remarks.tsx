"use client";
import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { MessageIcon } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import type { TimelineInteraction } from "@/lib/domain/client-sheet";
import { requestsOf } from "@/lib/domain/correction-request";
import { formatDay } from "@/lib/i18n/format";
import { RemarkThread } from "./remark-thread";
import styles from "./remarks.module.css";

type EntryRemarksProps = { entry: TimelineInteraction; clientId: number; /** The entry's outcome in words. */ outcome: string };

/** Under an entry of the timeline: how much was said of it, folded, and the way to the entry itself. */
export function EntryRemarks({ entry, clientId, outcome }: EntryRemarksProps) {
  const t = useTranslations("remarks");
  const locale = useLocale();
  const { remarks } = entry;
  const state = requestsOf(remarks).at(-1)?.state;
  return (
    <div className={styles.under}>
      {remarks.length > 0 && (
        <details className={styles.folded}>
          <summary><MessageIcon size={14} /> {t("summary", { count: remarks.length })} {state && <Tag tone={state === "OPEN" || state === "ANSWERED" ? "warning" : "neutral"}>{t(`state.${state}`)}</Tag>}</summary>
          <RemarkThread remarks={remarks} />
        </details>
      )}
      <Link href={`/clients/${clientId}/entries/${entry.id}` as Route} prefetch={false} className={styles.open} aria-label={t("openOf", { day: formatDay(locale, entry.on), outcome })}>{t("open")}</Link>
    </div>
  );
}
