import { getTranslations } from "@/lib/i18n/translations";
import { ClientMessages } from "@/components/client-messages";
import { JobCommands } from "@/components/jobs/job-commands";
import { JobHistory } from "@/components/jobs/job-history";
import { LiveJobs } from "@/components/jobs/live-jobs";
import { addressOf } from "@/components/portfolio/query";
import { ListPages } from "@/components/portfolio/list-pages";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { listJobHistory, listLiveJobs } from "@/lib/data/job-runs";
import type { Page } from "@/lib/data/keyset";
import type { JobRunCard, LiveJobs as Live } from "@/lib/domain/job-run";
import { writePlace, type Place } from "@/lib/schemas/place";
import { openPlace } from "@/lib/schemas/portfolio-filter";
import { readySoon, WhenReady } from "../../ready-soon";
import { cancelJobAction, requestJobAction, retryJobAction } from "./server-actions";

const ORDER = "jobs";

export async function generateMetadata() {
  return { title: (await getTranslations("jobs"))("title") };
}

/** What is done to the bank as a whole: what runs now, live, and what ran before. For administrators. */
export default async function JobsPage({ searchParams }: PageProps<"/admin/jobs">) {
  const viewer = await requireAbility("jobs.manage");
  const place = openPlace(await searchParams, ORDER, openText)?.value ?? null;
  const reads = [listLiveJobs(viewer), listJobHistory(viewer, place)] as const;
  const [isReady, t, common] = await Promise.all([readySoon(Promise.all(reads)), getTranslations("jobs"), getTranslations("common")]);
  return (
    <ClientMessages namespaces={["jobs"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={<JobCommands request={requestJobAction} />} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}><Runs live={reads[0]} history={reads[1]} /></WhenReady>
    </ClientMessages>
  );
}

async function Runs({ live, history }: { live: Promise<Live>; history: Promise<Page<JobRunCard>> }) {
  const [now, page, t] = await Promise.all([live, history, getTranslations("jobs")]);
  return (
    <>
      <LiveJobs initial={now} cancel={cancelJobAction} />
      <Panel title={t("history.title")}>
        {page.rows.length === 0 ? <EmptyState title={t("history.emptyTitle")} text={t("history.emptyText")} /> : <JobHistory runs={page.rows} retry={retryJobAction} />}
        <Pages page={page} />
      </Panel>
    </>
  );
}

async function Pages({ page: { from, rows, previous, next } }: { page: Page<JobRunCard> }) {
  if (!previous && !next) return null;
  const t = await getTranslations("portfolio.page");
  const addressAt = (place: Place | null) => place && addressOf("/admin/jobs", `at=${sealText("list.place", writePlace(ORDER, place))}`);
  return (
    <ListPages label={t("label")} range={t("range", { from: String(from + 1), to: String(from + rows.length) })} total={null}
      previous={{ href: addressAt(previous), label: t("previous") }} next={{ href: addressAt(next), label: t("next") }} />
  );
}
