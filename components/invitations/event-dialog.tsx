"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { useToast } from "@/components/ui/toaster";
import { BANK_EVENT_KINDS, type BankEvent } from "@/lib/domain/invitation";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import type { Messages } from "@/lib/i18n/messages/fr";
import { draftOf, inputOf, type EventDraft } from "./event-draft";
import type { InvitationCommand } from "./invitation-commands";
import styles from "./invitations.module.css";

type EventDialogProps = { event: BankEvent | null; save: InvitationCommand; onClose: () => void };
type Faults = Readonly<Record<string, string>>;
type TextName = Exclude<keyof EventDraft, "kind" | "segments" | "withdrawn">;

const WIDE: readonly TextName[] = ["titleFr", "titleEn", "place"];
const NARROW: readonly TextName[] = ["heldOn", "places", "minAge", "maxAge", "minWealth"];
const NEEDED: readonly TextName[] = ["titleFr", "titleEn", "heldOn"];

/** An event or offer with whom it is for. What was typed stays when it is refused. */
export function EventDialog({ event, save, onClose }: EventDialogProps) {
  const t = useTranslations("invitations.admin");
  const common = useTranslations("common");
  const titleId = useId();
  const [draft, setDraft] = useState(() => draftOf(event));
  const [id] = useState(() => event?.id ?? crypto.randomUUID());
  const { faultOf, pending, send } = useSaving({ save, onClose });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    send(inputOf(draft, { id, version: event?.version ?? null }));
  };
  const field = (name: TextName) => (
    <TextField key={name} label={t(`field.${name}`)} value={draft[name]} onChange={({ target }) => setDraft({ ...draft, [name]: target.value })} required={NEEDED.includes(name)} autoComplete="off"
      type={name === "heldOn" ? "date" : "text"} error={faultOf(name) !== undefined} helperText={faultOf(name)}
      slotProps={{ inputLabel: name === "heldOn" ? { shrink: true } : {}, htmlInput: WIDE.includes(name) || name === "heldOn" ? {} : { inputMode: "numeric" } }} />
  );
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t(event ? "dialogEdit" : "dialogAdd")}</DialogTitle>
        <DialogContent>
          <div className={styles.dialogFields}>
            <TextField select label={t("field.kind")} value={draft.kind} onChange={({ target }) => setDraft({ ...draft, kind: target.value as EventDraft["kind"] })} slotProps={{ select: { native: true } }}>
              {BANK_EVENT_KINDS.map((kind) => <option key={kind} value={kind}>{t(`kind.${kind}`)}</option>)}
            </TextField>
            {WIDE.map(field)}
            <div className={styles.pair}>{NARROW.map(field)}</div>
            <SegmentChecks draft={draft} onChange={setDraft} />
            <div className={styles.checks}><label><input type="checkbox" checked={draft.withdrawn} onChange={({ target }) => setDraft({ ...draft, withdrawn: target.checked })} /> {t("field.withdrawn")}</label></div>
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={pending}>{t("save")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function SegmentChecks({ draft, onChange }: { draft: EventDraft; onChange: (draft: EventDraft) => void }) {
  const t = useTranslations("invitations.admin");
  const domain = useTranslations("domain.segment");
  const toggle = (segment: Segment) => onChange({ ...draft, segments: draft.segments.includes(segment) ? draft.segments.filter((one) => one !== segment) : [...draft.segments, segment] });
  return (
    <fieldset className={styles.checks}>
      <legend>{t("field.segments")}</legend>
      {SEGMENTS.map((segment) => <label key={segment}><input type="checkbox" checked={draft.segments.includes(segment)} onChange={() => toggle(segment)} /> {domain(segment)}</label>)}
    </fieldset>
  );
}

function useSaving({ save, onClose }: Pick<EventDialogProps, "save" | "onClose">) {
  const t = useTranslations("invitations.admin");
  const errors = useTranslations("errors");
  const toast = useToast();
  const [faults, setFaults] = useState<Faults>({});
  const [pending, startTransition] = useTransition();
  const send = (input: object) => startTransition(async () => {
    const result = await save(input).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    if (result.ok) {
      toast({ message: t("saved"), tone: "success" });
      return onClose();
    }
    setFaults(result.fields ?? {});
    if (!result.fields) toast({ message: errors(`code.${result.code}`), tone: "danger" });
  });
  const faultOf = (name: TextName) => {
    const fault = faults[name === "minWealth" ? "minWealthCents" : name];
    return fault === undefined ? undefined : errors(`fields.${fault as keyof Messages["errors"]["fields"]}`);
  };
  return { faultOf, pending, send };
}
