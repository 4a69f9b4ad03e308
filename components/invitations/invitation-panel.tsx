import { useLocale, useTranslations } from "next-intl";
import { contactWords } from "@/components/contact/contact-words";
import { Panel } from "@/components/ui/panel";
import { Tag, type Tone } from "@/components/ui/tag";
import { contactAnswer, INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { isOpen, nextAnswers, type ClientEvent, type InvitationStatus } from "@/lib/domain/invitation";
import { formatDay } from "@/lib/i18n/format";
import { AnswerButtons } from "./answer-buttons";
import { InviteForm, type ChannelChoice } from "./invite-form";
import type { InvitationCommands } from "./invitation-commands";
import styles from "./invitations.module.css";

const TONES: Record<InvitationStatus, Tone> = { INVITED: "info", ACCEPTED: "success", DECLINED: "neutral", ATTENDED: "success" };

type InvitationPanelProps = {
  sheet: Pick<ClientSheet, "client" | "contact" | "today" | "minute">;
  events: readonly ClientEvent[];
  /** Null for who only reads. */
  commands: InvitationCommands | null;
};

/** What this client can be invited to, and what became of it; nothing where there is nothing. */
export function InvitationPanel({ sheet, events, commands }: InvitationPanelProps) {
  const t = useTranslations("invitations");
  const channels = useChannels(sheet);
  if (events.length === 0) return null;
  return (
    <div id="invitations" className={styles.anchor}>
      <Panel title={t("title")}>
        <ul className={styles.list}>
          {events.map((event) => <EventItem key={event.id} event={event} sheet={sheet} channels={channels} commands={commands} />)}
        </ul>
      </Panel>
    </div>
  );
}

function EventItem({ event, sheet: { client, today }, channels, commands }: Omit<InvitationPanelProps, "events"> & { event: ClientEvent; channels: readonly ChannelChoice[] }) {
  const t = useTranslations("invitations");
  const locale = useLocale();
  const { id, kind, heldOn, place, status, invitedOn } = event;
  const title = locale === "fr" ? event.titleFr : event.titleEn;
  const words = [t(kind === "EVENT" ? "on" : "until", { day: formatDay(locale, heldOn) }), place, invitedOn && t("invitedOn", { day: formatDay(locale, invitedOn) })];
  const canInvite = status === null && isOpen(event, today);
  return (
    <li>
      <p className={styles.title}><strong>{title}</strong> <Standing event={event} today={today} /></p>
      <p className={styles.words}>{words.filter(Boolean).join(" · ")}</p>
      {commands && canInvite && <InviteForm clientId={client.id} event={{ id, title }} channels={channels} invite={commands.invite} />}
      {commands && status !== null && !event.withdrawn && <AnswerButtons clientId={client.id} event={{ id, title }} answers={nextAnswers(status, heldOn, today)} answer={commands.answer} />}
    </li>
  );
}

function Standing({ event, today }: { event: ClientEvent; today: ClientSheet["today"] }) {
  const t = useTranslations("invitations");
  if (event.status !== null) return <Tag tone={TONES[event.status]}>{t(`status.${event.status}`)}</Tag>;
  if (isOpen(event, today)) return <Tag tone="warning">{t("could")}</Tag>;
  return <Tag>{t(event.heldOn < today ? "over" : "full")}</Tag>;
}

/** Each channel with what the contact policy says of an invitation by it, now. */
function useChannels({ contact, today, minute }: InvitationPanelProps["sheet"]): ChannelChoice[] {
  const t = useTranslations("invitations");
  const domain = useTranslations("domain");
  const locale = useLocale();
  return INTERACTION_CHANNELS.map((channel) => {
    const answer = contactAnswer(contact, { commercial: true, channel, product: null, profiled: false, at: { day: today, minute } });
    const name = domain(`channel.${channel}`);
    if (answer.verdict !== "FORBIDDEN") return { channel, label: name, refusal: null };
    const { verdict, rule } = contactWords(answer, channel, contact, { locale, domain });
    return { channel, label: name, refusal: t("forbidden", { channel: name, verdict, rule }) };
  });
}
