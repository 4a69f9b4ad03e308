import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { PrintButton } from "@/components/clients/sheet/print-button";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { HandOverFile } from "@/components/workload/hand-over-file";
import styles from "@/components/workload/hand-over.module.css";
import { requireAbility } from "@/lib/auth/viewer";
import { getClientSheet } from "@/lib/data/client-sheet";
import { getHandOver, listDecidedClients } from "@/lib/data/hand-over";
import { listHandOverNotes } from "@/lib/data/hand-over-notes";
import { listClientActions } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import { getTranslations } from "@/lib/i18n/translations";

/** So many files on a page: each is read and audited like a look at the client. */
const FILES_A_PAGE = 10;
const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

export async function generateMetadata() {
  return { title: (await getTranslations("workload"))("handover.titleAll") };
}

/** The hand-over files of all clients of a decision, a few on a page, to be printed. */
export default async function HandOversPage({ params, searchParams }: PageProps<"/supervision/workload/handover/[reassignmentId]">) {
  const viewer = await requireAbility("client.reassign");
  const id = z.uuid().safeParse((await params).reassignmentId);
  const clientIds = id.success ? await listDecidedClients(viewer, id.data) : [];
  if (!id.success || clientIds.length === 0) notFound();
  const page = Math.min(pageNumber.parse((await searchParams).page), Math.ceil(clientIds.length / FILES_A_PAGE));
  const shown = clientIds.slice((page - 1) * FILES_A_PAGE, page * FILES_A_PAGE);
  const t = await getTranslations("workload.handover");
  const files: Awaited<ReturnType<typeof readFile>>[] = [];
  for (const clientId of shown) files.push(await readFile(viewer, clientId));
  const address = (number: number) => `/supervision/workload/handover/${id.data}?page=${number}` as Route;
  return (
    <>
      <div className={styles.tools}>
        <PageHeader title={t("titleAll")} lead={t("page", { from: (page - 1) * FILES_A_PAGE + 1, until: (page - 1) * FILES_A_PAGE + shown.length, total: clientIds.length })} />
        <div>
          <Link href="/supervision/workload" prefetch={false} className={button.quiet}>{t("backAll")}</Link>
          {page > 1 && <Link href={address(page - 1)} prefetch={false} className={button.quiet}>{t("previous")}</Link>}
          {page * FILES_A_PAGE < clientIds.length && <Link href={address(page + 1)} prefetch={false} className={button.quiet}>{t("next")}</Link>}
          <PrintButton label={t("print")} />
        </div>
      </div>
      {files.map((file) => file && <HandOverFile key={file.sheet.client.id} {...file} printedBy={viewer.name} level={2} />)}
    </>
  );
}

async function readFile(viewer: Viewer, clientId: number) {
  const sheet = await getClientSheet(viewer, clientId);
  if (!sheet) return null;
  const [cards, handOver, notes] = await Promise.all([listClientActions(viewer, clientId), getHandOver(viewer, clientId), listHandOverNotes(viewer, clientId)]);
  return { sheet, cards, handOver, notes };
}
