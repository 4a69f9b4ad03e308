"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { overlapping, type Agenda, type AgendaEntry, type AgendaPlace } from "@/lib/domain/agenda";
import { answerWords, type AgendaWording } from "./entry-words";
import { placeDraft, PlaceFields, placeOf } from "./place-fields";

type MoveDialogProps = { entry: AgendaEntry; agenda: Agenda; wording: AgendaWording; onClose: () => void; onMove: (place: AgendaPlace) => void };

/** Another day, perhaps an hour: the way to move an entry without dragging it, also to a week that is not shown. */
export function MoveDialog({ entry, agenda, wording, onClose, onMove }: MoveDialogProps) {
  const { t, today } = wording;
  const common = useTranslations("common");
  const errors = useTranslations("errors.fields");
  const [draft, setDraft] = useState(() => placeDraft(entry, today));
  const [isRefused, setRefused] = useState(false);
  const place = placeOf(draft, today);
  const submit = () => {
    if (!place) return setRefused(true);
    onClose();
    onMove(place);
  };
  return (
    <PlainDialog title={t("move.title", { client: entry.clientName })} labels={{ close: common("close") }} onClose={onClose} onSubmit={submit}
      actions={<button type="submit" className={button.primary}>{t("move.confirm")}</button>}>
      <PlaceFields draft={draft} onChange={setDraft} wording={wording} autoFocus fault={isRefused && !place ? errors(draft.on < today ? "dayNotAhead" : "dayTooFar") : null}
        warnings={place ? placeWarnings(entry, place, agenda, wording) : []} />
    </PlainDialog>
  );
}

/** What the contact policy says against it, and whom it would overlap with, among the days that are shown. */
function placeWarnings(entry: AgendaEntry, place: AgendaPlace, agenda: Agenda, wording: AgendaWording): string[] {
  const answer = answerWords(entry, place, wording);
  const count = overlapping(agenda.entries, { id: entry.id, ...place }).length;
  return [...(answer?.isForbidden ? [`${answer.verdict}. ${answer.rule}`] : []), ...(count > 0 ? [wording.t("overlaps", { count })] : [])];
}
