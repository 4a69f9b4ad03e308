import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { EntryView } from "@/components/remarks/entry-view";
import styles from "@/components/remarks/remarks.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { getEntry } from "@/lib/data/entry-remarks";
import { sideOf } from "@/lib/domain/correction-request";
import { mayDo, type Role } from "@/lib/domain/permissions";
import { getTranslations } from "@/lib/i18n/translations";
import { clientIdOf } from "@/lib/schemas/client";
import { entryIdOf } from "@/lib/schemas/entry-remark";
import { logContextAction, logInteractionAction } from "../../server-actions";
import { answerRequestAction, askCorrectionAction, commentAction, judgeRequestAction, withdrawCommentAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("remarks.entry"))("title") };
}

/** One entry of a client's timeline, with what is said of it. */
export default async function EntryPage({ params }: PageProps<"/clients/[clientId]/entries/[entryId]">) {
  const viewer = await requireAbility("remark.write");
  const { clientId: client, entryId } = await params;
  const [clientId, id, side] = [clientIdOf(client), entryIdOf(entryId), sideOf(viewer.role)];
  const file = clientId === null || id === null ? null : await getEntry(viewer, { clientId, id });
  if (file === null || side === null) notFound();
  const t = await getTranslations("remarks.entry");
  const lead = (
    <span className={styles.links}>
      <Link href={`/clients/${file.client.id}` as Route} prefetch={false}>{t("toSheet")}</Link>
      <Link href={side === "SUPERVISOR" ? "/supervision/requests" : "/requests"} prefetch={false}>{t("toRequests")}</Link>
    </span>
  );
  const log = mayDo(viewer.role, "interaction.log") ? { logInteraction: logInteractionAction, loadContext: logContextAction } : null;
  return (
    <ClientMessages namespaces={["domain", "remarks", "timeline", ...(log ? (["log"] as const) : [])]}>
      <PageHeader title={t("of", { client: file.client.name })} lead={lead} />
      <EntryView {...file} viewer={{ userId: viewer.userId, side }} commands={commandsOf(viewer.role)} log={log} />
    </ClientMessages>
  );
}

function commandsOf(role: Role) {
  const asks = mayDo(role, "correction.ask");
  return {
    comment: commentAction,
    withdraw: withdrawCommentAction,
    ask: asks ? askCorrectionAction : null,
    judge: asks ? judgeRequestAction : null,
    answer: mayDo(role, "correction.answer") ? answerRequestAction : null,
  };
}
