import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { ClientMessages } from "@/components/client-messages";
import { DeleteUploadButton } from "@/components/imports/delete-upload-button";
import { DemoNotice } from "@/components/imports/demo-notice";
import styles from "@/components/imports/imports.module.css";
import { UploadFiles } from "@/components/imports/upload-files";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { requireAbility } from "@/lib/auth/viewer";
import { getBank } from "@/lib/data/bank";
import { getUpload } from "@/lib/data/uploads";
import { formatInstant } from "@/lib/i18n/format";
import { uploadIdOf } from "@/lib/schemas/upload";
import { deleteUploadAction, removeUploadedFileAction } from "../server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

/** One import, from its files on. */
export default async function UploadPage({ params }: PageProps<"/admin/imports/[uploadId]">) {
  const viewer = await requireAbility("imports.manage");
  const id = uploadIdOf((await params).uploadId);
  const [upload, bank] = await Promise.all([id === null ? null : getUpload(viewer, id), getBank()]);
  if (upload === null) notFound();
  const [t, locale] = await Promise.all([getTranslations("imports.upload"), getLocale()]);
  return (
    <ClientMessages namespaces={["imports"]}>
      <Link href="/admin/imports" className={styles.back}>{t("back")}</Link>
      <PageHeader title={t("title", { date: formatInstant(locale, upload.createdAt) })} lead={t("lead", { name: upload.createdByName })}
        actions={<DeleteUploadButton id={upload.id} fileCount={upload.fileCount} deleteUpload={deleteUploadAction} />} />
      {bank?.demo && <DemoNotice />}
      <Panel title={t("files")}>
        <UploadFiles uploadId={upload.id} files={upload.files} removeFile={removeUploadedFileAction} />
      </Panel>
    </ClientMessages>
  );
}
