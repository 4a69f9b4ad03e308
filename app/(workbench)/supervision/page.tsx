import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { FollowUpTable } from "@/components/follow-up/follow-up-table";
import { Summary } from "@/components/follow-up/summary";
import { ChartIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listFollowUp } from "@/lib/data/follow-up";
import { followUpOf } from "@/lib/domain/follow-up";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import type { FollowUpFigures } from "@/lib/domain/portfolio";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import { readySoon, WhenReady } from "../ready-soon";
import { followUpWords } from "./follow-up-words";
import styles from "./supervision.module.css";

export async function generateMetadata() {
  return { title: (await getTranslations("followUp"))("title") };
}

/** What a supervisor answers for: each advisor's figures by segment, and behind each figure its list. */
export default async function FollowUpPage() {
  const viewer = await requireAbility("followUp.view");
  const figures = listFollowUp(viewer, NO_FILTER);
  const [isReady, t, common] = await Promise.all([readySoon(figures), getTranslations("followUp"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} rows={12} />}><Figures figures={figures} /></WhenReady>
    </>
  );
}

async function Figures({ figures }: { figures: Promise<FollowUpFigures[]> }) {
  const [rows, t, domain, locale] = await Promise.all([figures, getTranslations("followUp"), getTranslations("domain"), getLocale()]);
  if (rows.length === 0) return <EmptyState icon={<ChartIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const words = followUpWords({ locale, t, domain });
  const { totals, branches } = followUpOf(rows);
  return (
    <>
      <Summary whose={t("allBranches")} totals={totals} words={words} meanings={{
        clients: t("figureMeaning.clients"),
        contacted: t("figureMeaning.contacted", CADENCE_DAYS),
        overdueActions: t("figureMeaning.overdueActions"),
        interactions: t("figureMeaning.interactions"),
      }} />
      <div className={styles.branches}>
        {branches.map((branch) => <Panel key={branch.id} title={branch.name}><FollowUpTable branch={branch} words={words} /></Panel>)}
      </div>
    </>
  );
}
