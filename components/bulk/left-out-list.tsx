"use client";
import { useTranslations } from "next-intl";
import type { BulkRefusal, LeftOut } from "@/lib/domain/bulk-step";
import type { Messages } from "@/lib/i18n/messages/fr";
import styles from "./bulk.module.css";

type OwnWords = keyof Messages["bulk"]["refusal"];

/** What is said of it here; of the others the contact policy says why. */
const OWN_WORDS: ReadonlySet<string> = new Set<OwnWords>(["NO_ACTION", "SNOOZED", "DEPARTED", "NOT_OWN", "CHANGED"]);
/** More names than these nobody reads through. */
const MOST_NAMES = 50;

/** Who was left out, by why. */
export function LeftOutList({ leftOut, title }: { leftOut: readonly LeftOut[]; title: string }) {
  const words = useRefusalWords();
  if (leftOut.length === 0) return null;
  return (
    <details className={styles.leftOut}>
      <summary>{title}</summary>
      <dl>{byRefusal(leftOut).map(([refusal, clients]) => <div key={refusal}><dt>{words(refusal)} ({clients.length})</dt><dd><Names clients={clients} /></dd></div>)}</dl>
    </details>
  );
}

function Names({ clients }: { clients: readonly LeftOut[] }) {
  const t = useTranslations("bulk");
  const named = clients.filter(({ name }) => name !== null);
  const rest = Math.max(0, named.length - MOST_NAMES);
  return (
    <>
      {named.slice(0, MOST_NAMES).map(({ clientId, name }, place) => <span key={clientId}>{place > 0 && ", "}<a href={`/clients/${clientId}`}>{name}</a></span>)}
      {rest > 0 && <> {t("plan.more", { count: rest })}</>}
      {named.length < clients.length && t("unnamed", { count: clients.length - named.length })}
    </>
  );
}

export function useRefusalWords(): (refusal: BulkRefusal) => string {
  const own = useTranslations("bulk.refusal");
  const blocks = useTranslations("domain.contactBlock");
  return (refusal) => (isForbidden(refusal) ? blocks(refusal as keyof Messages["domain"]["contactBlock"]) : own(refusal as OwnWords));
}

/** Does the contact policy forbid it? */
export function isForbidden(refusal: BulkRefusal): boolean {
  return !OWN_WORDS.has(refusal);
}

/** The most frequent first. */
export function byRefusal(leftOut: readonly LeftOut[]): [BulkRefusal, LeftOut[]][] {
  const groups = new Map<BulkRefusal, LeftOut[]>();
  for (const one of leftOut) groups.set(one.refusal, [...(groups.get(one.refusal) ?? []), one]);
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}
