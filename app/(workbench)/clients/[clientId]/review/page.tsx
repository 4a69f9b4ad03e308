import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { KeptReviews } from "@/components/review/kept-reviews";
import { KnownFacts } from "@/components/review/known-facts";
import { ReviewEditor } from "@/components/review/review-editor";
import styles from "@/components/review/review.module.css";
import { StartButton } from "@/components/review/start-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { requireAbility } from "@/lib/auth/viewer";
import { getReviewFile } from "@/lib/data/portfolio-reviews";
import type { Viewer } from "@/lib/data/viewer";
import { mayDo } from "@/lib/domain/permissions";
import { missingFields, REVIEW_FIELD_NAMES } from "@/lib/domain/portfolio-review";
import type { ReviewFile } from "@/lib/domain/review-document";
import { getTranslations } from "@/lib/i18n/translations";
import { clientIdOf } from "@/lib/schemas/client";
import { completeReviewAction, discardReviewAction, saveReviewAction, startReviewAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("review"))("title") };
}

const COMMANDS = { save: saveReviewAction, complete: completeReviewAction, discard: discardReviewAction };

/** A client's portfolio review: what is in preparation, for who prepares it, and what was kept. */
export default async function ReviewPage({ params }: PageProps<"/clients/[clientId]/review">) {
  const viewer = await requireAbility("client.view");
  const clientId = clientIdOf((await params).clientId);
  const file = clientId === null ? null : await getReviewFile(viewer, clientId);
  if (file === null) notFound();
  const t = await getTranslations("review");
  const lead = (
    <span className={styles.links}>
      <Link href={`/clients/${file.clientId}` as Route} prefetch={false}>{t("toSheet")}</Link>
      {mayDo(viewer.role, "desk.view") && <Link href="/desk" prefetch={false}>{t("toDesk")}</Link>}
    </span>
  );
  return (
    <ClientMessages namespaces={["review", "domain"]}>
      <PageHeader title={t("titleOf", { name: file.client.name })} lead={lead} />
      <div className={styles.page}>
        <div className={styles.form}><Preparation viewer={viewer} file={file} /></div>
        <div className={styles.aside}>
          <KnownFacts file={file} />
          <KeptReviews file={file} />
        </div>
      </div>
    </ClientMessages>
  );
}

async function Preparation({ viewer, file }: { viewer: Viewer; file: ReviewFile }) {
  const t = await getTranslations("review");
  const { clientId, draft, today, highValue, status } = file;
  if (!mayDo(viewer.role, "review.prepare")) {
    const total = REVIEW_FIELD_NAMES.length;
    return <Panel title={t("preparation")}><p className={styles.note}>{draft ? t("draftBy", { name: draft.updatedBy, noted: total - missingFields(draft.answers).length, total }) : t("noDraft")}</p></Panel>;
  }
  if (draft) return <ReviewEditor key={draft.id} clientId={clientId} today={today} draft={draft} commands={COMMANDS} />;
  const isReviewed = highValue && status === "ACTIVE";
  return (
    <Panel title={t("preparation")} lead={t(isReviewed ? "startLead" : "notReviewed")}>
      {isReviewed && <StartButton clientId={clientId} correctsId={null} label={t("start")} primary start={startReviewAction} />}
    </Panel>
  );
}
