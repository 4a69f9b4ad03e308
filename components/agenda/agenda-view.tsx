"use client";
import { useId, useRef, useState, lazy, Suspense, type CSSProperties, type ReactNode } from "react";
import { focusBeside } from "@/components/actions/row-focus";
import { LogDialogWithWords } from "@/components/portfolio/log-dialog-with-words";
import button from "@/components/ui/button.module.css";
import { PlusIcon } from "@/components/ui/icons";
import { hoursOf, type Agenda, type AgendaEntry } from "@/lib/domain/agenda";
import { laterOf, type Day } from "@/lib/domain/dates";
import { clockOf } from "@/lib/domain/local-time";
import type { AgendaCommands, EntryRequest } from "./agenda-commands";
import styles from "./agenda.module.css";
import { DayColumn, type Hours } from "./day-column";
import type { EntryTools } from "./entry-item";
import { LateEntries } from "./late-entries";
import { useAgendaWording } from "./use-agenda-wording";
import { useEntryDrag, type Drag } from "./use-entry-drag";
import { useMoves } from "./use-moves";

const MoveDialog = lazy(() => import("./move-dialog").then((module) => ({ default: module.MoveDialog })));
const PlanDialog = lazy(() => import("./plan-dialog").then((module) => ({ default: module.PlanDialog })));

type AgendaViewProps = {
  agenda: Agenda;
  days: readonly Day[];
  commands: AgendaCommands;
  /** What leads to the address for other calendars. */
  feed: ReactNode;
};

/** An agenda of some days. Needs the words of `agenda` and `domain` in the browser. */
export function AgendaView({ agenda, days, commands, feed }: AgendaViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const wording = useAgendaWording(agenda.today);
  const [request, setRequest] = useState<EntryRequest | "plan" | null>(null);
  const { shown, move, nudge } = useMoves(agenda, days, { commands, wording, root });
  const { drag, startDrag } = useEntryDrag((entry, place) => move(entry, place, { isDragged: true }));
  const tools: EntryTools = { wording, minute: agenda.minute, helpId, draggedId: drag?.entry.id ?? null, onRequest: setRequest, startDrag, nudge };
  const hours = hoursOf(shown.entries);
  const close = () => setRequest(null);
  return (
    <div ref={root} tabIndex={-1} className={styles.agenda} data-dragging={drag !== null}>
      <p id={helpId} hidden>{wording.t("moveHelp")}</p>
      <LateEntries agenda={shown} tools={tools} />
      <div className={styles.tools}><button type="button" className={button.primary} aria-haspopup="dialog" onClick={() => setRequest("plan")}><PlusIcon size={16} /> {wording.t("plan")}</button> {feed}</div>
      <div className={styles.days} data-days={days.length}>
        <HourAxis hours={hours} />
        {days.map((day) => (
          <DayColumn key={day} day={day} agenda={shown} hours={hours} tools={tools} isLinked={days.length > 1} dropPlace={drag?.place?.on === day ? drag.place : null} />
        ))}
      </div>
      {drag && <Dragged drag={drag} />}
      {request === "plan" && <Suspense><PlanDialog day={laterOf(days[0] ?? agenda.today, agenda.today)} agenda={shown} commands={commands} wording={wording} onClose={close} /></Suspense>}
      {request !== "plan" && request?.type === "move" && (
        <Suspense><MoveDialog entry={request.entry} agenda={shown} wording={wording} onClose={close} onMove={(place) => move(request.entry, place)} /></Suspense>
      )}
      {request !== "plan" && request?.type === "log" && <LogDialog key={request.entry.id} entry={request.entry} commands={commands} root={root} onClose={close} />}
    </div>
  );
}

/** Once the contact is saved its entry is about to leave, and the button that had the focus with it. */
function LogDialog({ entry, commands, root, onClose }: { entry: AgendaEntry; commands: AgendaCommands; root: React.RefObject<HTMLElement | null>; onClose: () => void }) {
  const isLogged = useRef(false);
  const close = () => {
    onClose();
    if (isLogged.current) focusBeside(root.current, entry.id);
  };
  return (
    <LogDialogWithWords open logInteraction={commands.logInteraction} loadContext={commands.loadContext} client={{ id: entry.clientId, name: entry.clientName }} action={entry}
      onLogged={() => { isLogged.current = true; }} onClose={close} />
  );
}

function HourAxis({ hours: { first, last } }: { hours: Hours }) {
  return (
    <div className={styles.axis} aria-hidden="true" style={{ "--hours": last - first } as CSSProperties}>
      {Array.from({ length: last - first }, (_, place) => <span key={place}>{clockOf((first + place) * 60)}</span>)}
    </div>
  );
}

function Dragged({ drag: { entry, x, y, place } }: { drag: Drag }) {
  return <div className={styles.dragged} data-nowhere={place === null} style={{ left: x, top: y }} aria-hidden="true">{entry.clientName}</div>;
}
