import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { AskButton } from "@/components/control/ask-button";
import { EntryFacts } from "@/components/control/entry-facts";
import styles from "@/components/control/entry.module.css";
import { LookForm } from "@/components/control/look-form";
import { ResumeButton } from "@/components/control/resume-button";
import { SettleForm } from "@/components/control/settle-form";
import { TaskList } from "@/components/control/task-list";
import { ToldLooks } from "@/components/control/told-looks";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, ChevronRightIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { requireAbility } from "@/lib/auth/viewer";
import { getEntryToReview } from "@/lib/data/control-entry";
import { listCampaignTasks } from "@/lib/data/control-tasks";
import { getToday } from "@/lib/data/next-actions";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import type { ControlTask } from "@/lib/domain/control-campaign";
import type { EntryToReview } from "@/lib/domain/control-entry";
import { addDays, type Day } from "@/lib/domain/dates";
import { getTranslations } from "@/lib/i18n/translations";
import { campaignIdOf, placeOf } from "@/lib/schemas/control-campaign";
import { askControlTaskAction, checkControlTaskAction, saveControlReviewAction, settleEntryAction } from "../../../server-actions";
import { readControlWording } from "../../../wording";

/** How long a correction is given, unless it is said otherwise. */
const DUE_DAYS = 14;

export async function generateMetadata() {
  return { title: (await getTranslations("control"))("title") };
}

/** One entry of the sample beside the grid. */
export default async function ReviewEntryPage({ params }: PageProps<"/supervision/audits/[campaignId]/review/[place]">) {
  const viewer = await requireAbility("control.run");
  const { campaignId: campaign, place: wanted } = await params;
  const [campaignId, place] = [campaignIdOf(campaign), placeOf(wanted)];
  const shown = campaignId === null || place === null ? null : await getEntryToReview(viewer, { campaignId, place });
  if (campaignId === null || shown === null) notFound();
  const [wording, tasks, { products }, today] = await Promise.all([readControlWording(), listCampaignTasks(viewer, campaignId, shown.entry.interactionId), readPortfolioChoices(viewer), getToday(viewer)]);
  const { t, locale } = wording;
  const names = new Map(products.map(({ code, name }) => [code, name[locale]]));
  return (
    <ClientMessages namespaces={["controlReview"]}>
      <PageHeader title={t("entry.title", { place: shown.place, size: shown.size })}
        lead={<span className={styles.links}>{shown.campaignName}<Link href={`/supervision/audits/${campaignId}`} prefetch={false}>{t("backToCampaign")}</Link></span>} actions={<Beside shown={shown} />} />
      <div className={styles.layout}>
        <div className={styles.column}><EntryFacts entry={shown.entry} products={names} wording={wording} /></div>
        <div className={styles.column}>
          <Judging key={shown.place} shown={shown} mayResume={tasks.length === 0} />
          {shown.looks.length > 0 && <ToldLooks looks={shown.looks} questions={shown.questions} wording={wording} />}
          {shown.state === "SETTLED" && <Findings shown={shown} tasks={tasks} today={today} title={t("overview.tasks")} />}
        </div>
      </div>
    </ClientMessages>
  );
}

/** The entries beside it, whoever they are for. */
async function Beside({ shown: { campaignId, previous, next } }: { shown: EntryToReview }) {
  const t = await getTranslations("controlReview");
  return (
    <>
      {previous !== null && <Link className={button.quiet} href={hrefOf(campaignId, previous)} prefetch={false} aria-label={t("previousEntry")}><ChevronLeftIcon size={16} /></Link>}
      {next !== null && <Link className={button.quiet} href={hrefOf(campaignId, next)} prefetch={false} aria-label={t("nextEntry")}><ChevronRightIcon size={16} /></Link>}
    </>
  );
}

/** `mayResume`: nothing was asked for because of it. */
async function Judging({ shown, mayResume }: { shown: EntryToReview; mayResume: boolean }) {
  const t = await getTranslations("controlReview");
  const key = { campaignId: shown.campaignId, clientId: shown.entry.clientId, interactionId: shown.entry.interactionId };
  const nextHref = shown.nextToDo === null ? null : hrefOf(shown.campaignId, shown.nextToDo);
  const goOn = nextHref && <Link className={button.primary} href={nextHref} prefetch={false}>{t("next")}</Link>;
  const resume = mayResume && isUntold(shown) && shown.mine && <ResumeButton entry={key} kept={shown.mine} save={saveControlReviewAction} />;
  const steps = (goOn || resume) && <p className={styles.foot}>{goOn}{resume}</p>;
  if (shown.isClosed) return <p className={styles.notice}>{t("closed")}</p>;
  if (shown.state === "UNSETTLED") return <SettleForm entry={key} settle={settleEntryAction} />;
  if (shown.state === "TO_DO" || shown.state === "BEGUN") {
    return (
      <div>
        {shown.second && <p className={styles.notice}>{t("blind")}</p>}
        <LookForm entry={key} questions={shown.questions} kept={shown.mine} left={shown.left} nextHref={nextHref} save={saveControlReviewAction} />
      </div>
    );
  }
  if (shown.state === "SETTLED") return steps;
  const words = { OWN: t("own"), WAITING: t(shown.mine ? "waitingMine" : "waiting") };
  return <><p className={styles.notice} role="status">{words[shown.state]}</p>{steps}</>;
}

/** A finished look of the viewer's own that no other reviewer has seen. */
function isUntold({ mine, second, state }: EntryToReview): boolean {
  return mine !== null && mine.done && (!second || state === "WAITING");
}

type FindingsProps = { shown: EntryToReview; tasks: readonly ControlTask[]; today: Day; title: string };

function Findings({ shown, tasks, today, title }: FindingsProps) {
  const key = { campaignId: shown.campaignId, clientId: shown.entry.clientId, interactionId: shown.entry.interactionId };
  return (
    <Panel title={title}>
      <div className={styles.column}>
        {tasks.length > 0 && <TaskList tasks={tasks} check={checkControlTaskAction} />}
        <p className={styles.foot}><AskButton entry={key} today={today} dueOn={addDays(today, DUE_DAYS)} ask={askControlTaskAction} /></p>
      </div>
    </Panel>
  );
}

function hrefOf(campaignId: string, place: number): Route {
  return `/supervision/audits/${campaignId}/review/${place}` as Route;
}
