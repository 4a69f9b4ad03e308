"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition } from "react";
import type { NamedClient } from "@/components/go-to/use-found-clients";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useToast } from "@/components/ui/toaster";
import { isCommercial } from "@/lib/domain/action-policy";
import { APPOINTMENT_KINDS, overlapping, USUAL_LENGTH, type Agenda, type AgendaPlace } from "@/lib/domain/agenda";
import { isCallDay, isCallMinute } from "@/lib/domain/call-hours";
import { INTERACTION_CHANNELS, type InteractionChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import type { Messages } from "@/lib/i18n/messages/fr";
import type { AgendaCommands } from "./agenda-commands";
import { ClientChoice } from "./client-choice";
import { whenWords, type AgendaWording } from "./entry-words";
import styles from "./fields.module.css";
import { PlaceFields, placeOf, type PlaceDraft } from "./place-fields";

type Kind = (typeof APPOINTMENT_KINDS)[number];
type PlanDialogProps = { day: Day; agenda: Agenda; commands: AgendaCommands; wording: AgendaWording; onClose: () => void };

/** An appointment, or a contact at some time of a day, that no log has agreed on. */
export function PlanDialog({ day, agenda, commands, wording, onClose }: PlanDialogProps) {
  const { t, today, domain } = wording;
  const common = useTranslations("common");
  const fields = useTranslations("errors.fields");
  const [id] = useState(newSubmissionKey);
  const [client, setClient] = useState<NamedClient | null>(null);
  const [draft, setDraft] = useState<PlaceDraft>({ on: day, time: "", length: USUAL_LENGTH });
  const [about, setAbout] = useState<{ kind: Kind; channel: InteractionChannel }>({ kind: "PERSONAL_FOLLOW_UP", channel: "PHONE" });
  const [isRefused, setRefused] = useState(false);
  const { isPending, fault, plan } = usePlanning(commands, wording, onClose);
  const place = placeOf(draft, today);
  const submit = () => (client && place && !isPending ? plan(client, { id, clientId: client.id, ...place, ...about }) : setRefused(true));
  const overlaps = place ? overlapping(agenda.entries, { id, ...place }).length : 0;
  return (
    <PlainDialog title={t("new.title")} labels={{ close: common("close") }} onClose={onClose} onSubmit={submit}
      actions={<button type="submit" className={button.primary} disabled={isPending}>{t("new.confirm")}</button>}>
      <ClientChoice findClients={commands.findClients} value={client} onChange={setClient} fault={isRefused && !client ? t("new.clientMissing") : null} />
      <PlaceFields draft={draft} onChange={setDraft} wording={wording} fault={fault ?? (isRefused && !place ? fields(draft.on < today ? "dayNotAhead" : "dayTooFar") : null)}
        warnings={[...(isCallOutOfHours(about, place) ? [domain("contactRule.CALL_HOURS")] : []), ...(overlaps > 0 ? [t("overlaps", { count: overlaps })] : [])]} />
      <AboutFields value={about} onChange={setAbout} wording={wording} />
    </PlainDialog>
  );
}

/** To sell by phone has its hours, whoever the client is; what else the contact policy says stands on the entry. */
function isCallOutOfHours({ kind, channel }: About, place: AgendaPlace | null): boolean {
  if (!place || channel !== "PHONE" || !isCommercial(kind)) return false;
  return !(place.minute === null ? isCallDay(place.on) : isCallMinute(place.on, place.minute));
}

type About = { kind: Kind; channel: InteractionChannel };

function AboutFields({ value, onChange, wording: { t, domain } }: { value: About; onChange: (value: About) => void; wording: AgendaWording }) {
  const [kindId, channelId] = [useId(), useId()];
  return (
    <div className={styles.row}>
      <div>
        <label htmlFor={kindId} className={styles.label}>{t("new.kind")}</label>
        <select id={kindId} className={styles.input} value={value.kind} onChange={(event) => onChange({ ...value, kind: event.target.value as Kind })}>
          {APPOINTMENT_KINDS.map((kind) => <option key={kind} value={kind}>{domain(`actionKind.${kind}`)}</option>)}
        </select>
      </div>
      <div>
        <label htmlFor={channelId} className={styles.label}>{t("new.channel")}</label>
        <select id={channelId} className={styles.input} value={value.channel} onChange={(event) => onChange({ ...value, channel: event.target.value as InteractionChannel })}>
          {INTERACTION_CHANNELS.map((channel) => <option key={channel} value={channel}>{domain(`channel.${channel}`)}</option>)}
        </select>
      </div>
    </div>
  );
}

type Planned = { id: string; clientId: number; on: Day; minute: number | null };

/** What was typed stays until it is planned; afterwards a message offers the way back. */
function usePlanning(commands: AgendaCommands, wording: AgendaWording, onClose: () => void) {
  const { t } = wording;
  const common = useTranslations("common");
  const errors = useTranslations("errors");
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const [fault, setFault] = useState<string | null>(null);
  const takeBack = (client: NamedClient, { id, clientId }: Planned) => startTransition(async () => {
    const result = await commands.dismiss({ id, clientId, reason: "WRONG_SUGGESTION" }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    toast(result.ok ? { message: t("unplanned", { client: client.name }) } : { message: errors(`code.${result.code}`), tone: "danger" });
  });
  const plan = (client: NamedClient, input: Planned) => startTransition(async () => {
    const result = await commands.plan(input).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    if (!result.ok) {
      const field = Object.values(result.fields ?? {})[0] as keyof Messages["errors"]["fields"] | undefined;
      return setFault(field ? errors(`fields.${field}`) : errors(`code.${result.code}`));
    }
    onClose();
    const said = [t("planned", { client: client.name, when: whenWords(input, wording) }), result.data.overlaps > 0 && t("overlaps", { count: result.data.overlaps })];
    toast({ message: said.filter(Boolean).join(" "), action: { label: common("undo"), onClick: () => takeBack(client, input) } });
  });
  return { isPending, fault, plan };
}
