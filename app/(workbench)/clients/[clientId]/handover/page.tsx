import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PrintButton } from "@/components/clients/sheet/print-button";
import button from "@/components/ui/button.module.css";
import { ClientMessages } from "@/components/client-messages";
import { HandOverFile } from "@/components/workload/hand-over-file";
import { HandOverNoteForm } from "@/components/workload/hand-over-note-form";
import styles from "@/components/workload/hand-over.module.css";
import { requireAbility } from "@/lib/auth/viewer";
import { getClientSheet } from "@/lib/data/client-sheet";
import { getHandOver } from "@/lib/data/hand-over";
import { listHandOverNotes } from "@/lib/data/hand-over-notes";
import { listClientActions } from "@/lib/data/next-actions";
import { mayDo } from "@/lib/domain/permissions";
import { getTranslations } from "@/lib/i18n/translations";
import { clientIdOf } from "@/lib/schemas/client";
import { writeHandOverNoteAction } from "../../../received/server-actions";

/** Not the client's name: titles stay in the history of a shared machine. */
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workload"))("handover.title") };
}

/** One client's hand-over file: for whoever has them, and for their supervisor. */
export default async function HandOverPage({ params }: PageProps<"/clients/[clientId]/handover">) {
  const viewer = await requireAbility("client.view");
  const clientId = clientIdOf((await params).clientId);
  const sheet = clientId === null ? null : await getClientSheet(viewer, clientId);
  if (clientId === null || sheet === null) notFound();
  const [cards, handOver, notes, t] = await Promise.all([listClientActions(viewer, clientId), getHandOver(viewer, clientId), listHandOverNotes(viewer, clientId), getTranslations("workload.handover")]);
  const write = mayDo(viewer.role, "handOver.write") && <ClientMessages namespaces={["handOver"]}><HandOverNoteForm clientId={clientId} write={writeHandOverNoteAction} /></ClientMessages>;
  return (
    <>
      <div className={styles.tools}><Link href={`/clients/${clientId}`} prefetch={false} className={button.quiet}>{t("back")}</Link><PrintButton label={t("print")} /></div>
      <HandOverFile sheet={sheet} cards={cards} handOver={handOver} notes={notes} write={write} printedBy={viewer.name} level={1} />
    </>
  );
}
