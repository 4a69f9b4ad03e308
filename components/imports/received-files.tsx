"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import table from "@/components/ui/data-table.module.css";
import { useToast } from "@/components/ui/toaster";
import type { UploadedFile } from "@/lib/domain/uploads";
import type { ActionResult } from "@/lib/errors";
import { formatBytes, formatInstant } from "@/lib/i18n/format";
import styles from "./imports.module.css";

export type RemoveUploadedFile = (input: unknown) => Promise<ActionResult<void>>;

type ReceivedFilesProps = { uploadId: string; files: readonly UploadedFile[]; isFrozen: boolean; removeFile: RemoveUploadedFile; onRemoved: (id: string) => void };

/** The files that have come whole. `isFrozen`: they are being read, or were. */
export function ReceivedFiles({ uploadId, files, isFrozen, removeFile, onRemoved }: ReceivedFilesProps) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed goes with its row: the keyboard stays here.
  const { isRemoving, remove } = useRemoval(uploadId, removeFile, (id) => {
    place.current?.focus();
    onRemoved(id);
  });
  if (files.length === 0) return <div ref={place} tabIndex={-1} className={styles.note}>{t("upload.nothing")}</div>;
  return (
    <div ref={place} tabIndex={-1} className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("upload.received")}>
        <thead>
          <tr>
            <th scope="col">{t("upload.name")}</th>
            <th scope="col" className={table.number}>{t("column.size")}</th>
            <th scope="col">{t("upload.receivedAt")}</th>
            {!isFrozen && <th scope="col"><span className="visually-hidden">{t("upload.remove")}</span></th>}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.id}>
              <th scope="row" className={`${table.title} ${styles.fileName}`}>{file.name}</th>
              <td data-label={t("column.size")} className={table.number}>{formatBytes(locale, file.sizeBytes)}</td>
              <td data-label={t("upload.receivedAt")} className={table.muted}>{formatInstant(locale, file.receivedAt)}</td>
              {!isFrozen && (
                <td className={`${table.number} ${table.wide}`}>
                  <button type="button" className={button.quiet} disabled={isRemoving} aria-label={t("upload.removeNamed", { name: file.name })} onClick={() => remove(file)}>
                    {t("upload.remove")}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useRemoval(uploadId: string, removeFile: RemoveUploadedFile, onRemoved: (id: string) => void) {
  const t = useTranslations("imports.upload");
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const router = useRouter();
  const [isRemoving, startTransition] = useTransition();
  const remove = ({ id, name }: UploadedFile) => startTransition(async () => {
    const result = await removeFile({ uploadId, id }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    toast(result.ok ? { message: t("removed", { name }), tone: "success" } : { message: errors(result.code), tone: "danger" });
    if (!result.ok) return;
    onRemoved(id);
    router.refresh();
  });
  return { isRemoving, remove };
}
