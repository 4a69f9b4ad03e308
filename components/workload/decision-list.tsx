"use client";
import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import button from "@/components/ui/button.module.css";
import { Tag } from "@/components/ui/tag";
import type { ReassignmentCard } from "@/lib/domain/assignment";
import type { Day } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import styles from "./decision-list.module.css";
import type { DecisionCommands } from "./workload-commands";

const GiveBackDialog = lazy(() => import("./give-back-dialog").then((module) => ({ default: module.GiveBackDialog })));
const ExtendDialog = lazy(() => import("./extend-dialog").then((module) => ({ default: module.ExtendDialog })));

/** Absences that last and transfers of the last year, with what may be done about each. Needs the words of `workload`. */
export function DecisionList({ decisions, today, commands }: { decisions: readonly ReassignmentCard[]; today: Day; commands: DecisionCommands }) {
  const t = useTranslations("workload.decisions");
  const [asked, setAsked] = useState<{ what: "RETURN" | "EXTEND"; decision: ReassignmentCard } | null>(null);
  const close = () => setAsked(null);
  if (decisions.length === 0) return <p className={styles.none}>{t("none")}</p>;
  return (
    <>
      <ul className={styles.list}>{decisions.map((decision) => <Decision key={decision.id} decision={decision} today={today} onAsk={(what) => setAsked({ what, decision })} />)}</ul>
      <Suspense>
        {asked?.what === "RETURN" && <GiveBackDialog decision={asked.decision} commands={commands} onClose={close} />}
        {asked?.what === "EXTEND" && <ExtendDialog decision={asked.decision} today={today} extend={commands.extend} onClose={close} />}
      </Suspense>
    </>
  );
}

function Decision({ decision: { id, kind, untilOn, endedOn, note, clients, decidedBy, decidedOn, from, to }, today, onAsk }: { decision: ReassignmentCard; today: Day; onAsk: (what: "RETURN" | "EXTEND") => void }) {
  const t = useTranslations("workload.decisions");
  const locale = useLocale();
  const way = t("way", { from: from.join(", "), to: to.join(", ") });
  const isOpen = endedOn === null;
  return (
    <li>
      <div className={styles.words}>
        <p><strong>{way}</strong> · {t("clients", { count: clients })}</p>
        <p>{kind === "ABSENCE" && untilOn ? t("ABSENCE", { day: formatDay(locale, untilOn) }) : t("FOR_GOOD")}, {t("by", { name: decidedBy, day: formatDay(locale, decidedOn) })}</p>
        {note && <p className={styles.note}>{note}</p>}
        {endedOn && <Tag>{t("over", { day: formatDay(locale, endedOn) })}</Tag>}
        {isOpen && untilOn && untilOn < today && <Tag tone="warning">{t("due")}</Tag>}
      </div>
      <div className={styles.buttons}>
        <Link href={`/supervision/workload/handover/${id}` as Route} prefetch={false} className={button.quiet} aria-label={t("filesOf", { way })}>{t("files")}</Link>
        {isOpen && kind === "ABSENCE" && <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={t("extendOf", { way })} onClick={() => onAsk("EXTEND")}>{t("extend")}</button>}
        {isOpen && <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={t(kind === "ABSENCE" ? "returnOf" : "takeBackOf", { way })} onClick={() => onAsk("RETURN")}>{t(kind === "ABSENCE" ? "return" : "takeBack")}</button>}
      </div>
    </li>
  );
}
