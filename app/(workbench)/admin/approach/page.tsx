import { SegmentTabs } from "@/components/portfolio/segment-tabs";
import { KitTable } from "@/components/approach/kit-table";
import { ClientMessages } from "@/components/client-messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { listApproachKits } from "@/lib/data/approach-kits";
import { APPROACH_SEGMENTS } from "@/lib/domain/approach";
import { getTranslations } from "@/lib/i18n/translations";
import { approachSegmentOf } from "@/lib/schemas/approach-kit";
import { kitViewsOf } from "./kit-views";
import { resetApproachKitAction, saveApproachKitAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("approachKit"))("title") };
}

/** The bank's own approaches: how to open, what to speak of and where, for each sub-segment of one segment at a time. */
export default async function ApproachPage({ searchParams }: PageProps<"/admin/approach">) {
  const viewer = await requireAbility("approach.manage");
  const segment = approachSegmentOf(await searchParams);
  const [kits, t, domain] = await Promise.all([listApproachKits(viewer), getTranslations("approachKit"), getTranslations("domain.segment")]);
  const tabs = APPROACH_SEGMENTS.map((name) => ({ name, label: domain(name), href: `/admin/approach?segment=${name}`, isCurrent: name === segment }));
  const edited = (name: string) => kits.filter((kit) => kit.segment === name).length;
  return (
    <ClientMessages namespaces={["approachKit", "domain"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      <SegmentTabs label={t("segments")} tabs={tabs} counts={Object.fromEntries(APPROACH_SEGMENTS.map((name) => [name, String(edited(name))]))} />
      <KitTable label={t("tableOf", { segment: domain(segment) })} kits={kitViewsOf(segment, kits)} saveKit={saveApproachKitAction} resetKit={resetApproachKitAction} />
    </ClientMessages>
  );
}
