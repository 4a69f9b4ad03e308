"use client";
import { useLocale, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useId, useState } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import useMediaQuery from "@mui/material/useMediaQuery";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/state-message";
import type { LogContext, LoggedEffect } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import { LogEffect } from "./log-effect";
import { LogForm } from "./log-form";
import type { LogInteractionDialogProps } from "./log-interaction";
import styles from "./log-dialog.module.css";
import { newSubmissionKey } from "./submission-key";
import { useLogContext, type LoadedContext } from "./use-log-context";

/** From the opening to the effect: loads what the form needs, keeps one key over every attempt, asks before what was typed is lost. */
export function LogDialog(props: LogInteractionDialogProps) {
  const { client, onClose, onLogged } = props;
  const titleId = useId();
  const router = useRouter();
  const isPhone = useMediaQuery("(max-width: 47.99rem)");
  const { loaded, retry } = useLogContext(props.loadContext, client.id);
  const [submission] = useState(() => ({ id: newSubmissionKey(), clientId: client.id }));
  const [effect, setEffect] = useState<LoggedEffect | null>(null);
  const [isDirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  useUnloadGuard(isDirty && !effect);
  const leave = () => {
    onClose();
    if (effect) router.refresh();
  };
  const close = () => (isDirty && !effect ? setAsking(true) : leave());
  const logged = useCallback((answer: LoggedEffect) => {
    setEffect(answer);
    onLogged?.(answer);
  }, [onLogged]);
  return (
    <>
      <Dialog open onClose={close} fullScreen={isPhone} maxWidth={effect ? "sm" : "md"} aria-labelledby={titleId}>
        <Heading id={titleId} {...props} />
        {effect ? <LogEffect effect={effect} onClose={leave} /> : (
          <Loaded loaded={loaded} onRetry={retry} onCancel={close}>
            {(context) => (
              <LogForm subject={{ action: props.action, corrects: props.corrects ?? null, context }} submission={submission} logInteraction={props.logInteraction}
                onDirty={setDirty} onLogged={logged} onCancel={close} />
            )}
          </Loaded>
        )}
      </Dialog>
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
      <DialogTitle id={id}>{corrects ? t("titleCorrect", { client: client.name, day }) : t("title", { client: client.name })}</DialogTitle>
      {corrects && <p>{t("corrects", { day })}</p>}
      {action && <p>{t("answers", { action: kind(action.kind) })}</p>}
    </div>
  );
}

type LoadedProps = { loaded: LoadedContext; onRetry: () => void; onCancel: () => void; children: (context: LogContext) => React.ReactNode };

function Loaded({ loaded, onRetry, onCancel, children }: LoadedProps) {
  const t = useTranslations("log");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  if (loaded.state === "READY") return children(loaded.context);
  return (
    <>
      <DialogContent>
        {loaded.state === "LOADING" ? <SkeletonRows label={t("loading")} rows={9} /> : (
          <ErrorState title={t("loadFailed")} text={errors(loaded.code)} actions={<Button variant="outlined" onClick={onRetry}>{common("retry")}</Button>} />
        )}
      </DialogContent>
      <DialogActions><Button onClick={onCancel}>{common("cancel")}</Button></DialogActions>
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
