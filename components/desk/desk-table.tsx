import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import { eventDay, eventWords } from "@/components/clients/sheet/event-words";
import button from "@/components/ui/button.module.css";
import table from "@/components/ui/data-table.module.css";
import { Tag, type Tone } from "@/components/ui/tag";
import { daysBetween } from "@/lib/domain/dates";
import { highValueReasons, type HighValueRule } from "@/lib/domain/high-value";
import { REVIEW_FIELD_NAMES } from "@/lib/domain/portfolio-review";
import type { ReviewStanding } from "@/lib/domain/review-cadence";
import type { DeskCard } from "@/lib/domain/review-desk";
import { formatDay } from "@/lib/i18n/format";
import styles from "./desk.module.css";
import { WealthBar, type WealthWording } from "./wealth-bar";

type DeskWording = WealthWording & { events: ReturnType<typeof useTranslations<"client.events">> };

type DeskTableProps = {
  rows: readonly DeskCard[];
  rule: HighValueRule;
  /** Prepares reviews; whoever does not sees whose clients they are. */
  prepares: boolean;
  /** They are listed to be invited. */
  invites: boolean;
  wording: DeskWording;
};

const TONES: Record<ReviewStanding, Tone> = { LATE: "danger", NEVER: "warning", SOON: "info", FINE: "success" };

/** High-value clients, each with what an appointment is prepared by. */
export function DeskTable({ rows, rule, prepares, invites, wording }: DeskTableProps) {
  const { t } = wording;
  const columns = ["client", "review", "wealth", "event", "lastContact", prepares ? "prepare" : "advisor"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{column === "prepare" && invites ? t("invite") : t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} rule={rule} prepares={prepares} invites={invites} wording={wording} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row, rule, prepares, invites, wording }: Omit<DeskTableProps, "rows"> & { row: DeskCard }) {
  const { t, locale } = wording;
  return (
    <tr>
      <th scope="row" className={table.title}>
        <Link prefetch={false} className={table.rowLink} href={`/clients/${row.id}` as Route}>{row.lastName} {row.firstName}</Link>
        <span className={styles.more}>{t("reasonLabel")} {highValueReasons(row.value, rule).map((reason) => t(`reason.${reason}`)).join(", ")}</span>
        {row.household.length > 0 && <span className={styles.more}>{t("household", { names: row.household.join(", ") })}</span>}
      </th>
      <td data-label={t("column.review")} className={table.wide}><Review row={row} wording={wording} /></td>
      <td data-label={t("column.wealth")} className={table.wide}><WealthBar universes={row.universes} wealthCents={row.wealthCents} wording={wording} /></td>
      <td data-label={t("column.event")}><NextEvent row={row} wording={wording} /></td>
      <td data-label={t("column.lastContact")}>{row.lastContactOn ? formatDay(locale, row.lastContactOn) : t("never")}</td>
      {prepares
        ? <td className={table.wide}>{invites ? <InviteLink row={row} wording={wording} /> : <PrepareLink row={row} wording={wording} />}</td>
        : <td data-label={t("column.advisor")}>{row.advisorName}</td>}
    </tr>
  );
}

type PartProps = { row: DeskCard; wording: DeskWording };

function Review({ row: { standing, dueOn, lastReviewOn, draft, today }, wording: { t, locale } }: PartProps) {
  return (
    <div className={styles.review}>
      <Tag tone={TONES[standing]}>{t(`clientStanding.${standing}`)}</Tag>
      {standing !== "NEVER" && dueOn !== null && <span>{t(`due.${standing}`, { day: formatDay(locale, dueOn), days: Math.abs(daysBetween(today, dueOn)) })}</span>}
      <span className={styles.more}>{lastReviewOn === null ? t("noneKnown") : t("last", { day: formatDay(locale, lastReviewOn) })}</span>
      {draft && <span className={styles.more}>{t("draft", { noted: draft.noted, total: REVIEW_FIELD_NAMES.length })}</span>}
    </div>
  );
}

function NextEvent({ row: { nextEvent, productNames, today }, wording: { t, events, locale } }: PartProps) {
  if (nextEvent === null) return <span className={table.muted}>{t("noEvent")}</span>;
  return t("eventOn", { day: eventDay(nextEvent, { locale }), event: eventWords(nextEvent, { locale, today, productNames, t: events }) });
}

function InviteLink({ row: { id, firstName, lastName }, wording: { t } }: PartProps) {
  return (
    <Link prefetch={false} className={`${button.primary} ${table.above}`} href={`/clients/${id}#invitations` as Route} aria-label={t("inviteOf", { name: `${firstName} ${lastName}` })}>{t("invite")}</Link>
  );
}

function PrepareLink({ row: { id, firstName, lastName, draft, standing }, wording: { t } }: PartProps) {
  const name = `${firstName} ${lastName}`;
  const isPressing = draft !== null || standing !== "FINE";
  return (
    <Link prefetch={false} className={`${isPressing ? button.primary : button.quiet} ${table.above}`} href={`/clients/${id}/review` as Route} aria-label={t(draft ? "continueOf" : "prepareOf", { name })}>
      {t(draft ? "continue" : "prepare")}
    </Link>
  );
}
