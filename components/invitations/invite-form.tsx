"use client";
import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import button from "@/components/ui/button.module.css";
import type { InteractionChannel } from "@/lib/domain/contact-policy";
import type { InvitationCommand } from "./invitation-commands";
import styles from "./invitations.module.css";
import { useInvitation } from "./use-invitation";

/** A channel with why the contact policy forbids an invitation by it; null: it does not. */
export type ChannelChoice = { channel: InteractionChannel; label: string; refusal: string | null };

type InviteFormProps = { clientId: number; event: { id: string; title: string }; channels: readonly ChannelChoice[]; invite: InvitationCommand };

/** Invites by a channel that is allowed; those that are not say by which rule. */
export function InviteForm({ clientId, event, channels, invite }: InviteFormProps) {
  const t = useTranslations("invitations");
  const selectId = useId();
  const allowed = channels.filter(({ refusal }) => refusal === null);
  const [channel, setChannel] = useState(allowed[0]?.channel ?? null);
  // The key of this invitation: pressed twice, or again after a lost answer, it is made once.
  const [id] = useState(() => crypto.randomUUID());
  const { pending, send } = useInvitation(invite, t("invited"));
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    send({ id, clientId, eventId: event.id, channel });
  };
  // Where no channel is allowed, meeting in person is not either: its rule asks for no consent, and says the cause.
  const inPerson = channels.find((one) => one.channel === "BRANCH")?.refusal;
  return (
    <>
      {channel !== null && (
        <form onSubmit={submit} className={styles.form}>
          <label htmlFor={selectId} className="visually-hidden">{t("channel")}</label>
          <select id={selectId} className={styles.select} value={channel} onChange={({ target }) => setChannel(target.value as InteractionChannel)}>
            {allowed.map((one) => <option key={one.channel} value={one.channel}>{one.label}</option>)}
          </select>
          <button type="submit" className={button.quiet} disabled={pending} aria-label={t("inviteTo", { title: event.title })}>{t("invite")}</button>
        </form>
      )}
      {channel === null && <p className={styles.words}>{inPerson}</p>}
    </>
  );
}
