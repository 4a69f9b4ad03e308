import Link from "next/link";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { CampaignMethod } from "@/components/control/campaign-method";
import { CloseButton } from "@/components/control/close-button";
import styles from "@/components/control/control.module.css";
import type { ControlWording } from "@/components/control/control-words";
import { ProgressBars } from "@/components/control/progress-bars";
import { SampleTable } from "@/components/control/sample-table";
import { StrataTable } from "@/components/control/strata-table";
import { TaskList } from "@/components/control/task-list";
import button from "@/components/ui/button.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { requireAbility } from "@/lib/auth/viewer";
import { getCampaign, getKeptDraw, listSample, type CampaignFile } from "@/lib/data/control-campaigns";
import { listCampaignTasks } from "@/lib/data/control-tasks";
import type { SampleEntry } from "@/lib/domain/control-campaign";
import { formatInstant } from "@/lib/i18n/format";
import { getTranslations } from "@/lib/i18n/translations";
import { campaignIdOf } from "@/lib/schemas/control-campaign";
import { checkControlTaskAction, closeCampaignAction } from "../server-actions";
import { readControlWording } from "../wording";
import { checkDraw, type DrawCheck } from "./draw-check";

export async function generateMetadata() {
  return { title: (await getTranslations("control"))("title") };
}

/** A campaign: how it was drawn, how far its review is, what it asks to be put right. */
export default async function CampaignPage({ params }: PageProps<"/supervision/audits/[campaignId]">) {
  const viewer = await requireAbility("control.run");
  const id = campaignIdOf((await params).campaignId);
  const file = id === null ? null : await getCampaign(viewer, id);
  if (id === null || file === null) notFound();
  const [entries, draw, tasks, wording] = await Promise.all([listSample(viewer, id), getKeptDraw(viewer, id), listCampaignTasks(viewer, id), readControlWording()]);
  const { campaign, progress } = file;
  const { t } = wording;
  return (
    <ClientMessages namespaces={["controlReview"]}>
      <PageHeader title={campaign.name} lead={<Lead file={file} wording={wording} />} actions={<Commands file={file} entries={entries} wording={wording} />} />
      <div className={styles.page}>
        <div className={styles.main}><SampleTable campaignId={id} entries={entries} wording={wording} /></div>
        <div className={styles.aside}>
          <Panel title={t("overview.progress")}><ProgressBars progress={progress} wording={wording} /></Panel>
          <Panel title={t("overview.tasks")}>{tasks.length === 0 ? <p className={styles.note}>{t("overview.noTasks")}</p> : <TaskList tasks={tasks} check={checkControlTaskAction} />}</Panel>
          <Panel title={t("method.title")}>
            <CampaignMethod campaign={campaign} wording={wording}>
              {draw && <Checked check={checkDraw(campaign, draw)} size={campaign.size} wording={wording} />}
              <div><dt className="visually-hidden">{t("method.download")}</dt><dd><a href={`/api/audits/${id}/draw`} download>{t("method.download")}</a></dd></div>
            </CampaignMethod>
            <StrataTable strata={campaign.strata} wording={wording} />
          </Panel>
        </div>
      </div>
    </ClientMessages>
  );
}

function Lead({ file: { campaign }, wording: { t, locale } }: { file: CampaignFile; wording: ControlWording }) {
  return (
    <span className={styles.links}>
      <Link href="/supervision/audits" prefetch={false}>{t("back")}</Link>
      {campaign.closedAt && <span>{t("overview.closed", { at: formatInstant(locale, campaign.closedAt), name: campaign.closedBy ?? "" })}</span>}
    </span>
  );
}

function Commands({ file: { campaign, progress }, entries, wording: { t } }: { file: CampaignFile; entries: readonly SampleEntry[]; wording: ControlWording }) {
  const waiting = entries.filter(({ state }) => state === "TO_DO" || state === "BEGUN");
  const first = waiting.find(({ state }) => state === "BEGUN") ?? waiting[0];
  const words = {
    close: t("overview.close"), title: t("overview.closeTitle"), text: t("overview.closeText", { left: progress.size - progress.settled }),
    done: t("overview.closedToast"), refused: t("overview.closeRefused"),
  };
  return (
    <>
      {!campaign.closedAt && first && <Link className={button.primary} href={`/supervision/audits/${campaign.id}/review/${first.place}`} prefetch={false}>{t("overview.review", { left: waiting.length })}</Link>}
      <Link className={button.quiet} href={`/supervision/audits/${campaign.id}/report`} prefetch={false}>{t("overview.report")}</Link>
      {!campaign.closedAt && <CloseButton id={campaign.id} words={words} close={closeCampaignAction} />}
    </>
  );
}

function Checked({ check, size, wording: { t } }: { check: DrawCheck; size: number; wording: ControlWording }) {
  const words = check.moved > 0 ? t("method.moved", { count: check.moved }) : t(check.isSame ? "method.equal" : "method.different", { size });
  return <div><dt>{t("method.check")}</dt><dd className={check.isSame ? styles.same : check.moved > 0 ? undefined : styles.other}>{words}</dd></div>;
}
