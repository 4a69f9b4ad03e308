"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Tag, type Tone } from "@/components/ui/tag";
import type { Remark, RemarkKind } from "@/lib/domain/correction-request";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import styles from "./remarks.module.css";

const TONES: Record<RemarkKind, Tone> = {
  COMMENT: "neutral", ASKED: "warning", ASKED_AGAIN: "warning", CORRECTED: "info", STANDS: "info", ACCEPTED: "success", WITHDRAWN: "neutral",
};

/** What was said of an entry, the oldest first; what was taken back stays, struck through. Needs the words of `remarks`. */
export function RemarkThread({ remarks, after }: { remarks: readonly Remark[]; /** What a remark ends with. */ after?: (remark: Remark) => ReactNode }) {
  const t = useTranslations("remarks.thread");
  return (
    <ol className={styles.thread} aria-label={t("label")}>
      {remarks.map((remark) => <li key={remark.id} data-withdrawn={remark.withdrawn}><Said remark={remark} />{after?.(remark)}</li>)}
    </ol>
  );
}

function Said({ remark }: { remark: Remark }) {
  const t = useTranslations("remarks");
  const locale = useLocale();
  return (
    <>
      <p className={styles.who}>
        <Tag tone={TONES[remark.kind]}>{t(`kind.${remark.kind}`)}</Tag> <strong>{remark.userName}</strong>
        <time dateTime={remark.writtenAt} className={styles.muted}>{formatInstant(locale, new Date(remark.writtenAt))}</time>
        {remark.withdrawn && <Tag>{t("thread.withdrawn")}</Tag>}
      </p>
      {remark.reason && <p><strong>{t(`reason.${remark.reason}`)}</strong></p>}
      {remark.text && <p className={styles.text}>{remark.text}</p>}
      {remark.dueOn && <p className={styles.muted}>{t("thread.due", { day: formatDay(locale, remark.dueOn) })}</p>}
      {remark.mentionedNames.length > 0 && <p className={styles.muted}>{t("thread.for", { names: remark.mentionedNames.join(", ") })}</p>}
    </>
  );
}
