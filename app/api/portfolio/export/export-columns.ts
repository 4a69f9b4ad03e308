import type { RowWording } from "@/components/portfolio/row-words";
import { isCommercial } from "@/lib/domain/action-policy";
import type { ExportCell } from "@/lib/domain/client-export";
import type { PortfolioCard } from "@/lib/domain/portfolio";
import { formatDay } from "@/lib/i18n/format";
import type { getTranslations } from "@/lib/i18n/translations";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";

export type ExportWording = RowWording & { words: Awaited<ReturnType<typeof getTranslations<"export">>> };

/** A column of the file: its heading, and what it holds of a client. */
export type ExportColumn = { heading: string; cellOf: (card: PortfolioCard) => ExportCell };

const text = (value: string | null): ExportCell => (value === null || value === "" ? null : { type: "text", value });
const number = (value: number | null): ExportCell => (value === null ? null : { type: "number", value });
const euros = (cents: number | null): ExportCell => (cents === null ? null : { type: "euros", cents });
const day = (value: string | null): ExportCell => (value === null ? null : { type: "day", value });

/** Who, and the columns that the list shows; one that shows two things is two in the file. */
export function exportColumns(columns: readonly PortfolioColumn[], wording: ExportWording): ExportColumn[] {
  const { domain, words } = wording;
  return [
    { heading: words("lastName"), cellOf: ({ lastName }) => text(lastName) },
    { heading: words("firstName"), cellOf: ({ firstName }) => text(firstName) },
    { heading: words("age"), cellOf: ({ ageBand }) => text(ageBand && domain(`ageBand.${ageBand}`)) },
    { heading: words("zone"), cellOf: ({ zone }) => text(zone && domain(`zone.${zone}`)) },
    ...columns.flatMap((column) => COLUMNS[column](wording)),
  ];
}

const COLUMNS: Record<PortfolioColumn, (wording: ExportWording) => ExportColumn[]> = {
  segment: ({ t, domain }) => [{ heading: t("column.segment"), cellOf: ({ status, segment }) => text(status === "ACTIVE" ? domain(`segment.${segment ?? "NEW"}`) : domain(`clientStatus.${status}`)) }],
  scores: ({ domain }) => [
    { heading: domain("term.scorePnb"), cellOf: ({ pnbScore }) => number(pnbScore) },
    { heading: domain("term.scoreMire"), cellOf: ({ mireScore }) => number(mireScore) },
  ],
  pnb: ({ t }) => [{ heading: t("column.pnb"), cellOf: ({ pnbCents }) => euros(pnbCents) }],
  action: (wording) => [
    { heading: wording.t("column.action"), cellOf: ({ action }) => text(action && [wording.domain(`actionKind.${action.kind}`), action.productName?.[wording.locale]].filter(Boolean).join(" · ")) },
    { heading: wording.words("due"), cellOf: ({ action }) => day(action && action.dueOn) },
    { heading: wording.words("policy"), cellOf: ({ action }) => text(action && policyWords(action, wording)) },
  ],
  contact: ({ t }) => [{ heading: t("column.contact"), cellOf: ({ lastContactOn }) => day(lastContactOn) }],
  advisor: ({ t }) => [{ heading: t("column.advisor"), cellOf: ({ advisorName }) => text(advisorName) }],
  service: ({ t, domain }) => [{ heading: t("column.service"), cellOf: ({ serviceModel }) => text(domain(`serviceModel.${serviceModel}`)) }],
  products: ({ t }) => [{ heading: t("column.products"), cellOf: ({ activeProducts }) => number(activeProducts) }],
  wealth: ({ t }) => [{ heading: t("column.wealth"), cellOf: ({ wealthCents }) => euros(wealthCents) }],
  review: ({ t }) => [{ heading: t("column.review"), cellOf: ({ lastReviewOn }) => day(lastReviewOn) }],
};

/** As the row says it. */
function policyWords({ kind, ground, blockedBy, blockedUntilOn }: NonNullable<PortfolioCard["action"]>, { locale, t, domain }: ExportWording): string {
  if (blockedBy) return t("row.blocked", { cause: domain(`contactBlock.${blockedBy}`), until: blockedUntilOn === null ? "none" : formatDay(locale, blockedUntilOn) });
  return isCommercial(kind) ? t("row.allowed", { ground: ground === null ? "none" : domain(`contactGround.${ground}`) }) : "";
}
