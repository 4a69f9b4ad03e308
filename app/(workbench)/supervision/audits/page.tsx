import Link from "next/link";
import { CampaignTable } from "@/components/control/campaign-table";
import button from "@/components/ui/button.module.css";
import { CheckIcon, PlusIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listCampaigns } from "@/lib/data/control-campaigns";
import { getTranslations } from "@/lib/i18n/translations";
import { readControlWording } from "./wording";

export async function generateMetadata() {
  return { title: (await getTranslations("control"))("title") };
}

/** The campaigns of control over the viewer's branches. */
export default async function AuditsPage() {
  const viewer = await requireAbility("control.run");
  const [campaigns, wording] = await Promise.all([listCampaigns(viewer), readControlWording()]);
  const { t } = wording;
  const create = <Link href="/supervision/audits/new" prefetch={false} className={button.primary}><PlusIcon size={16} /> {t("new")}</Link>;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={create} />
      {campaigns.length === 0 ? <EmptyState icon={<CheckIcon size={28} />} title={t("empty")} text={t("emptyText")} /> : <CampaignTable campaigns={campaigns} wording={wording} />}
    </>
  );
}
