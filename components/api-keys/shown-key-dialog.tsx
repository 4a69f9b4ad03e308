"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import styles from "./api-keys.module.css";
import type { CreatedKey } from "./create-key-dialog";

/** The whole key, this once. A click beside the dialog does not close it: the key would be lost. */
export function ShownKeyDialog({ created, onClose }: { created: CreatedKey; onClose: () => void }) {
  const t = useTranslations("apiKeys.shownDialog");
  const [titleId, textId] = [useId(), useId()];
  const [copy, setCopy] = useState<"NOT_YET" | "DONE" | "FAILED">("NOT_YET");
  const copyKey = () => {
    // Without a secure connection the browser has no clipboard at all.
    const written = navigator.clipboard ? navigator.clipboard.writeText(created.token) : Promise.reject(new Error("no clipboard"));
    written.then(() => setCopy("DONE"), () => setCopy("FAILED"));
  };
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby={titleId} aria-describedby={textId}>
      <DialogTitle id={titleId}>{t("title")}</DialogTitle>
      <DialogContent>
        <DialogContentText id={textId}>{t("text")}</DialogContentText>
        <div className={styles.shown} role="group" aria-label={t("key", { name: created.name })}>
          <code className={styles.token}>{created.token}</code>
          <Button variant="outlined" onClick={copyKey} autoFocus>{t(copy === "DONE" ? "copied" : "copy")}</Button>
        </div>
        <p role="status">{copy === "FAILED" ? t("copyFailed") : ""}</p>
      </DialogContent>
      <DialogActions><Button variant="contained" onClick={onClose}>{t("done")}</Button></DialogActions>
    </Dialog>
  );
}
