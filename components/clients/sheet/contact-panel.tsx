import { useLocale, useTranslations } from "next-intl";
import { contactWords } from "@/components/contact/contact-words";
import { Panel } from "@/components/ui/panel";
import { Tag, type Tone } from "@/components/ui/tag";
import { channelAnswers, type ChannelAnswer } from "@/lib/domain/channel-answers";
import type { ClientSheet, ConsentInForce } from "@/lib/domain/client-sheet";
import { contactAnswer, type ContactAnswer, type ContactFacts, type ContactRule, type InteractionChannel } from "@/lib/domain/contact-policy";
import { formatDay } from "@/lib/i18n/format";
import styles from "./sheet.module.css";

const TONES: Record<ContactAnswer["verdict"], Tone> = { ALLOWED: "success", ALLOWED_ON_GROUND: "info", FORBIDDEN: "danger" };
/** What these rules say is said by the consent itself, with its day. */
const SAID_BY_CONSENT: ReadonlySet<ContactRule> = new Set(["CONSENT_PROVEN", "CONSENT_GRANTED", "CONSENT_REFUSED"]);

type ContactSheet = Pick<ClientSheet, "contact" | "consents" | "today" | "minute">;

/** May I contact this client? To serve, in one line; to sell, by channel, with the rule, its days and the proof. */
export function ContactPanel({ sheet: { contact, consents, today, minute } }: { sheet: ContactSheet }) {
  const t = useTranslations("client.contact");
  const locale = useLocale();
  const at = { day: today, minute };
  const service = contactAnswer(contact, { commercial: false, channel: "PHONE", product: null, profiled: false, at });
  const answers = channelAnswers(contact, at);
  const common = commonRefusal(answers);
  return (
    <Panel title={t("title")}>
      <dl className={`${styles.facts} ${styles.consents}`}>
        <div><dt>{t("service")}</dt><dd><Answer answer={service} channel="PHONE" contact={contact} /></dd></div>
        {common && service.verdict !== "FORBIDDEN" && <div><dt>{t("commercial")}</dt><dd><Answer answer={common} channel="PHONE" contact={contact} /></dd></div>}
      </dl>
      {contact.fragile && !common && <p className={styles.reserve}>{t("specificOnly")}</p>}
      {contact.profilingObjectedOn && !common && <p className={styles.reserve}>{t("noProfiling", { day: formatDay(locale, contact.profilingObjectedOn) })}</p>}
      <h3 className={styles.channels}>{t(common ? "consents" : "commercialByChannel")}</h3>
      <dl className={`${styles.facts} ${styles.consents}`}>
        {answers.filter(({ channel }) => !common || channel !== "BRANCH").map((one) => (
          <ChannelLine key={one.channel} {...one} isSaid={common !== null} contact={contact} consent={consents.find(({ channel }) => channel === one.channel)} />
        ))}
      </dl>
    </Panel>
  );
}

type ChannelLineProps = ChannelAnswer & {
  /** The answer stands above already: what is left is the consent. */
  isSaid: boolean;
  contact: ContactFacts;
  consent: ConsentInForce | undefined;
};

function ChannelLine({ channel, answer, universes, isSaid, contact, consent }: ChannelLineProps) {
  const t = useTranslations("client.contact");
  const domain = useTranslations("domain");
  return (
    <div>
      <dt>{channel === "BRANCH" ? t("inPerson") : domain(`consentChannel.${channel}`)}</dt>
      <dd>
        {!isSaid && <Answer answer={answer} channel={channel} contact={contact} hidesRule={consent !== undefined && SAID_BY_CONSENT.has(answer.rule)} />}
        {universes.length > 0 && <span className={styles.line}>{t("only", { universes: universes.map((universe) => domain(`universe.${universe}`)).join(", ") })}</span>}
        {(consent ?? isSaid) && <span className={SAID_BY_CONSENT.has(answer.rule) || isSaid ? styles.quiet : styles.line}><Consent consent={consent} /></span>}
      </dd>
    </div>
  );
}

type AnswerProps = { answer: ContactAnswer; channel: InteractionChannel; contact: ContactFacts; hidesRule?: boolean };

function Answer({ answer, channel, contact, hidesRule = false }: AnswerProps) {
  const t = useTranslations("client.contact");
  const domain = useTranslations("domain");
  const { verdict, until, rule } = contactWords(answer, channel, contact, { locale: useLocale(), domain });
  const sentences = [until && t("notBefore", { until }), hidesRule ? null : rule].filter(Boolean);
  return <><Tag tone={TONES[answer.verdict]}>{verdict}</Tag> {sentences.length > 0 && <span className={styles.quiet}>{sentences.join(" ")} </span>}</>;
}

/** What forbids every channel alike is said once. */
function commonRefusal(answers: readonly ChannelAnswer[]): ContactAnswer | null {
  const [first] = answers;
  return first && first.answer.verdict === "FORBIDDEN" && answers.every(({ answer }) => answer.rule === first.answer.rule) ? first.answer : null;
}

function Consent({ consent }: { consent: ConsentInForce | undefined }) {
  const t = useTranslations("client.contact.consent");
  const locale = useLocale();
  if (!consent) return t("NEVER_ASKED");
  const day = formatDay(locale, consent.recordedOn);
  if (!consent.granted) return t("REFUSED", { day });
  return consent.proof === null ? t("GRANTED", { day }) : t("PROVEN", { day, proof: consent.proof });
}
