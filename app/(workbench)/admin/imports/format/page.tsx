import Link from "next/link";
import { getTranslations } from "@/lib/i18n/translations";
import { FormatFile } from "@/components/imports/format-file";
import styles from "@/components/imports/imports.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { IMPORT_FILE_NAMES, IMPORT_FILES } from "@/lib/import/files";

export async function generateMetadata() {
  return { title: (await getTranslations("imports.format"))("title") };
}

/** What the files of an import hold, from the very definition by which they are read. */
export default async function ImportFormatPage() {
  await requireAbility("imports.manage");
  const t = await getTranslations("imports");
  return (
    <>
      <Link href="/admin/imports" className={styles.back}>{t("upload.back")}</Link>
      <PageHeader title={t("format.title")} lead={t("format.lead")} />
      <div className={styles.step}>
        {IMPORT_FILE_NAMES.map((file) => <FormatFile key={file} file={file} isNeeded={IMPORT_FILES[file].needed} keyColumns={IMPORT_FILES[file].key} />)}
      </div>
    </>
  );
}
