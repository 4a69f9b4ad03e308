"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, type ComponentType } from "react";
import type { LogActions } from "@/components/interactions/log-interaction";
import { useLoadedAtFirstUse } from "@/components/lazy-dialog";
import { MoreMessages } from "@/components/more-messages";
import { LogDialogWithWords } from "@/components/portfolio/log-dialog-with-words";
import { UploadIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import type { Locale } from "@/lib/i18n/locale";
import { connect, stay } from "./outbox";
import type { OutboxEntry } from "./outbox-entry";
import type { OutboxPanelProps } from "./outbox-panel";
import styles from "./outbox.module.css";
import { useOutbox } from "./use-outbox";

/** What was written and is not saved yet: sent from here by itself, and shown while there is any. */
export function OutboxButton({ log }: { log: LogActions }) {
  const t = useTranslations("shell.outbox");
  const { entries, leaving } = useOutbox();
  const [isOpen, setOpen] = useState(false);
  const [resumed, setResumed] = useState<OutboxEntry | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { Panel, load } = PANELS[useLocale()];
  useLoadedAtFirstUse(load);
  useEffect(connect, []);
  useDelivered();
  const close = () => {
    setOpen(false);
    stay();
  };
  const resume = (entry: OutboxEntry) => {
    close();
    setResumed(entry);
  };
  const needsLook = entries.some(({ state }) => state.kind === "REFUSED" || state.kind === "CLOSED");
  return (
    <>
      <div role="status" className={styles.place}>
        {entries.length > 0 && (
          <button ref={button} type="button" className={styles.button} data-needs-look={needsLook} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <UploadIcon size={18} /><span>{entries.length}</span><span className="visually-hidden"> {t(needsLook ? "look" : "waiting", { count: entries.length })}</span>
          </button>
        )}
      </div>
      {(isOpen || leaving) && <Suspense><Panel onClose={close} onResume={resume} /></Suspense>}
      {resumed && (
        <LogDialogWithWords {...log} open client={resumed.client} action={resumed.action} corrects={resumed.corrects} resumes={resumed.submission} onClose={() => setResumed(null)} />
      )}
    </>
  );
}

/** What was saved by itself is said, and the page shows it. */
function useDelivered(): void {
  const t = useTranslations("shell.outbox");
  const { delivered } = useOutbox();
  const router = useRouter();
  const toast = useToast();
  const told = useRef(0);
  const tell = useEffectEvent((fresh: readonly OutboxEntry[]) => {
    toast({ message: t("delivered", { count: fresh.length, client: fresh[0]?.client.name ?? "" }), tone: "success" });
    router.refresh();
  });
  useEffect(() => {
    const fresh = delivered.slice(told.current);
    told.current = delivered.length;
    if (fresh.length > 0) tell(fresh);
  }, [delivered]);
}

const PANELS: Record<Locale, { Panel: ComponentType<OutboxPanelProps>; load: () => Promise<unknown> }> = {
  fr: panelIn(() => Promise.all([import("@/lib/i18n/messages/fr/outbox.json"), import("@/lib/i18n/messages/fr/domain.json")])),
  en: panelIn(() => Promise.all([import("@/lib/i18n/messages/en/outbox.json"), import("@/lib/i18n/messages/en/domain.json")])),
};

/** It is needed when there is no connection to bring it, and comes before, with its words. */
function panelIn(loadWords: () => Promise<[{ default: typeof import("@/lib/i18n/messages/fr/outbox.json") }, { default: typeof import("@/lib/i18n/messages/fr/domain.json") }]>) {
  const load = async () => {
    const [[outbox, domain], { OutboxPanel }] = await Promise.all([loadWords(), import("./outbox-panel")]);
    const words = { outbox: outbox.default, domain: domain.default };
    return { default: (props: OutboxPanelProps) => <MoreMessages messages={words}><OutboxPanel {...props} /></MoreMessages> };
  };
  return { Panel: lazy(load), load };
}
