"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import type { Day } from "@/lib/domain/dates";
import { useCommand, type ControlCommand } from "./use-command";
import type { LookKey } from "./use-look";
import styles from "./entry.module.css";

type AskButtonProps = { entry: LookKey; today: Day; /** What the form begins with. */ dueOn: Day; ask: ControlCommand };

/** Asks whoever holds the client to put something right, by a day. */
export function AskButton(props: AskButtonProps) {
  const t = useTranslations("controlReview.ask");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} onClick={() => setOpen(true)}>{t("button")}</button>
      {isOpen && <AskDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskDialog({ entry, today, dueOn, ask, onClose }: AskButtonProps & { onClose: () => void }) {
  const t = useTranslations("controlReview.ask");
  const common = useTranslations("common");
  const { isPending, run, toast } = useCommand();
  const [id] = useState(() => crypto.randomUUID());
  const [asked, setAsked] = useState("");
  const [on, setOn] = useState<string>(dueOn);
  const send = () => run(ask, { ...entry, id, asked, dueOn: on }, () => {
    onClose();
    toast({ message: t("saved"), tone: "success" });
  });
  return (
    <PlainDialog title={t("title")} labels={{ close: common("close") }} onClose={onClose} onSubmit={send}
      actions={<button type="submit" className={button.primary} disabled={isPending || asked.trim() === ""}>{t("confirm")}</button>}>
      <p className={styles.hint}>{t("hint")}</p>
      <div className={styles.fields}>
        <label>{t("asked")}<textarea className={styles.input} maxLength={2000} required value={asked} data-autofocus onChange={(event) => setAsked(event.target.value)} /></label>
        <label>{t("dueOn")}<input type="date" className={styles.input} min={today} required value={on} onChange={(event) => setOn(event.target.value)} /></label>
      </div>
    </PlainDialog>
  );
}
