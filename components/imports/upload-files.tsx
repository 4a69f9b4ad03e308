"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES, type UploadedFile } from "@/lib/domain/uploads";
import { formatBytes, formatNumber } from "@/lib/i18n/format";
import { DropZone } from "./drop-zone";
import { ReceivedFiles, type RemoveUploadedFile } from "./received-files";
import { SendingList } from "./sending-list";
import { useSending } from "./use-sending";
import styles from "./imports.module.css";

type UploadFilesProps = { uploadId: string; files: readonly UploadedFile[]; isFrozen: boolean; removeFile: RemoveUploadedFile };

/** The first step of an import: its files are brought. `isFrozen`: no more of them, and none less. */
export function UploadFiles({ uploadId, files, isFrozen, removeFile }: UploadFilesProps) {
  const t = useTranslations("imports.upload");
  const locale = useLocale();
  const { sending, add, ...commands } = useSending(uploadId);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const known = new Set(files.map(({ id }) => id));
  const shown = [...files, ...sending.received.filter(({ id }) => !known.has(id))].filter(({ id }) => !removed.includes(id));
  const limits = t("limits", { files: formatNumber(locale, MAX_UPLOAD_FILES), size: formatBytes(locale, MAX_UPLOAD_BYTES) });
  return (
    <div className={styles.step}>
      {!isFrozen && <DropZone limits={limits} onFiles={add} />}
      <SendingList sending={sending} commands={commands} />
      <ReceivedFiles uploadId={uploadId} files={shown} isFrozen={isFrozen} removeFile={removeFile} onRemoved={(id) => setRemoved([...removed, id])} />
    </div>
  );
}
