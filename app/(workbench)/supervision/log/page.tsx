import { ChainTable } from "@/components/proof/chain-table";
import { PeriodForm } from "@/components/proof/period-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { findLogPart, listLogChains } from "@/lib/data/proof-chains";
import { formatInstant, formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import type { LogSpan } from "@/lib/data/proof-log";
import { bankDayOf } from "@/lib/domain/dates";
import { sealedDaysOf } from "@/lib/schemas/log-chain";

export async function generateMetadata() {
  return { title: (await getTranslations("proofLog"))("title") };
}

/** The sealed log of each supervised branch: as it stands, verified at once, the whole or some days of it, and taken along to be verified elsewhere. */
export default async function LogPage({ searchParams }: PageProps<"/supervision/log">) {
  const viewer = await requireAbility("proof.verify");
  const days = sealedDaysOf(await searchParams);
  const [chains, t, locale] = await Promise.all([listLogChains(viewer), getTranslations("proofLog"), getLocale()]);
  const toVerify = await Promise.all(chains.map(async ({ branchId, links }) => (days ? spanOf(await findLogPart(viewer, { branchId, ...days })) : links)));
  const at = (instant: string | null) => (instant === null ? t("never") : formatInstant(locale, new Date(instant)));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <PeriodForm days={days} today={bankDayOf(new Date())} labels={{ form: t("period.form"), from: t("period.from"), until: t("period.until"), apply: t("period.apply"), whole: t("period.whole"), hint: t(days ? "period.hintDays" : "period.hint") }} />
      <ChainTable days={days ? `?${new URLSearchParams(days).toString()}` : ""}
        labels={{ table: t("title"), branch: t("branch"), links: t("links"), sealed: t("sealed"), signed: t("signed"), take: t("take"), download: t("download"), downloadTexts: t("downloadTexts"), check: t("verify"), checking: t("verifying") }}
        chains={chains.map((chain, place) => ({
          toVerify: toVerify[place] ?? 0,
          branchId: chain.branchId, code: chain.code, name: chain.name, links: formatNumber(locale, chain.links), sealed: at(chain.sealedAt),
          signed: chain.signedAt === null ? t("never") : t("signedUpTo", { at: at(chain.signedAt), links: chain.signedLinks ?? 0 }),
          verifyLabel: t("verifyNamed", { name: chain.name }), downloadLabel: t("downloadNamed", { name: chain.name }), downloadTextsLabel: t("downloadTextsNamed", { name: chain.name }),
        }))} />
      <p>{t("elsewhere")} <a href="/api/log/keys" download>{t("keys")}</a></p>
    </>
  );
}

function spanOf(part: LogSpan | null): number {
  return part ? part.upTo - part.after : 0;
}
