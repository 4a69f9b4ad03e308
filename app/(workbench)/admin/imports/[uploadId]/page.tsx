import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { Suspense } from "react";
import { ClientMessages } from "@/components/client-messages";
import { DeleteUploadButton } from "@/components/imports/delete-upload-button";
import { DemoNotice } from "@/components/imports/demo-notice";
import styles from "@/components/imports/imports.module.css";
import { UploadFiles } from "@/components/imports/upload-files";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { requireAbility } from "@/lib/auth/viewer";
import { getBank } from "@/lib/data/bank";
import { getDelivery } from "@/lib/data/deliveries";
import { getUpload } from "@/lib/data/uploads";
import { deliveryState, isOpen } from "@/lib/domain/deliveries";
import { formatInstant } from "@/lib/i18n/format";
import { uploadIdOf } from "@/lib/schemas/upload";
import { deleteUploadAction, removeUploadedFileAction } from "../server-actions";
import { DeliverySteps } from "./delivery-steps";

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

/** One import, from its files to what came of them. */
export default async function UploadPage({ params }: PageProps<"/admin/imports/[uploadId]">) {
  const viewer = await requireAbility("imports.manage");
  const id = uploadIdOf((await params).uploadId);
  const [upload, delivery, bank] = await Promise.all([id === null ? null : getUpload(viewer, id), id === null ? null : getDelivery(viewer, id), getBank()]);
  if (upload === null || delivery === null) notFound();
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  const state = deliveryState(upload.facts);
  return (
    <ClientMessages namespaces={["imports", "jobs"]}>
      <Link href="/admin/imports" className={styles.back}>{t("upload.back")}</Link>
      <PageHeader title={t("upload.title", { date: formatInstant(locale, upload.createdAt) })} lead={`${t("upload.lead", { name: upload.createdByName })} · ${t(`state.${state}`)}`}
        actions={<DeleteUploadButton id={upload.id} fileCount={upload.fileCount} isBusy={state === "PREVIEWING" || state === "IMPORTING"} deleteUpload={deleteUploadAction} />} />
      {bank?.demo && <DemoNotice />}
      <div className={styles.step}>
        <Panel title={t("upload.files")}>
          <UploadFiles uploadId={upload.id} files={upload.files} isFrozen={!isOpen(state)} removeFile={removeUploadedFileAction} />
        </Panel>
        <Suspense fallback={<SkeletonRows label={t("detected.reading")} />}>
          <DeliverySteps viewer={viewer} upload={upload} delivery={delivery} state={state} isDemo={bank?.demo === true} />
        </Suspense>
      </div>
    </ClientMessages>
  );
}
