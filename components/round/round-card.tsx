import Link from "next/link";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { actionWords } from "@/components/actions/action-words";
import { ChannelIcon } from "@/components/actions/channel-icon";
import { useActionWording } from "@/components/actions/use-action-wording";
import { ScoreDots } from "@/components/clients/score-dots";
import { SegmentChip } from "@/components/clients/segment-chip";
import { BlockedIcon, CheckIcon, StarIcon, WarningIcon } from "@/components/ui/icons";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { ActionCard } from "@/lib/domain/action-card";
import { approachOf } from "@/lib/domain/approach";
import { ageOn } from "@/lib/domain/dates";
import type { RoundClient, RoundContact } from "@/lib/domain/round";
import { formatDay } from "@/lib/i18n/format";
import styles from "./round.module.css";

/** How they stand, what to be careful about, how to reach them. */
export function Standing({ client, sheetHref }: { client: RoundClient; sheetHref: string }) {
  const t = useTranslations("client");
  const round = useTranslations("round");
  const domain = useTranslations("domain");
  const about = [
    client.birthOn && t("age", { age: ageOn(client.birthOn, client.today) }),
    [client.commune, client.zone && `(${domain(`zone.${client.zone}`)})`].filter(Boolean).join(" "),
    domain(`serviceModel.${client.serviceModel}`),
  ];
  return (
    <>
      <p className={styles.about}>{about.filter(Boolean).join(" · ")}</p>
      <Badges client={client} />
      <p className={styles.reach}>
        {client.phone && <a href={`tel:${client.phone.replace(/\s/g, "")}`}>{client.phone}</a>}
        {client.email && <a href={`mailto:${client.email}`}>{client.email}</a>}
        {!client.phone && !client.email && <span className={styles.muted}>{round("noContact")}</span>}
        <Link href={sheetHref as Route} prefetch={false}>{round("sheet")}</Link>
      </p>
    </>
  );
}

function Badges({ client: { score, ...client } }: { client: RoundClient }) {
  const t = useTranslations("client");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const segment = score?.segment ?? null;
  return (
    <div className={styles.badges}>
      {client.status === "ACTIVE" ? <SegmentChip segment={segment} label={domain(`segment.${segment ?? "NEW"}`)} /> : <Tag icon={<BlockedIcon size={14} />}>{t(`badge.${client.status}`)}</Tag>}
      {score?.combinedScore != null && (
        <>
          <strong>{t("combined", { score: score.combinedScore })}</strong>
          <span>{domain("term.scorePnb")} <ScoreDots score={score.pnbScore} /></span>
          <span>{domain("term.scoreMire")} <ScoreDots score={score.mireScore} /></span>
        </>
      )}
      {client.highValue && <Tag tone="info" icon={<StarIcon size={14} />}>{t("badge.HIGH_VALUE")}</Tag>}
      {client.complaintOpenSince && <Tag tone="danger" icon={<WarningIcon size={14} />}>{t("badge.COMPLAINT", { day: formatDay(locale, client.complaintOpenSince) })}</Tag>}
      {client.protected && <Tag tone="warning" icon={<BlockedIcon size={14} />}>{t("badge.PROTECTED")}</Tag>}
    </div>
  );
}

/** The action of this list with its why and how, and what else is open. */
export function ToDo({ client, actions }: { client: RoundClient; actions: readonly ActionCard[] }) {
  const t = useTranslations("round.action");
  const wording = useActionWording(client.today);
  const [first, ...others] = actions;
  if (!first) return <Panel title={t("title")}><p className={styles.muted}>{t("none")}</p></Panel>;
  const words = actionWords(first, wording);
  return (
    <Panel title={t("title")}>
      <div className={styles.heading}>
        <h3>{words.title}</h3>
        {first.origin === "PLANNED" && <Tag tone="info">{t("planned")}</Tag>}
        {first.isTaken && <Tag tone="success" icon={<CheckIcon size={14} />}>{wording.t("taken")}</Tag>}
        <span className={styles.due} data-late={words.due.isLate}>{words.due.text}<span className={styles.muted}>{words.due.day}</span></span>
      </div>
      <ul className={styles.reasons}>{words.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
      {words.block && <p className={styles.block}><BlockedIcon size={16} /> {words.block}</p>}
      {words.allowance && <p className={styles.muted}>{words.allowance}</p>}
      <p className={styles.channel}><ChannelIcon channel={first.channel} /> {t("channel", { channel: words.channel })}</p>
      {client.status === "ACTIVE" && !client.protected && <Approach client={client} />}
      {others.length > 0 && (
        <>
          <h3 className={styles.small}>{t("others")}</h3>
          <ul className={styles.others}>
            {others.map((card) => {
              const { title, due, isSnoozed } = actionWords(card, wording);
              return <li key={card.id}>{title} <span className={styles.muted}>{isSnoozed ? t("snoozed", { day: due.day }) : `${due.text}, ${due.day}`}</span></li>;
            })}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Approach({ client }: { client: RoundClient }) {
  const t = useTranslations("client.approach");
  const round = useTranslations("round.action");
  const locale = useLocale();
  const approach = approachOf({ ...client, segment: client.score?.segment ?? null }, client.today);
  return (
    <div className={styles.approach}>
      <h3 className={styles.small}>{round("how")}</h3>
      <p className={styles.opening}>{approach.kit?.opening[locale] ?? t(`opening.${approach.segment}.${approach.lifeStage}`)}</p>
      <p>{approach.kit?.angle[locale] ?? t(`angle.${approach.angle}`)}</p>
      <p className={styles.muted}>{t(`tone.${approach.tone}`)}</p>
    </div>
  );
}

/** What was said last, and what was agreed. */
export function Contacts({ client: { contacts, productNames } }: { client: Pick<RoundClient, "contacts" | "productNames"> }) {
  const t = useTranslations("round.contacts");
  return (
    <Panel title={t("title")}>
      {contacts.length === 0 ? <p className={styles.muted}>{t("none")}</p> : (
        <ol className={styles.contacts}>{contacts.map((contact) => <Contact key={contact.id} contact={contact} productNames={productNames} />)}</ol>
      )}
    </Panel>
  );
}

function Contact({ contact, productNames }: { contact: RoundContact; productNames: RoundClient["productNames"] }) {
  const t = useTranslations("round.contacts");
  const timeline = useTranslations("timeline");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const names = (codes: readonly string[]) => codes.map((code) => productNames[code]?.[locale] ?? code).join(", ");
  return (
    <li>
      <p className={styles.contact}>
        <time dateTime={contact.on}>{formatDay(locale, contact.on)}</time> <strong>{domain(`channel.${contact.channel}`)} · {domain(`outcome.${contact.outcome}`)}</strong>
      </p>
      {contact.notes && <p className={styles.notes}>{contact.notes}</p>}
      {contact.productsSold.length > 0 && <p>{timeline("sold", { products: names(contact.productsSold) })}</p>}
      {contact.productsDiscussed.length > 0 && <p>{timeline(contact.outcome === "DECLINED" ? "declined" : "discussed", { products: names(contact.productsDiscussed) })}</p>}
      {contact.nextStepOn && <p>{t("agreed", { day: formatDay(locale, contact.nextStepOn) })}</p>}
    </li>
  );
}
