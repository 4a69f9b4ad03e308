import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { actionWords } from "@/components/actions/action-words";
import { contactWords } from "@/components/contact/contact-words";
import type { ActionCard } from "@/lib/domain/action-card";
import { channelAnswers } from "@/lib/domain/channel-answers";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { ageOn } from "@/lib/domain/dates";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import { BriefContacts } from "./brief-contacts";
import { BriefProducts } from "./brief-products";
import styles from "./brief.module.css";
import { eventDay, eventWords } from "./event-words";
import { occupationKey } from "./sheet-header";
import { moveWords, stepWords } from "./step-words";
import { useApproachWords } from "./approach-words";

/** What fits on one page beside everything else, of whoever has most. */
const MOST = { actions: 3, steps: 4, events: 4, members: 5 };

type BriefProps = { sheet: ClientSheet; cards: readonly ActionCard[]; printedBy: string };

/** The sheet on one page of paper, for an appointment: black on white, seen by the printer alone. */
export function ClientBrief(props: BriefProps) {
  const { sheet } = props;
  const t = useTranslations("client.brief");
  const locale = useLocale();
  return (
    <article className={styles.brief}>
      <BriefHeader sheet={sheet} />
      <div className={styles.columns}>
        <div>
          <Actions {...props} />
          <Approach sheet={sheet} />
          <Steps sheet={sheet} />
          <Events sheet={sheet} />
        </div>
        <div>
          <Figures sheet={sheet} />
          <BriefProducts contracts={sheet.contracts} />
          <Household sheet={sheet} />
          <MayContact sheet={sheet} />
        </div>
      </div>
      <BriefContacts contacts={sheet.lastContacts} productNames={sheet.productNames} />
      <p className={styles.foot}>{t("foot", { day: formatDay(locale, sheet.today, "long"), name: props.printedBy })}</p>
    </article>
  );
}

type Sheet = { sheet: ClientSheet };

function BriefHeader({ sheet: { client, score, today } }: Sheet) {
  const t = useTranslations("client");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const who = [
    client.birthOn && t("age", { age: ageOn(client.birthOn, today) }),
    client.occupation !== null && domain(`occupationShort.${occupationKey(client.occupation)}`),
    client.maritalStatus && domain(`maritalStatus.${client.maritalStatus}`),
    [client.commune, client.zone && `(${domain(`zone.${client.zone}`)})`].filter(Boolean).join(" "),
    t("since", { day: formatDay(locale, client.clientSinceOn, "month") }),
  ];
  const cares = [
    client.highValue && t("badge.HIGH_VALUE"),
    client.complaintOpenSince && t("badge.COMPLAINT", { day: formatDay(locale, client.complaintOpenSince) }),
    client.protected && t("badge.PROTECTED"),
    client.status !== "ACTIVE" && t(`badge.${client.status}`),
  ];
  const standing = score?.combinedScore == null
    ? domain(`segment.${score?.segment ?? "NEW"}`)
    : `${domain(`segment.${score.segment ?? "NEW"}`)} · ${t("combined", { score: score.combinedScore })} (${domain("term.scorePnb")} ${score.pnbScore}, ${domain("term.scoreMire")} ${score.mireScore})`;
  return (
    <header className={styles.head}>
      <h1>{client.name}</h1>
      <p>{who.filter(Boolean).join(" · ")}</p>
      <p>{[client.externalRef, client.phone, client.email, t("brief.advisor", { name: client.advisorName, branch: client.branchName })].filter(Boolean).join(" · ")}</p>
      <p><strong>{[client.status === "ACTIVE" && standing, ...cares].filter(Boolean).join(" · ")}</strong></p>
    </header>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return <section><h2>{title}</h2>{children}</section>;
}

function Actions({ sheet, cards }: Omit<BriefProps, "printedBy">) {
  const t = useTranslations("client.actions");
  const wording = { locale: useLocale(), today: sheet.today, t: useTranslations("actions"), domain: useTranslations("domain") };
  return (
    <Part title={t("title")}>
      {cards.length === 0 ? <p>{t("none")}</p> : <ul>{cards.slice(0, MOST.actions).map((card) => <Action key={card.id} words={actionWords(card, wording)} />)}</ul>}
    </Part>
  );
}

function Action({ words }: { words: ReturnType<typeof actionWords> }) {
  return (
    <li>
      <strong>{words.title}</strong> · {words.due.text} ({words.due.day}) · {words.channel}. <span className={styles.clamped}>{words.block ?? words.reasons[0]}</span>
    </li>
  );
}

function Approach({ sheet }: Sheet) {
  const t = useTranslations("client.approach");
  const words = useApproachWords(sheet);
  if (words === null) return null;
  return (
    <Part title={t("title")}>
      <p className={styles.opening}>{words.opening}</p>
      <p>{words.angle}</p>
      <p>{words.tone} {t("channel")}{t("colon")} {words.channels}.</p>
      <p>{words.service}</p>
    </Part>
  );
}

function Steps({ sheet: { climb, score, productNames } }: Sheet) {
  const wording = { locale: useLocale(), t: useTranslations("client.climb"), domain: useTranslations("domain") };
  const { t, domain, locale } = wording;
  if (climb === null || score?.pnbScore == null || score.mireScore === null) return null;
  const before = { pnbScore: score.pnbScore, mireScore: score.mireScore };
  const gap = climb.pnbGap && { missing: formatEuros(locale, climb.pnbGap.missingCents), over: formatEuros(locale, climb.pnbGap.overCents), score: climb.pnbGap.pnbScore };
  return (
    <Part title={t("title", { segment: domain(`segment.${climb.segmentUp}`) })}>
      {climb.steps.length === 0 && <p>{t("none")}</p>}
      <ul>{climb.steps.slice(0, MOST.steps).map((step) => (
        <li key={step.kind + step.horizon + step.productCodes.join()}><strong>{stepWords(step, productNames, wording)}</strong>{t("arrow")}{moveWords(step, before, climb.segmentUp, wording)}</li>
      ))}</ul>
      {gap && <p>{t.rich(before.mireScore === 4 ? "onlyPnb" : "pnb", { ...gap, b: (words) => <strong>{words}</strong> })}</p>}
    </Part>
  );
}

function Events({ sheet: { lifeEvents, signals, today, productNames } }: Sheet) {
  const t = useTranslations("client.events");
  const signs = useTranslations("client")("signals");
  const wording = { locale: useLocale(), today, productNames, t };
  if (lifeEvents.length === 0 && signals.length === 0) return null;
  return (
    <Part title={t("title")}>
      <ul>
        {lifeEvents.slice(0, MOST.events).map((event) => <li key={`${event.kind} ${event.on}`}><strong>{eventDay(event, wording)}</strong> {eventWords(event, wording)}</li>)}
        {signals.length > 0 && <li><strong>{signs}</strong> ({signals.length})</li>}
      </ul>
    </Part>
  );
}

function Figures({ sheet: { client, score, activity } }: Sheet) {
  const t = useTranslations("client");
  const domain = useTranslations("domain.term");
  const locale = useLocale();
  const last = activity.at(-1);
  const euros = (cents: number | null | undefined) => (cents == null ? "–" : formatEuros(locale, cents));
  const rows = [
    [domain("pnb"), t("brief.pnb", { own: euros(score?.pnbCents), peers: euros(score?.peers?.q50Cents) })],
    [t("activity.balance"), euros(last?.balanceCents)],
    [t("activity.moneyIn"), euros(last?.moneyInCents)],
    [t("profile.income"), euros(client.incomeCents)],
    [t("profile.wealth"), euros(client.wealthCents)],
    [t("profile.lastContact"), client.lastContactOn ? formatDay(locale, client.lastContactOn) : t("profile.never")],
  ];
  return (
    <Part title={t("brief.figures")}>
      <dl className={styles.figures}>{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </Part>
  );
}

function Household({ sheet: { household, client, today } }: Sheet) {
  const t = useTranslations("client");
  const domain = useTranslations("domain.segment");
  const members = household.slice(0, MOST.members).map(({ name, birthOn, segment }) => [name, birthOn && t("age", { age: ageOn(birthOn, today) }), domain(segment ?? "NEW")].filter(Boolean).join(", "));
  if (client.dependentChildren !== null) members.push(t("brief.children", { count: client.dependentChildren }));
  return members.length === 0 ? null : <Part title={t("household.title")}><p>{members.join(" ; ")}</p></Part>;
}

/** To sell, by channel; on that day, whatever the hour: it is read later than it is printed. */
function MayContact({ sheet: { contact, today } }: Sheet) {
  const t = useTranslations("client.contact");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const words = channelAnswers(contact, { day: today, minute: null }).map(({ channel, answer, universes }) => {
    const { verdict, until } = contactWords(answer, channel, contact, { locale, domain });
    const of = universes.map((universe) => domain(`universe.${universe}`)).join(", ");
    const name = channel === "BRANCH" ? t("inPerson") : domain(`consentChannel.${channel}`);
    return t("brief", { channel: name, verdict: verdict.toLowerCase(), until: until ?? "none", universes: of === "" ? "none" : of });
  });
  return <Part title={t("commercialByChannel")}><p>{words.join(" · ")}</p></Part>;
}
