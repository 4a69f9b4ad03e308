import Link from "next/link";
import { notFound } from "next/navigation";
import { PrintButton } from "@/components/clients/sheet/print-button";
import controlStyles from "@/components/control/control.module.css";
import { ReportDocument } from "@/components/control/report-document";
import styles from "@/components/control/report.module.css";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility, requireAccount } from "@/lib/auth/viewer";
import { getCampaign } from "@/lib/data/control-campaigns";
import { getReportMaterial } from "@/lib/data/control-report";
import { listCampaignTasks } from "@/lib/data/control-tasks";
import { controlReport } from "@/lib/domain/control-report";
import { getTranslations } from "@/lib/i18n/translations";
import { campaignIdOf } from "@/lib/schemas/control-campaign";
import { readControlWording } from "../../wording";

export async function generateMetadata() {
  return { title: (await getTranslations("control.report"))("title") };
}

/** What a campaign found; what a printer gets is the document alone. */
export default async function ControlReportPage({ params }: PageProps<"/supervision/audits/[campaignId]/report">) {
  const viewer = await requireAbility("control.run");
  const id = campaignIdOf((await params).campaignId);
  const file = id === null ? null : await getCampaign(viewer, id);
  if (id === null || file === null) notFound();
  const [{ judgements, reviewers }, tasks, wording, { bankName }] = await Promise.all([getReportMaterial(viewer, id), listCampaignTasks(viewer, id), readControlWording(), requireAccount()]);
  const { t } = wording;
  return (
    <>
      <div className={styles.screenOnly}>
        <PageHeader title={t("report.title")} lead={<span className={controlStyles.links}><Link href={`/supervision/audits/${id}`} prefetch={false}>{t("backToCampaign")}</Link></span>}
          actions={<><a className={button.quiet} href={`/api/audits/${id}/results`} download>{t("report.csv")}</a><PrintButton label={t("report.print")} /></>} />
      </div>
      <ReportDocument campaign={file.campaign} report={controlReport(file.campaign, judgements)} tasks={tasks} reviewers={reviewers} bankName={bankName ?? ""} wording={wording} />
    </>
  );
}
