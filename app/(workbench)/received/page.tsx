import type { Route } from "next";
import Link from "next/link";
import { PeopleIcon } from "@/components/ui/icons";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ClientMessages } from "@/components/client-messages";
import { EmptyState } from "@/components/ui/state-message";
import { HandOverNoteForm } from "@/components/workload/hand-over-note-form";
import { HandOverNotes } from "@/components/workload/hand-over-notes";
import styles from "@/components/workload/hand-over.module.css";
import { requireAbility } from "@/lib/auth/viewer";
import { listReceived } from "@/lib/data/hand-over";
import { listHandedOver } from "@/lib/data/hand-over-notes";
import type { HandedOver } from "@/lib/domain/assignment";
import { formatDay } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { writeHandOverNoteAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("workload"))("received.title") };
}

/** Who came into the viewer's portfolio lately, with their hand-over files; and who went from it, of whom they may still say what must be known. */
export default async function ReceivedPage() {
  const viewer = await requireAbility("interaction.log");
  const [clients, given, t, words, locale] = await Promise.all([listReceived(viewer), listHandedOver(viewer), getTranslations("workload"), getTranslations("handOver"), getLocale()]);
  const title = given.length === 0 ? t("received.title") : words(clients.length === 0 ? "pageGiven" : "pageBoth");
  const lead = given.length === 0 ? t("received.lead") : clients.length === 0 ? null : words("leadBoth");
  return (
    <>
      <PageHeader title={title} lead={lead} actions={clients.length > 0 && <Link href="/portfolio?received=30&sort=priority" prefetch={false} className={button.quiet}>{t("received.inList")}</Link>} />
      {clients.length === 0 && given.length === 0 && <EmptyState icon={<PeopleIcon size={28} />} title={t("received.none")} />}
      {clients.length > 0 && (
        <Panel title={t("received.list")}>
          <ul className={styles.received}>
            {clients.map(({ id, name, kind, on, untilOn, fromName }) => (
              <li key={id}>
                <span><Link href={`/clients/${id}`} prefetch={false}>{name}</Link> · {t(`handover.strip${kind}`, { on: formatDay(locale, on), from: fromName, day: untilOn ? formatDay(locale, untilOn) : "" })}</span>
                <Link href={`/clients/${id}/handover` as Route} prefetch={false} aria-label={t("received.fileOf", { name })}>{t("handover.link")}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {given.length > 0 && <Given clients={given} />}
    </>
  );
}

/** Whom the viewer gave away, with what they may still say of them. */
async function Given({ clients }: { clients: readonly HandedOver[] }) {
  const [t, locale] = await Promise.all([getTranslations("handOver"), getLocale()]);
  return (
    <div className={styles.given}>
      <Panel title={t("givenTitle")}>
        <p className={styles.hint}>{t("givenLead")}</p>
        <ClientMessages namespaces={["handOver"]}>
          <ul className={styles.received}>
            {clients.map(({ id, name, toName, on, notes }) => (
              <li key={id}>
                <span><strong>{name}</strong> · {t("givenTo", { name: toName, day: formatDay(locale, on) })}</span>
                <details className={styles.folded}>
                  <summary aria-label={t("writeOf", { name, count: notes.length })}>{t("write", { count: notes.length })}</summary>
                  {notes.length > 0 && <HandOverNotes notes={notes} />}
                  <HandOverNoteForm clientId={id} write={writeHandOverNoteAction} />
                </details>
              </li>
            ))}
          </ul>
        </ClientMessages>
      </Panel>
    </div>
  );
}
