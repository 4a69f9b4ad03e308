import { ClientMessages } from "@/components/client-messages";
import { GridEditor } from "@/components/control/grid-editor";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { getControlGrid } from "@/lib/data/control-grid";
import { formatInstant } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { saveControlGridAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("controlReview.gridEdit"))("title") };
}

/** What reviewers are asked of each entry of a sample; each change is a version. */
export default async function ControlGridPage() {
  const viewer = await requireAbility("controlGrid.manage");
  const [grid, t, locale] = await Promise.all([getControlGrid(viewer), getTranslations("controlReview.gridEdit"), getLocale()]);
  const { version, createdBy, createdAt } = grid;
  const written = createdBy ? t("writtenBy", { version, name: createdBy, at: formatInstant(locale, createdAt) }) : t("own", { version });
  return (
    <ClientMessages namespaces={["controlReview"]}>
      <PageHeader title={t("title")} lead={`${t("lead")} ${written}.`} />
      <GridEditor key={version} version={version} questions={grid.questions} save={saveControlGridAction} />
    </ClientMessages>
  );
}
