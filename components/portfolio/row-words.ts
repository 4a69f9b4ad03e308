import type { useTranslations } from "next-intl";
import { isCommercial } from "@/lib/domain/action-policy";
import { daysBetween } from "@/lib/domain/dates";
import { isWithinCadence } from "@/lib/domain/next-actions";
import type { PortfolioAction, PortfolioCard } from "@/lib/domain/portfolio";
import type { Segment } from "@/lib/domain/segments";
import { formatDay, formatEuros, formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import type { PortfolioColumn } from "@/lib/schemas/list-layout";

/** What putting a row in words takes. */
export type RowWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"portfolio">>;
  actions: ReturnType<typeof useTranslations<"actions">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

type TextColumn = Exclude<PortfolioColumn, "segment" | "scores" | "action" | "contact">;

/** A row in words, so that the browser needs neither messages nor formats for fifty of them. */
export type PortfolioRow = {
  id: number;
  lastName: string;
  firstName: string;
  /** Age band and zone: the sub-segment. Of someone found by a similar name: that first. */
  about: string;
  segment: Segment | null;
  segmentLabel: string;
  pnbScore: number | null;
  mireScore: number | null;
  /** The columns shown that are words and no more. */
  texts: Partial<Record<TextColumn, string>>;
  action: { title: string; when: string; isLate: boolean } | null;
  contact: { day: string; ago: string; isLate: boolean };
  /** What the log dialog asks for. */
  answered: Omit<PortfolioAction, "productName" | "dueOn" | "ground"> | null;
};

/** `columns`: those that the list shows. */
export function portfolioRow(card: PortfolioCard, columns: readonly PortfolioColumn[], wording: RowWording): PortfolioRow {
  const { domain } = wording;
  return {
    id: card.id,
    lastName: card.lastName,
    firstName: card.firstName,
    about: aboutWords(card, wording),
    segment: card.segment,
    segmentLabel: card.status === "ACTIVE" ? domain(`segment.${card.segment ?? "NEW"}`) : domain(`clientStatus.${card.status}`),
    pnbScore: card.pnbScore,
    mireScore: card.mireScore,
    texts: Object.fromEntries(columns.flatMap((column) => (isText(column) ? [[column, TEXTS[column](card, wording)]] : []))),
    action: card.action && actionWords(card.action, card, wording),
    contact: contactWords(card, wording),
    answered: card.action && answeredOf(card.action),
  };
}

const NONE = "–";

const TEXTS: Record<TextColumn, (card: PortfolioCard, wording: RowWording) => string> = {
  pnb: ({ pnbCents }, { locale }) => (pnbCents === null ? NONE : formatEuros(locale, pnbCents)),
  advisor: ({ advisorName }) => advisorName,
  service: ({ serviceModel }, { domain }) => domain(`serviceModel.${serviceModel}`),
  products: ({ activeProducts }, { locale }) => (activeProducts === null ? NONE : formatNumber(locale, activeProducts)),
  wealth: ({ wealthCents }, { locale }) => (wealthCents === null ? NONE : formatEuros(locale, wealthCents)),
  // Who is owed no review is not reproached for having had none.
  review: ({ lastReviewOn, highValue }, { locale, t }) => (lastReviewOn === null ? (highValue ? t("row.neverReviewed") : NONE) : formatDay(locale, lastReviewOn)),
};

function isText(column: PortfolioColumn): column is TextColumn {
  return column in TEXTS;
}

function aboutWords({ ageBand, zone, isNear }: PortfolioCard, { domain, t }: RowWording): string {
  const words = [isNear ? t("row.near") : null, ageBand === null ? null : domain(`ageBand.${ageBand}`), zone === null ? null : domain(`zone.${zone}`)];
  return words.filter((word) => word !== null).join(" · ");
}

function actionWords(action: PortfolioAction, { today }: PortfolioCard, { locale, t, actions, domain }: RowWording) {
  const title = [domain(`actionKind.${action.kind}`), action.productName?.[locale]].filter(Boolean).join(" · ");
  if (action.blockedBy) {
    const until = action.blockedUntilOn === null ? "none" : formatDay(locale, action.blockedUntilOn);
    return { title, when: t("row.blocked", { cause: domain(`contactBlock.${action.blockedBy}`), until }), isLate: false };
  }
  const ahead = daysBetween(today, action.dueOn);
  const when = ahead < 0 ? actions("due.overdue", { days: -ahead }) : ahead === 0 ? actions("due.today") : actions("due.ahead", { days: ahead });
  const allowance = isCommercial(action.kind) ? t("row.allowed", { ground: action.ground === null ? "none" : domain(`contactGround.${action.ground}`) }) : null;
  return { title, when: [when, allowance].filter(Boolean).join(" · "), isLate: ahead < 0 };
}

function contactWords({ lastContactOn, segment, status, today }: PortfolioCard, { locale, t }: RowWording) {
  const isLate = status === "ACTIVE" && segment !== null && !isWithinCadence(segment, lastContactOn, today);
  if (lastContactOn === null) return { day: t("row.never"), ago: "", isLate };
  const ago = t("row.ago", { days: daysBetween(lastContactOn, today) });
  return { day: formatDay(locale, lastContactOn), ago: isLate ? t("row.beyond", { ago }) : ago, isLate };
}

function answeredOf({ id, kind, channel, productCode, blockedBy, blockedUntilOn }: PortfolioAction): PortfolioRow["answered"] {
  return { id, kind, channel, productCode, blockedBy, blockedUntilOn };
}
