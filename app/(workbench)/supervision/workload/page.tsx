import { ClientMessages } from "@/components/client-messages";
import { PeopleIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { DifferencesNotice } from "@/components/workload/differences-notice";
import { ContractButton } from "@/components/workload/contract-button";
import { DecisionList } from "@/components/workload/decision-list";
import { LoadTable } from "@/components/workload/load-table";
import { ReassignButton } from "@/components/workload/reassign-button";
import { WhatIf } from "@/components/workload/what-if";
import { requireAbility } from "@/lib/auth/viewer";
import { countDifferences } from "@/lib/data/advisor-differences";
import { listReassignments } from "@/lib/data/reassignment-returns";
import { readWorkload, type Workload } from "@/lib/data/workload";
import type { DifferenceGroup } from "@/lib/domain/advisor-difference";
import type { ReassignmentCard } from "@/lib/domain/assignment";
import { WORKLOAD_DAYS, type AdvisorLoad } from "@/lib/domain/workload";
import { getTranslations } from "@/lib/i18n/translations";
import { readySoon, WhenReady } from "../../ready-soon";
import styles from "../supervision.module.css";
import { REASSIGN_COMMANDS } from "./reassign-commands";
import { addAbsenceAction, extendAbsenceAction, giveBackAction, planGiveBackAction, removeAbsenceAction, saveContractAction } from "./server-actions";

const DECISIONS = { planGiveBack: planGiveBackAction, giveBack: giveBackAction, extend: extendAbsenceAction };
const CONTRACT = { saveContract: saveContractAction, addAbsence: addAbsenceAction, removeAbsence: removeAbsenceAction };

export async function generateMetadata() {
  return { title: (await getTranslations("workload"))("title") };
}

/** What each portfolio asks for against the time of its holder, by branch and name; and who stands in for whom. */
export default async function WorkloadPage() {
  const viewer = await requireAbility("client.reassign");
  const reading = Promise.all([readWorkload(viewer), listReassignments(viewer), countDifferences(viewer)]);
  const [isReady, t, common] = await Promise.all([readySoon(reading), getTranslations("workload"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} rows={12} />}><Loads reading={reading} /></WhenReady>
    </>
  );
}

async function Loads({ reading }: { reading: Promise<[Workload, ReassignmentCard[], DifferenceGroup[]]> }) {
  const [[{ today, advisors }, decisions, differences], t, domain] = await Promise.all([reading, getTranslations("workload"), getTranslations("domain.segment")]);
  if (advisors.length === 0) return <EmptyState icon={<PeopleIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const segmentNames = { MAINTAIN: domain("MAINTAIN"), DEVELOP: domain("DEVELOP"), STIMULATE: domain("STIMULATE"), BUILD: domain("BUILD") };
  const doing = ({ advisorId, name, held, contract, absences }: AdvisorLoad) => (
    <>
      <ContractButton advisor={{ id: advisorId, name }} contract={contract} absences={absences} commands={CONTRACT} label={t("contractOf", { name })}>{t("contract")}</ContractButton>
      {held > 0 && <ReassignButton asked={{ of: "PORTFOLIO", advisorId }} whom={t("dialog.portfolio", { name })} today={today} absentId={advisorId} commands={REASSIGN_COMMANDS} label={t("reassignOf", { name })}>{t("reassign")}</ReassignButton>}
    </>
  );
  return (
    <ClientMessages namespaces={["workload"]}>
      <DifferencesNotice groups={differences} />
      <div className={styles.branches}>
        {branchesOf(advisors).map(({ name, members }) => <Panel key={name} title={name}><LoadTable name={name} advisors={members} today={today} doing={doing} /></Panel>)}
        <Panel title={t("whatIf.title")}><WhatIf advisors={advisors} today={today} segmentNames={segmentNames} commands={REASSIGN_COMMANDS} /></Panel>
        <Panel title={t("decisions.title")}><DecisionList decisions={decisions} today={today} commands={DECISIONS} /></Panel>
        <Panel title={t("howTitle")}><p>{t("how", { days: WORKLOAD_DAYS })}</p></Panel>
      </div>
    </ClientMessages>
  );
}

function branchesOf(advisors: readonly AdvisorLoad[]): { name: string; members: AdvisorLoad[] }[] {
  const branches = new Map<string, AdvisorLoad[]>();
  for (const advisor of advisors) branches.set(advisor.branchName, [...(branches.get(advisor.branchName) ?? []), advisor]);
  return [...branches].map(([name, members]) => ({ name, members }));
}
