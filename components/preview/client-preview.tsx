"use client";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { BriefProducts } from "@/components/clients/sheet/brief-products";
import { ContactPanel } from "@/components/clients/sheet/contact-panel";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog } from "@/components/interactions/log-interaction-dialog";
import { Contacts, Standing, ToDo } from "@/components/round/round-card";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, ChevronRightIcon, CloseIcon, PlusIcon } from "@/components/ui/icons";
import { Modal } from "@/components/ui/modal";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/state-message";
import type { ClientPreview } from "@/lib/domain/client-preview";
import styles from "./preview.module.css";
import { ScoreReasons } from "./score-reasons";
import { usePreview } from "./use-preview";

export type ClientPreviewProps = {
  clientId: number;
  /** The clients of this page, in their order. */
  rows: readonly number[];
  /** What the client's page is told of this list. */
  origin: string;
  /** Null where one may only look. */
  logActions: LogActions | null;
  onGo: (clientId: number) => void;
  onClose: () => void;
};

/** A client in brief, beside the list; on a phone in place of it. What is logged from here shows here and in the row. */
export function ClientPreviewPanel({ clientId, rows, origin, logActions, onGo, onClose }: ClientPreviewProps) {
  const t = useTranslations("preview");
  const { preview, code, refresh } = usePreview(clientId);
  const [isLogging, setLogging] = useState(false);
  const place = rows.indexOf(clientId);
  const [previous, next] = [place > 0 ? rows[place - 1] : undefined, place >= 0 ? rows[place + 1] : undefined];
  return (
    <>
      <Frame isHidden={isLogging} label={t("label")} onClose={onClose}>
        <div className={styles.bar}>
          <button type="button" className={button.icon} aria-label={t("previous")} disabled={previous === undefined} onClick={() => previous !== undefined && onGo(previous)}><ChevronLeftIcon /></button>
          {place >= 0 && <span className={styles.place}>{t("place", { position: place + 1, total: rows.length })}</span>}
          <button type="button" className={button.icon} aria-label={t("next")} disabled={next === undefined} onClick={() => next !== undefined && onGo(next)}><ChevronRightIcon /></button>
          <span className={styles.room} />
          {logActions && preview && <button type="button" className={button.primary} aria-haspopup="dialog" onClick={() => setLogging(true)}><PlusIcon size={16} /> {t("log")}</button>}
          <button type="button" className={button.icon} aria-label={t("close")} title={t("close")} aria-keyshortcuts="Escape" onClick={onClose}><CloseIcon /></button>
        </div>
        {preview ? <Essentials preview={preview} sheetHref={`/clients/${clientId}?${origin}`} /> : <Waiting code={code} onRetry={refresh} />}
      </Frame>
      {logActions && preview && (
        <LogInteractionDialog {...logActions} open={isLogging} onClose={() => setLogging(false)} onLogged={refresh}
          client={{ id: clientId, name: preview.client.name }} action={preview.actions[0] ?? null} />
      )}
    </>
  );
}

function Essentials({ preview, sheetHref }: { preview: ClientPreview; sheetHref: string }) {
  const { client, actions, score, contracts } = preview;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [client.id]);
  return (
    <div className={styles.essentials}>
      <div>
        <h2 ref={heading} tabIndex={-1} className={styles.name}>{client.name}</h2>
        <Standing client={client} sheetHref={sheetHref} />
      </div>
      <ToDo client={client} actions={actions} />
      <ScoreReasons score={score} />
      <ContactPanel sheet={preview} />
      <Contacts client={client} />
      <div className={styles.products}><BriefProducts contracts={contracts} /></div>
    </div>
  );
}

function Waiting({ code, onRetry }: { code: ReturnType<typeof usePreview>["code"]; onRetry: () => void }) {
  const t = useTranslations("preview");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  if (code === null) return <SkeletonRows label={t("loading")} rows={10} />;
  return <ErrorState title={t("failed")} text={errors(code)} actions={<button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>} />;
}

type FrameProps = { label: string; /** While a dialog has the floor. */ isHidden: boolean; onClose: () => void; children: ReactNode };

/** Beside the list where there is room for both, else over it, and then the list is out of reach. Escape closes either. */
function Frame({ label, isHidden, onClose, children }: FrameProps) {
  const id = useId();
  const isNarrow = useSyncExternalStore(subscribeToWidth, () => window.matchMedia(NARROW).matches, () => false);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isTaken = event.defaultPrevented || document.querySelector("dialog[open], [role=dialog], [role=alertdialog], [role=menu]") !== null;
    if (event.key === "Escape" && !isTaken) onClose();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  if (!isNarrow) return <aside id={id} aria-label={label} className={styles.panel}>{children}</aside>;
  if (isHidden) return null;
  return <Modal label={label} className={styles.drawer} onDismiss={onClose} isFirm>{children}</Modal>;
}

/** Twin of the width in preview.module.css. */
const NARROW = "(max-width: 67.99rem)";

function subscribeToWidth(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
