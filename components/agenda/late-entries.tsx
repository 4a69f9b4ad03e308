"use client";
import Link from "next/link";
import { useId } from "react";
import { CheckIcon, WarningIcon } from "@/components/ui/icons";
import type { Agenda } from "@/lib/domain/agenda";
import styles from "./agenda.module.css";
import { EntryItem, type EntryTools } from "./entry-item";

/** What is late, above whatever days are shown: agreed steps and reminders one by one, suggestions as a way to them. */
export function LateEntries({ agenda: { late, lateBeyond }, tools }: { agenda: Agenda; tools: EntryTools }) {
  const id = useId();
  const { t } = tools.wording;
  const suggested = lateBeyond.suggested > 0 && <Link href="/?view=overdue" prefetch={false}>{t("late.suggested", { count: lateBeyond.suggested })}</Link>;
  if (late.length === 0) return <p className={styles.onTime}><CheckIcon size={16} /> {t("late.none")} {suggested}</p>;
  return (
    <section className={styles.late} aria-labelledby={id}>
      <h2 id={id}><WarningIcon size={16} /> {t("late.title", { count: late.length + lateBeyond.agreed })}</h2>
      <p className={styles.lead}>{t("late.lead")} {suggested}</p>
      <ul className={styles.lateList}>{late.map((entry) => <EntryItem key={entry.id} entry={entry} tools={tools} />)}</ul>
      {lateBeyond.agreed > 0 && <p className={styles.lead}>{t("late.more", { count: lateBeyond.agreed })}</p>}
    </section>
  );
}
