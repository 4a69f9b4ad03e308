"use client";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useId, useState } from "react";
import type { KeptBecause } from "@/components/outbox/send-log";
import { useOutbox } from "@/components/outbox/use-outbox";
import button from "@/components/ui/button.module.css";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Modal } from "@/components/ui/modal";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/state-message";
import type { LogContext, LoggedEffect } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import { LogEffect } from "./log-effect";
import { LogForm } from "./log-form";
import type { LogInteractionDialogProps } from "./log-interaction";
import { LogKept } from "./log-kept";
import styles from "./log-dialog.module.css";
import { newSubmissionKey } from "./submission-key";
import { useLogContext, type LoadedContext } from "./use-log-context";

/** From the opening to the effect: loads what the form needs, keeps one key over every attempt, asks before what was typed is lost. */
export function LogDialog(props: LogInteractionDialogProps) {
  const { client, onClose, onLogged } = props;
  const titleId = useId();
  const router = useRouter();
  const { loaded, retry, goWithout } = useLogContext(props.loadContext, client.id);
  const [submissionId] = useState(() => props.resumes?.id ?? newSubmissionKey());
  const [effect, setEffect] = useState<LoggedEffect | null>(null);
  const [kept, setKept] = useState<KeptBecause | null>(null);
  const [isDirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  const isOpen = !effect && !kept;
  useUnloadGuard(isDirty && isOpen);
  const leave = () => {
    onClose();
    if (effect) router.refresh();
  };
  const close = () => (isDirty && isOpen ? setAsking(true) : leave());
  const logged = useCallback((answer: LoggedEffect) => {
    setEffect(answer);
    onLogged?.(answer);
  }, [onLogged]);
  return (
    <>
      <Modal className={`${styles.dialog} ${isOpen ? styles.wide : ""}`} labelledBy={titleId} onDismiss={close}>
        <Heading id={titleId} {...props} />
        {isOpen && <AlreadyKept clientId={client.id} submissionId={submissionId} />}
        {effect && <LogEffect effect={effect} onClose={leave} />}
        {kept && <LogKept why={kept} onClose={leave} />}
        {isOpen && (
          <Loaded loaded={loaded} onRetry={retry} onGoWithout={goWithout} onCancel={close}>
            {(context, isPartial) => (
              <LogForm subject={{ action: props.action, corrects: props.corrects ?? null, context, isPartial }} client={client} submissionId={submissionId} resumes={props.resumes ?? null}
                logInteraction={props.logInteraction} onDirty={setDirty} onLogged={logged} onKept={setKept} onCancel={close} />
            )}
          </Loaded>
        )}
      </Modal>
      <Discard open={asking} onDiscard={leave} onKeep={() => setAsking(false)} />
    </>
  );
}

function Heading({ id, client, action, corrects }: LogInteractionDialogProps & { id: string }) {
  const t = useTranslations("log");
  const kind = useTranslations("domain.actionKind");
  const locale = useLocale();
  const day = corrects ? formatDay(locale, corrects.occurredOn) : "";
  return (
    <div className={styles.heading}>
      <h2 id={id}>{corrects ? t("titleCorrect", { client: client.name, day }) : t("title", { client: client.name })}</h2>
      {corrects && <p>{t("corrects", { day })}</p>}
      {action && <p>{t("answers", { action: kind(action.kind) })}</p>}
    </div>
  );
}

/** So that nobody writes again what only waits. */
function AlreadyKept({ clientId, submissionId }: { clientId: number; submissionId: string }) {
  const t = useTranslations("log.kept");
  const count = useOutbox().entries.filter(({ id, client, state }) => client.id === clientId && id !== submissionId && state.kind === "WAITING").length;
  return count > 0 && <p className={styles.alreadyKept}>{t("waiting", { count })}</p>;
}

type LoadedProps = { loaded: LoadedContext; onRetry: () => void; onGoWithout: () => void; onCancel: () => void; children: (context: LogContext, isPartial: boolean) => React.ReactNode };

function Loaded({ loaded, onRetry, onGoWithout, onCancel, children }: LoadedProps) {
  const t = useTranslations("log");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const { isReady } = useOutbox();
  if (loaded.state === "READY") return children(loaded.context, loaded.isPartial);
  return (
    <>
      <div className={styles.content}>
        {loaded.state === "LOADING" ? <SkeletonRows label={t("loading")} rows={9} /> : (
          <ErrorState title={t("loadFailed")} text={errors(loaded.code)} actions={
            <>
              <button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>
              {loaded.code === "OFFLINE" && isReady && <button type="button" className={button.primary} onClick={onGoWithout}>{t("partial.go")}</button>}
            </>
          } />
        )}
      </div>
      <div className={styles.foot}><button type="button" className={button.quiet} onClick={onCancel}>{common("cancel")}</button></div>
    </>
  );
}

function Discard({ open, onDiscard, onKeep }: { open: boolean; onDiscard: () => void; onKeep: () => void }) {
  const t = useTranslations("log.discard");
  return <ConfirmDialog open={open} danger title={t("title")} text={t("text")} labels={{ confirm: t("confirm"), cancel: t("cancel") }} onConfirm={onDiscard} onCancel={onKeep} />;
}

/** The browser asks before the page is left with something typed. */
function useUnloadGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
}
