import Link from "next/link";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SegmentChip } from "@/components/clients/segment-chip";
import { Panel } from "@/components/ui/panel";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { ageOn, type Day } from "@/lib/domain/dates";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import type { Messages } from "@/lib/i18n/messages/fr";
import { occupationKey } from "./sheet-header";
import styles from "./sheet.module.css";

/** What the bank knows of the person. */
export function ProfilePanel({ sheet: { client, lastCsat } }: { sheet: Pick<ClientSheet, "client" | "lastCsat"> }) {
  const t = useTranslations("client.profile");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const unknown = useTranslations("common")("unknown");
  const day = (value: Day | null, none: string) => (value ? formatDay(locale, value) : none);
  const euros = (cents: number | null) => (cents === null ? unknown : formatEuros(locale, cents));
  const facts: [string, ReactNode][] = [
    [t("phone"), client.phone ? <a href={`tel:${client.phone.replace(/\s/g, "")}`}>{grouped(client.phone)}</a> : unknown],
    [t("email"), client.email ? <a href={`mailto:${client.email}`}>{breakable(client.email)}</a> : unknown],
    [t("birth"), day(client.birthOn, unknown)],
    [t("occupation"), domain(`occupation.${occupationKey(client.occupation)}`)],
    [t("marital"), domain(`maritalStatus.${client.maritalStatus ?? "UNKNOWN"}`)],
    [t("children"), client.dependentChildren ?? unknown],
    [t("income"), euros(client.incomeCents)],
    [t("wealth"), euros(client.wealthCents)],
    [t("place"), [client.postalCode, client.commune].filter(Boolean).join(" ") || unknown],
    [t("region"), client.region ?? unknown],
    [t("service"), domain(`serviceModel.${client.serviceModel}`)],
    [t("interests"), interestsInWords(client.interests, domain) || unknown],
    [t("lastContact"), day(client.lastContactOn, t("never"))],
    ...(client.highValue ? [[t("lastReview"), <Link key="review" href={`/clients/${client.id}/review` as Route} prefetch={false}>{day(client.lastReviewOn, t("never"))}</Link>] satisfies [string, ReactNode]] : []),
    [t("satisfaction"), lastCsat ? t("satisfactionValue", { score: lastCsat.score, day: formatDay(locale, lastCsat.answeredOn) }) : t("never")],
    [t("branch"), client.branchName],
    [t("reference"), client.externalRef],
  ];
  return (
    <Panel title={t("title")}>
      <dl className={styles.facts}>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </Panel>
  );
}

/** A French number is read in pairs. */
function grouped(phone: string): string {
  return /^0\d{9}$/.test(phone) ? (phone.match(/\d{2}/g) ?? []).join("\u00a0") : phone;
}

/** An address that is too long for its line breaks before its @. */
function breakable(email: string): ReactNode {
  const at = email.lastIndexOf("@");
  return <>{email.slice(0, at)}<wbr />{email.slice(at)}</>;
}

type Interest = keyof Messages["domain"]["interest"];

/** An interest that has no words of its own (a bank's own code) is shown as it is. */
function interestsInWords(interests: readonly string[], domain: ReturnType<typeof useTranslations<"domain">>): string {
  return interests.map((interest) => (domain.has(`interest.${interest as Interest}`) ? domain(`interest.${interest as Interest}`) : interest)).join(", ");
}

/** The others of the household whom the viewer may see; nothing where there is none. */
export function HouseholdPanel({ sheet: { household, today } }: { sheet: Pick<ClientSheet, "household" | "today"> }) {
  const t = useTranslations("client");
  const domain = useTranslations("domain.segment");
  if (household.length === 0) return null;
  return (
    <Panel title={t("household.title")}>
      <ul className={styles.household}>
        {household.map(({ id, name, birthOn, segment }) => (
          <li key={id}>
            <Link href={`/clients/${id}` as Route} prefetch={false}>{name}</Link>
            {birthOn && <span className={styles.quiet}>{t("age", { age: ageOn(birthOn, today) })}</span>}
            <SegmentChip segment={segment} label={domain(segment ?? "NEW")} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
