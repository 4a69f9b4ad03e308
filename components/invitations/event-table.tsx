"use client";
import { useLocale, useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag } from "@/components/ui/tag";
import type { BankEvent } from "@/lib/domain/invitation";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import { EditEventButton } from "./edit-event-button";
import type { InvitationCommand } from "./invitation-commands";
import styles from "./invitations.module.css";

const COLUMNS = ["title", "heldOn", "place", "audience", "places"] as const;

/** The bank's events and offers, for whom they are, and how many places are taken. */
export function EventTable({ events, save }: { events: readonly BankEvent[]; save: InvitationCommand }) {
  const t = useTranslations("invitations.admin");
  return (
    <div className={`${table.frame} ${table.cards}`} tabIndex={0} role="region" aria-label={t("list")}>
      <table className={table.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}
            <th scope="col"><span className="visually-hidden">{t("column.commands")}</span></th>
          </tr>
        </thead>
        <tbody>{events.map((event) => <EventRow key={event.id} event={event} save={save} />)}</tbody>
      </table>
    </div>
  );
}

function EventRow({ event, save }: { event: BankEvent; save: InvitationCommand }) {
  const t = useTranslations("invitations.admin");
  const locale = useLocale();
  const title = locale === "fr" ? event.titleFr : event.titleEn;
  return (
    <tr>
      <th scope="row" className={table.title}>{title} <Tag>{t(`kind.${event.kind}`)}</Tag> {event.withdrawn && <Tag tone="warning">{t("withdrawn")}</Tag>}</th>
      <td data-label={t("column.heldOn")}>{formatDay(locale, event.heldOn)}</td>
      <td data-label={t("column.place")}>{event.place}</td>
      <td data-label={t("column.audience")} className={`${table.wide} ${styles.audience}`}><Audience event={event} /></td>
      <td data-label={t("column.places")}>{event.places === null ? `${event.placesTaken} · ${t("unlimited")}` : t("taken", { taken: event.placesTaken, places: event.places })}</td>
      <td className={table.wide}><EditEventButton event={event} title={title} save={save} /></td>
    </tr>
  );
}

function Audience({ event: { minAge, maxAge, minWealthCents, segments } }: { event: BankEvent }) {
  const t = useTranslations("invitations.admin");
  const domain = useTranslations("domain.segment");
  const locale = useLocale();
  const ages = () => {
    if (minAge !== null && maxAge !== null) return t("age", { min: minAge, max: maxAge });
    if (minAge !== null) return t("from", { min: minAge });
    return maxAge !== null && t("upTo", { max: maxAge });
  };
  const words = [ages(), minWealthCents !== null && t("wealth", { amount: formatEuros(locale, minWealthCents) }), segments.map((segment) => domain(segment)).join(", ")].filter(Boolean);
  return words.length === 0 ? t("everyone") : words.join(" · ");
}
