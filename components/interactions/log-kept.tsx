"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import Button from "@mui/material/Button";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import type { KeptBecause } from "@/components/outbox/send-log";
import { UploadIcon } from "@/components/ui/icons";
import styles from "./log-dialog.module.css";

/** The server did not take it in time: where it is now, and that nothing has to be done. */
export function LogKept({ why, onClose }: { why: KeptBecause; onClose: () => void }) {
  const t = useTranslations("log.kept");
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <DialogContent className={styles.effect}>
        <div role="status">
          <p className={styles.kept}><UploadIcon size={22} /> {t("title")}</p>
          <p>{t(why)}</p>
        </div>
      </DialogContent>
      <DialogActions><Button ref={close} variant="contained" onClick={onClose}>{t("close")}</Button></DialogActions>
    </>
  );
}
