import { useLocale, useTranslations } from "next-intl";
import { occupationKey } from "@/components/clients/sheet/sheet-header";
import { ageOn } from "@/lib/domain/dates";
import { fieldRule, fieldsOf, REVIEW_SECTIONS } from "@/lib/domain/portfolio-review";
import type { ReviewDocument as Document } from "@/lib/domain/review-document";
import { besideWords } from "@/components/desk/wealth-bar";
import { wealthSplit } from "@/lib/domain/wealth";
import { formatDay, formatEuros, formatInstant } from "@/lib/i18n/format";
import type { Messages } from "@/lib/i18n/messages/fr";
import { answerWords } from "./review-words";
import styles from "./document.module.css";

/** A completed review as it was kept: on the screen and, black on white, on paper. */
export function ReviewDocument({ review, bankName }: { review: Document; bankName: string | null }) {
  const t = useTranslations("review");
  const wording = { locale: useLocale(), t };
  return (
    <article className={styles.document}>
      <Head review={review} bankName={bankName} />
      {REVIEW_SECTIONS.map((section) => (
        <section key={section} className={styles.section}>
          <h2>{t(`section.${section}`)}</h2>
          <dl>
            {fieldsOf(section).map((field) => (
              <div key={field} data-kind={fieldRule(field).kind}>
                <dt>{t(`field.${field}.label`)}</dt>
                <dd>{answerWords(field, review.answers[field] ?? "", wording)}</dd>
              </div>
            ))}
          </dl>
          {section === "MEANS" && <Known review={review} />}
        </section>
      ))}
      <Foot review={review} />
    </article>
  );
}

function Head({ review: { client, reviewedOn, channel, completedBy, correctsOn }, bankName }: { review: Document; bankName: string | null }) {
  const t = useTranslations("review.document");
  const client_ = useTranslations("client");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const who = [
    client.externalRef,
    client.birthOn && client_("age", { age: ageOn(client.birthOn, reviewedOn) }),
    client.occupation !== null && domain(`occupationShort.${occupationKey(client.occupation)}`),
    client.maritalStatus && domain(`maritalStatus.${client.maritalStatus}`),
    client.dependentChildren !== null && client_("brief.children", { count: client.dependentChildren }),
    client_("since", { day: formatDay(locale, client.clientSinceOn, "month") }),
  ];
  return (
    <header className={styles.head}>
      <p className={styles.kind}>{[bankName, t("title")].filter(Boolean).join(" · ")}</p>
      <h1>{client.name}</h1>
      <p>{who.filter(Boolean).join(" · ")}</p>
      <p><strong>{t("held", { day: formatDay(locale, reviewedOn, "long"), channel: domain(`channel.${channel}`), name: completedBy })}</strong></p>
      {correctsOn && <p>{t("corrects", { day: formatDay(locale, correctsOn) })}</p>}
    </header>
  );
}

/** What the bank knew that day, beside what the client declared. */
function Known({ review: { client } }: { review: Document }) {
  const t = useTranslations("review.document");
  const desk = useTranslations("desk");
  const domain = useTranslations("domain.universe");
  const locale = useLocale();
  const { held, elsewhereCents, accountCents, owedCents } = wealthSplit(client.universes, client.wealthCents);
  const parts = [
    ...held.map(({ universe, cents }) => `${domain(universe as keyof Messages["domain"]["universe"])} ${formatEuros(locale, cents)}`),
    ...(elsewhereCents > 0 ? [`${desk("elsewhere")} ${formatEuros(locale, elsewhereCents)}`] : []),
    ...(accountCents !== 0 || owedCents > 0 ? [besideWords({ accountCents, owedCents }, { locale, t: desk })] : []),
  ];
  return parts.length === 0 ? null : <p className={styles.known}><strong>{t("known")}</strong> {parts.join(" · ")}</p>;
}

function Foot({ review: { id, completedAt, completedBy } }: { review: Document }) {
  const t = useTranslations("review.document");
  return (
    <footer className={styles.foot}>
      <div className={styles.signatures}><p>{t("signClient")}</p><p>{t("signAdvisor")}</p></div>
      <p>{t("foot", { at: formatInstant(useLocale(), completedAt), name: completedBy, id })}</p>
      <p>{t("source")}</p>
    </footer>
  );
}
