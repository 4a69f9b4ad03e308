"use client";
import { useLocale, type Messages } from "next-intl";
import type { LogInteractionDialogProps } from "@/components/interactions/log-interaction";
import { lazyPlainDialog, useLoadedAtFirstUse, type LazyDialog } from "@/components/lazy-dialog";
import { MoreMessages } from "@/components/more-messages";
import type { Locale } from "@/lib/i18n/locale";

type DialogWords = Pick<Messages, "log" | "domain">;

/**
 * The log dialog for a page that sends none of its words: they come with its code when it is first opened, as files
 * that the browser keeps, and not with each answer.
 */
export function LogDialogWithWords(props: LogInteractionDialogProps) {
  const Dialog = DIALOGS[useLocale()];
  return <Dialog {...props} />;
}

/** Brings its code before it is opened: a contact can be written without a connection. */
export function useLogDialogWithWordsAtHand(isWanted: boolean): void {
  const { load } = DIALOGS[useLocale()];
  useLoadedAtFirstUse(isWanted ? load : null);
}

const DIALOGS: Record<Locale, LazyDialog<LogInteractionDialogProps>> = {
  fr: dialogIn(async () => {
    const [log, domain] = await Promise.all([import("@/lib/i18n/messages/fr/log.json"), import("@/lib/i18n/messages/fr/domain.json")]);
    return { log: log.default, domain: domain.default };
  }),
  en: dialogIn(async () => {
    const [log, domain] = await Promise.all([import("@/lib/i18n/messages/en/log.json"), import("@/lib/i18n/messages/en/domain.json")]);
    return { log: log.default, domain: domain.default };
  }),
};

function dialogIn(loadWords: () => Promise<DialogWords>) {
  return lazyPlainDialog(async () => {
    const [words, { LogDialog }] = await Promise.all([loadWords(), import("@/components/interactions/log-dialog")]);
    return function LogDialogInWords(props: LogInteractionDialogProps) {
      return props.open ? <MoreMessages messages={words}><LogDialog {...props} /></MoreMessages> : null;
    };
  });
}
