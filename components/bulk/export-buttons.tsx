"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import button from "@/components/ui/button.module.css";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useToast } from "@/components/ui/toaster";
import { EXPORT_FORMATS, EXPORT_LIMIT, type ExportFormat } from "@/lib/domain/client-export";
import type { AppErrorCode } from "@/lib/errors";
import { formatBytes, formatNumber } from "@/lib/i18n/format";
import styles from "./bulk.module.css";

type ExportButtonsProps = { selection: { list: string; all: boolean; ids: readonly number[] }; /** Null: not counted yet. */ count: number | null };
type Received = { blob: Blob; name: string; count: number };

/** The clients chosen as a file with the columns of the list. What is received is kept only when it is whole. */
export function ExportButtons({ selection, count }: ExportButtonsProps) {
  const t = useTranslations("bulk.export");
  const run = useTranslations("bulk.run");
  const locale = useLocale();
  const { bytes, start, stop } = useExport(selection);
  const isTooMany = count !== null && count > EXPORT_LIMIT;
  if (bytes !== null) {
    const words = t("running", { count: count ?? 0, size: formatBytes(locale, bytes) });
    return (
      <div className={styles.export}>
        <div className={styles.progress}><p>{words}</p><ProgressBar label={t("label")} share={null} words={words} /></div>
        <button type="button" className={button.quiet} onClick={stop}>{run("stop")}</button>
      </div>
    );
  }
  return (
    <>
      {EXPORT_FORMATS.map((format) => <button key={format} type="button" className={button.quiet} disabled={count === null || isTooMany} onClick={() => start(format)}>{t(format)}</button>)}
      {isTooMany && <span className={styles.muted}>{t("limit", { limit: formatNumber(locale, EXPORT_LIMIT) })}</span>}
    </>
  );
}

function useExport(selection: ExportButtonsProps["selection"]) {
  const t = useTranslations("bulk.export");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [bytes, setBytes] = useState<number | null>(null);
  const asked = useRef<AbortController>(null);
  useEffect(() => () => asked.current?.abort(), []);
  const start = async (format: ExportFormat) => {
    const mine = new AbortController();
    asked.current = mine;
    setBytes(0);
    const result = await receive({ selection, format }, mine.signal, setBytes).catch(() => "OFFLINE" as const);
    if (!mine.signal.aborted) {
      if (typeof result === "string") toast({ message: t("failed", { reason: errors(result) }), tone: "danger" });
      else {
        save(result);
        toast({ message: t("done", { count: result.count }), tone: "success" });
      }
    }
    setBytes(null);
  };
  return { bytes, start: (format: ExportFormat) => void start(format), stop: () => asked.current?.abort() };
}

/** The whole file, or why there is none. A connection that breaks in between leaves none either. */
async function receive(body: object, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<Received | AppErrorCode> {
  const response = await fetch("/api/portfolio/export", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), cache: "no-store", signal });
  if (!response.ok || !response.body) return ((await response.json()) as { code: AppErrorCode }).code;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  let bytes = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    bytes += read.value.length;
    onBytes(bytes);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "clients";
  return { blob: new Blob(parts, { type: response.headers.get("content-type") ?? "" }), name, count: Number(response.headers.get("x-clients")) };
}

function save({ blob, name }: Received): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
