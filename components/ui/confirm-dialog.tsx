"use client";
import { useId } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";

type ConfirmDialogProps = {
  open: boolean;
  title: string;
  text: string;
  labels: { confirm: string; cancel: string };
  danger?: boolean;
  /** While the answer is being carried out. */
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before what cannot be taken back. What can be is done at once, with an undo (useToast). */
export function ConfirmDialog({ open, title, text, labels, danger, pending, onConfirm, onCancel }: ConfirmDialogProps) {
  const titleId = useId();
  const textId = useId();
  return (
    <Dialog open={open} onClose={onCancel} maxWidth="xs" aria-labelledby={titleId} aria-describedby={textId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent><DialogContentText id={textId}>{text}</DialogContentText></DialogContent>
      <DialogActions>
        <Button onClick={onCancel} autoFocus>{labels.cancel}</Button>
        <Button variant="contained" color={danger ? "error" : "primary"} disabled={pending} onClick={onConfirm}>{labels.confirm}</Button>
      </DialogActions>
    </Dialog>
  );
}
