"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type ChangeEvent, type DragEvent } from "react";
import button from "@/components/ui/button.module.css";
import { UploadIcon } from "@/components/ui/icons";
import { filesOfDrop, meantFiles } from "./dropped-files";
import styles from "./imports.module.css";

/** Where files are dropped or chosen. `limits`: in words. */
export function DropZone({ limits, onFiles }: { limits: string; onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations("imports.upload");
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  useStrayDrops();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void filesOfDrop(event.dataTransfer).then(onFiles);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    // Between the words and buttons inside, nothing is left.
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setIsOver(false);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles(meantFiles([...(event.target.files ?? [])]));
    // The same file can be chosen again after it was removed.
    event.target.value = "";
  };
  return (
    <div className={styles.zone} data-over={isOver} onDragOver={over} onDragLeave={leave} onDrop={drop}>
      <UploadIcon size={28} />
      <p className={styles.invitation}>{isOver ? t("dropNow") : t("drop")}</p>
      <div className={styles.choices}>
        <button type="button" className={button.primary} onClick={() => files.current?.click()}>{t("choose")}</button>
        <button type="button" className={button.quiet} onClick={() => folder.current?.click()}>{t("chooseFolder")}</button>
      </div>
      <p className={styles.note}>{limits}</p>
      <input ref={files} type="file" multiple hidden accept=".csv,.txt,.tsv,text/csv,text/plain" aria-label={t("choose")} onChange={choose} />
      <input ref={folder} type="file" hidden aria-label={t("chooseFolder")} onChange={choose} {...{ webkitdirectory: "" }} />
    </div>
  );
}

/** A file dropped beside the zone would be opened by the browser in place of the page. */
function useStrayDrops(): void {
  useEffect(() => {
    const ignore = (event: Event) => event.preventDefault();
    for (const name of ["dragover", "drop"]) window.addEventListener(name, ignore);
    return () => {
      for (const name of ["dragover", "drop"]) window.removeEventListener(name, ignore);
    };
  }, []);
}
