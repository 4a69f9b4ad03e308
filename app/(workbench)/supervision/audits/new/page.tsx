import Link from "next/link";
import { CampaignPlan } from "@/components/control/campaign-plan";
import styles from "@/components/control/control.module.css";
import { FrameForm } from "@/components/control/frame-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { planCampaign } from "@/lib/data/control-draw";
import { MOST_ENTRIES } from "@/lib/data/control-sample";
import { getToday } from "@/lib/data/next-actions";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { formatDay } from "@/lib/i18n/format";
import { getTranslations } from "@/lib/i18n/translations";
import { firstFrame, parseFrame } from "@/lib/schemas/control-campaign";
import { drawCampaignAction } from "../server-actions";
import { readControlWording } from "../wording";

export async function generateMetadata() {
  return { title: (await getTranslations("control.frame"))("title") };
}

/** What a campaign is to be, what a draw would take now, and the draw. */
export default async function NewCampaignPage({ searchParams }: PageProps<"/supervision/audits/new">) {
  const viewer = await requireAbility("control.run");
  const [params, today, { branches }, wording, errors] = await Promise.all([searchParams, getToday(viewer), readPortfolioChoices(viewer), readControlWording(), getTranslations("errors.fields")]);
  const { t, locale } = wording;
  const { frame: asked, faults } = parseFrame(params);
  const first = firstFrame(today, viewer.supervisedBranchIds, "");
  const frame = asked ?? { ...first, name: t("frame.defaultName", { from: formatDay(locale, first.fromOn), until: formatDay(locale, first.untilOn) }) };
  const isOwn = frame.branchIds.every((id) => viewer.supervisedBranchIds.includes(id));
  const plan = isOwn && Object.keys(faults).length === 0 ? await planCampaign(viewer, frame) : null;
  return (
    <>
      <PageHeader title={t("frame.title")} lead={<>{t("frame.lead")} <Link href="/supervision/audits" prefetch={false}>{t("back")}</Link></>} />
      {Object.entries(faults).map(([field, message]) => (
        <p key={field} className={styles.fault} role="alert">{t("frame.fault", { field: fieldWords(t, field) })} · {errors.has(message as "invalid") ? errors(message as "invalid") : errors("invalid")}</p>
      ))}
      <FrameForm key={JSON.stringify(frame)} frame={frame} branches={branches} wording={wording} />
      {plan && <CampaignPlan plan={plan} frame={frame} most={MOST_ENTRIES} draw={drawCampaignAction} wording={wording} />}
    </>
  );
}

function fieldWords(t: Awaited<ReturnType<typeof readControlWording>>["t"], field: string): string {
  const key = `frame.${field === "branchIds" ? "branches" : field}` as "frame.name";
  return t.has(key) ? t(key) : field;
}
