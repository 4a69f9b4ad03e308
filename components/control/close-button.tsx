"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useCommand, type ControlCommand } from "./use-command";
import styles from "./control.module.css";

type CloseButtonProps = { id: string; words: { close: string; title: string; text: string; done: string; refused: string }; close: ControlCommand };

/** Ends a campaign, which cannot be taken back: it asks first. */
export function CloseButton({ id, words, close }: CloseButtonProps) {
  const common = useTranslations("common");
  const { isPending, run, toast } = useCommand();
  const [isOpen, setOpen] = useState(false);
  const confirm = () => run(close, { id }, () => {
    setOpen(false);
    toast({ message: words.done, tone: "success" });
  }, { CONFLICT: words.refused });
  return (
    <>
      <button type="button" className={button.quiet} onClick={() => setOpen(true)}>{words.close}</button>
      {isOpen && (
        <PlainDialog title={words.title} labels={{ close: common("close") }} onClose={() => setOpen(false)}
          actions={<><button type="button" className={button.quiet} onClick={() => setOpen(false)}>{common("cancel")}</button><button type="button" className={button.danger} disabled={isPending} onClick={confirm}>{words.close}</button></>}>
          <p className={styles.note}>{words.text}</p>
        </PlainDialog>
      )}
    </>
  );
}
