import { useLocale, useTranslations } from "next-intl";
import { occupationKey } from "@/components/clients/sheet/sheet-header";
import { WealthBar } from "@/components/desk/wealth-bar";
import { Panel } from "@/components/ui/panel";
import { ageOn } from "@/lib/domain/dates";
import type { ReviewFile } from "@/lib/domain/review-document";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import styles from "./review.module.css";

/** What the bank knows of the client, beside what they declare. */
export function KnownFacts({ file: { client, today, lastReviewOn, nextReviewOn } }: { file: ReviewFile }) {
  const t = useTranslations("review.known");
  const profile = useTranslations("client");
  const domain = useTranslations("domain");
  const unknown = useTranslations("common")("unknown");
  const wording = { locale: useLocale(), t: useTranslations("desk"), domain };
  const { locale } = wording;
  const facts: [string, string][] = [
    [t("age"), client.birthOn ? profile("age", { age: ageOn(client.birthOn, today) }) : unknown],
    [profile("profile.occupation"), domain(`occupationShort.${occupationKey(client.occupation)}`)],
    [profile("profile.marital"), domain(`maritalStatus.${client.maritalStatus ?? "UNKNOWN"}`)],
    [profile("profile.children"), client.dependentChildren === null ? unknown : String(client.dependentChildren)],
    [profile("profile.income"), client.incomeCents === null ? unknown : formatEuros(locale, client.incomeCents)],
    [profile("profile.lastReview"), lastReviewOn ? formatDay(locale, lastReviewOn) : profile("profile.never")],
    ...(nextReviewOn ? [[t("next"), formatDay(locale, nextReviewOn)] satisfies [string, string]] : []),
  ];
  return (
    <Panel title={t("title")}>
      <WealthBar universes={client.universes} wealthCents={client.wealthCents} wording={wording} />
      <dl className={styles.facts}>{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </Panel>
  );
}
