import { ChainTable } from "@/components/proof/chain-table";
import { PageHeader } from "@/components/ui/page-header";
import { requireAbility } from "@/lib/auth/viewer";
import { listLogChains } from "@/lib/data/proof-chains";
import { formatInstant, formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { verifyLogAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("proofLog"))("title") };
}

/** The sealed log of each supervised branch: as it stands, verified at once, and taken along to be verified elsewhere. */
export default async function LogPage() {
  const viewer = await requireAbility("proof.verify");
  const [chains, t, locale] = await Promise.all([listLogChains(viewer), getTranslations("proofLog"), getLocale()]);
  const at = (instant: string | null) => (instant === null ? t("never") : formatInstant(locale, new Date(instant)));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <ChainTable verify={verifyLogAction}
        labels={{ table: t("title"), branch: t("branch"), links: t("links"), sealed: t("sealed"), signed: t("signed"), take: t("take"), download: t("download"), downloadTexts: t("downloadTexts"), check: t("verify"), checking: t("verifying") }}
        chains={chains.map((chain) => ({
          branchId: chain.branchId, code: chain.code, name: chain.name, links: formatNumber(locale, chain.links), sealed: at(chain.sealedAt),
          signed: chain.signedAt === null ? t("never") : t("signedUpTo", { at: at(chain.signedAt), links: chain.signedLinks ?? 0 }),
          verifyLabel: t("verifyNamed", { name: chain.name }), downloadLabel: t("downloadNamed", { name: chain.name }), downloadTextsLabel: t("downloadTextsNamed", { name: chain.name }),
        }))} />
      <p>{t("elsewhere")} <a href="/api/log/keys" download>{t("keys")}</a></p>
    </>
  );
}
