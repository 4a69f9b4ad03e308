import type { getTranslations } from "@/lib/i18n/translations";
import type { FollowUpWords } from "@/components/follow-up/follow-up-table";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

type Translations<Namespace extends "followUp" | "domain"> = Awaited<ReturnType<typeof getTranslations<Namespace>>>;

/** What the tables of the follow-up say in this language. */
export function followUpWords({ locale, t, domain }: { locale: Locale; t: Translations<"followUp">; domain: Translations<"domain"> }): FollowUpWords {
  const number = (value: number) => formatNumber(locale, value);
  return {
    headings: {
      clients: t("figure.clients"),
      contacted: t("figure.contacted"),
      overdueActions: t("figure.overdueActions"),
      interactions: t("figure.interactions"),
    },
    advisorOrSegment: t("advisorOrSegment"),
    wholeBranch: t("wholeBranch"),
    noCadence: t("noCadence"),
    segment: (segment) => (segment === null ? t("newClients") : domain(`segment.${segment}`)),
    number,
    percent: (share) => formatPercent(locale, share),
    share: (count, of) => t("share", { count: number(count), of: number(of) }),
    trendOf: (whose) => t("trendOf", { whose }),
    linkOf: (figure, whose, value) => t("linkOf", { figure, whose, value }),
  };
}
