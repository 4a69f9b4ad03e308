import { getTranslations } from "@/lib/i18n/translations";
import { Suspense } from "react";
import { BranchTable } from "@/components/overview/branch-table";
import { SegmentTable } from "@/components/overview/segment-table";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { listOverviewGroups } from "@/lib/data/bank-overview";
import type { Viewer } from "@/lib/data/viewer";
import { figuresByBranch, figuresBySegment } from "@/lib/domain/bank-overview";

/** The home of those who see no client: the bank by segment and branch. */
export async function BankOverview({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations("overview");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Suspense fallback={<SkeletonRows label={t("loading")} />}>
        <Figures viewer={viewer} />
      </Suspense>
    </>
  );
}

async function Figures({ viewer }: { viewer: Viewer }) {
  const [t, groups] = await Promise.all([getTranslations("overview"), listOverviewGroups(viewer)]);
  const segments = figuresBySegment(groups);
  if (segments.length === 0) return <EmptyState title={t("empty.title")} text={t("empty.text")} />;
  return (
    <>
      <SegmentTable figures={segments} />
      <BranchTable figures={figuresByBranch(groups)} />
    </>
  );
}
