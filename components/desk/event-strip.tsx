import Link from "next/link";
import { addressOf } from "@/components/portfolio/query";
import type { DeskEvent } from "@/lib/domain/review-desk";
import { formatDay } from "@/lib/i18n/format";
import { deskQuery, type DeskFilter } from "@/lib/schemas/desk-filter";
import styles from "./desk.module.css";
import type { WealthWording } from "./wealth-bar";

type EventStripProps = { filter: DeskFilter; events: readonly DeskEvent[]; wording: Pick<WealthWording, "locale" | "t"> };

/** The events and offers to come: each leads to those who could still be invited. */
export function EventStrip({ filter, events, wording: { locale, t } }: EventStripProps) {
  if (events.length === 0) return null;
  return (
    <nav aria-label={t("events.label")}>
      <ul className={styles.events}>
        {events.map((event) => {
          const isCurrent = event.id === filter.eventId;
          const places = event.places === null ? [] : [t("events.left", { left: Math.max(0, event.places - event.placesTaken), places: event.places })];
          const words = [t(event.kind === "EVENT" ? "events.on" : "events.until", { day: formatDay(locale, event.heldOn) }), event.place, ...places];
          return (
            <li key={event.id}>
              <Link href={addressOf("/desk", deskQuery({ ...filter, eventId: isCurrent ? null : event.id, place: null }))} prefetch={false} scroll={false} className={styles.event} aria-current={isCurrent ? "true" : undefined}>
                <span className={styles.label}>{locale === "fr" ? event.titleFr : event.titleEn}</span>
                <span className={styles.more}>{words.filter(Boolean).join(" · ")}</span>
                <span className={styles.toInvite}>{t("events.toInvite", { count: event.toInvite })}{event.invited > 0 && ` · ${t("events.invited", { count: event.invited })}`}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
