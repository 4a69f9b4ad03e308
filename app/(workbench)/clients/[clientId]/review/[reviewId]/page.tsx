import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { PrintButton } from "@/components/clients/sheet/print-button";
import { ReviewDocument } from "@/components/review/review-document";
import styles from "@/components/review/review.module.css";
import { StartButton } from "@/components/review/start-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility, requireAccount } from "@/lib/auth/viewer";
import { getReviewDocument } from "@/lib/data/portfolio-reviews";
import { mayDo } from "@/lib/domain/permissions";
import { formatDay } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { clientIdOf } from "@/lib/schemas/client";
import { reviewIdOf } from "@/lib/schemas/portfolio-review";
import { startReviewAction } from "../server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("review.document"))("title") };
}

/** A completed review, as it was kept; what a printer gets is the document alone. */
export default async function KeptReviewPage({ params }: PageProps<"/clients/[clientId]/review/[reviewId]">) {
  const viewer = await requireAbility("client.view");
  const { clientId: client, reviewId } = await params;
  const [clientId, id] = [clientIdOf(client), reviewIdOf(reviewId)];
  const review = clientId === null || id === null ? null : await getReviewDocument(viewer, { clientId, id });
  if (clientId === null || review === null) notFound();
  const [t, locale, { bankName }] = await Promise.all([getTranslations("review"), getLocale(), requireAccount()]);
  const path = `/clients/${clientId}/review`;
  const lead = (
    <span className={styles.links}>
      <Link href={path as Route} prefetch={false}>{t("toReviews")}</Link>
      <Link href={`/clients/${clientId}` as Route} prefetch={false}>{t("toSheet")}</Link>
      {review.correctedBy && <Link href={`${path}/${review.correctedBy}` as Route} prefetch={false}>{t("toCorrection")}</Link>}
      {review.correctsId && <Link href={`${path}/${review.correctsId}` as Route} prefetch={false}>{t("toCorrected")}</Link>}
    </span>
  );
  const canCorrect = mayDo(viewer.role, "review.prepare") && review.correctedBy === null;
  return (
    <ClientMessages namespaces={["review"]}>
      <div className={styles.screenOnly}>
        <PageHeader title={t("documentOf", { day: formatDay(locale, review.reviewedOn) })} lead={lead}
          actions={<>
            {canCorrect && <StartButton clientId={clientId} correctsId={review.id} label={t("correct")} start={startReviewAction} />}
            <PrintButton label={t("print")} />
          </>} />
      </div>
      <ReviewDocument review={review} bankName={bankName} />
    </ClientMessages>
  );
}
