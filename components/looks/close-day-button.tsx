"use client";
import { useState } from "react";
import { useCommand, type ControlCommand } from "@/components/control/use-command";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import type { Day } from "@/lib/domain/dates";
import styles from "./looks.module.css";

export type CloseDayWords = Record<"open" | "name" | "title" | "hint" | "text" | "confirm" | "saved" | "gone" | "dismiss", string>;

type CloseDayButtonProps = { of: { userId: number; day: Day }; words: CloseDayWords; close: ControlCommand };

/** Closes a day of unusual reading with a note, or adds one to those that it has. */
export function CloseDayButton(props: CloseDayButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-label={props.words.name} onClick={() => setOpen(true)}>{props.words.open}</button>
      {isOpen && <CloseDayDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function CloseDayDialog({ of, words, close, onClose }: CloseDayButtonProps & { onClose: () => void }) {
  const { isPending, run, toast } = useCommand();
  const [id] = useState(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const send = () => run(close, { ...of, id, text }, () => {
    onClose();
    toast({ message: words.saved, tone: "success" });
  }, { NOT_FOUND: words.gone });
  return (
    <PlainDialog title={words.title} labels={{ close: words.dismiss }} onClose={onClose} onSubmit={send}
      actions={<button type="submit" className={button.primary} disabled={isPending || text.trim() === ""}>{words.confirm}</button>}>
      <p className={styles.about}>{words.hint}</p>
      <label className={styles.noteField}>{words.text}<textarea className={styles.noteText} rows={4} maxLength={1_000} required value={text} data-autofocus onChange={(event) => setText(event.target.value)} /></label>
    </PlainDialog>
  );
}
