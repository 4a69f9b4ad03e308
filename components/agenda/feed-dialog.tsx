"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useToast } from "@/components/ui/toaster";
import { CALENDAR_NAMES, type CalendarNames } from "@/lib/domain/calendar-feed";
import type { ActionResult } from "@/lib/errors";
import type { FeedCommands, ShownFeed } from "./feed-commands";
import styles from "./fields.module.css";

type FeedDialogProps = { feed: ShownFeed | null; commands: FeedCommands; onClose: () => void };

/** What leaves the bank and for whom, then the address: made, shown once, replaced, ended. */
export function FeedDialog({ feed, commands, onClose }: FeedDialogProps) {
  const t = useTranslations("agenda.feed");
  const common = useTranslations("common");
  const toast = useToast();
  const { isPending, run } = useCommands();
  const [names, setNames] = useState<CalendarNames>(feed?.names ?? "NONE");
  const [path, setPath] = useState<string | null>(null);
  const create = () => run(commands.create, { names }, (made) => setPath(made.path));
  const revoke = () => run(commands.revoke, {}, () => {
    setPath(null);
    toast({ message: t("revoked") });
  });
  const choose = (chosen: CalendarNames) => {
    setNames(chosen);
    if (feed) run(commands.name, { names: chosen }, () => toast({ message: t("namesSaved") }));
  };
  return (
    <PlainDialog title={t("title")} labels={{ close: common("close") }} onClose={onClose}
      actions={feed ? (
        <>
          <button type="button" className={button.quiet} disabled={isPending} onClick={revoke}>{t("revoke")}</button>
          <button type="button" className={button.quiet} disabled={isPending} title={t("replaceHint")} onClick={create}>{t("replace")}</button>
        </>
      ) : <button type="button" className={button.primary} disabled={isPending} onClick={create}>{t("create")}</button>}>
      <p className={styles.text}>{t("about")}</p>
      <NameChoices value={names} onChange={choose} />
      {feed && <p className={styles.text}>{t("state", { created: feed.createdAt, used: feed.lastUsedAt ?? "NEVER" })} {t("replaceHint")}</p>}
      {path && <Address address={location.origin + path} />}
    </PlainDialog>
  );
}

function NameChoices({ value, onChange }: { value: CalendarNames; onChange: (names: CalendarNames) => void }) {
  const t = useTranslations("agenda.feed");
  return (
    <fieldset className={styles.group}>
      <legend className={styles.label}>{t("names")}</legend>
      {CALENDAR_NAMES.map((names) => (
        <label key={names} className={styles.choice}><input type="radio" name="names" value={names} checked={names === value} onChange={() => onChange(names)} /> {t(`namesChoice.${names}`)}</label>
      ))}
    </fieldset>
  );
}

/** The whole address, this once. */
function Address({ address }: { address: string }) {
  const t = useTranslations("agenda.feed");
  const [copy, setCopy] = useState<"NOT_YET" | "DONE" | "FAILED">("NOT_YET");
  const copyIt = () => {
    // Without a secure connection the browser has no clipboard at all.
    const written = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject(new Error("no clipboard"));
    written.then(() => setCopy("DONE"), () => setCopy("FAILED"));
  };
  return (
    <div role="group" aria-label={t("address")}>
      <p role="status" className={styles.notice}>{t("shown")}</p>
      <p className={styles.address}><code>{address}</code><button type="button" className={button.primary} autoFocus onClick={copyIt}>{t(copy === "DONE" ? "copied" : "copy")}</button></p>
      <p role="status" className={styles.text}>{copy === "FAILED" ? t("copyFailed") : ""}</p>
    </div>
  );
}

function useCommands() {
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const run = <T,>(command: (input: unknown) => Promise<ActionResult<T>>, input: unknown, then: (data: T) => void) =>
    startTransition(async () => {
      const result = await command(input).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (result.ok) then(result.data);
      else toast({ message: errors(result.code), tone: "danger" });
    });
  return { isPending, run };
}
