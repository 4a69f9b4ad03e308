import type { ReactNode } from "react";
import type { ControlTask, DrawnCampaign } from "@/lib/domain/control-campaign";
import type { ControlReport, ReportReviewer } from "@/lib/domain/control-report";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import { CampaignMethod } from "./campaign-method";
import { rateWords, type ControlWording } from "./control-words";
import { AgreementPart } from "./report-agreement";
import { StrataResults } from "./report-strata";
import styles from "./report.module.css";

type ReportDocumentProps = { campaign: DrawnCampaign; report: ControlReport; tasks: readonly ControlTask[]; reviewers: readonly ReportReviewer[]; bankName: string; wording: ControlWording };

/** What a campaign found, how it was made and by whom: on the screen and on paper. */
export function ReportDocument({ campaign, report, tasks, reviewers, bankName, wording }: ReportDocumentProps) {
  const { t, locale } = wording;
  return (
    <article className={styles.document}>
      <header>
        <p className={styles.kind}>{t("report.of", { bank: bankName })}</p>
        <h1>{campaign.name}</h1>
        <p>{t("period", { from: formatDay(locale, campaign.fromOn), to: formatDay(locale, campaign.untilOn) })} · {campaign.branches.join(", ")}</p>
        <p><strong>{campaign.closedAt ? t("report.final") : t("report.provisional", { judged: report.judged, size: campaign.size })}</strong></p>
      </header>
      <Section title={t("report.rate")}><Rate report={report} confidence={campaign.confidence} wording={wording} /></Section>
      <Section title={t("report.results")}><StrataResults report={report} wording={wording} /></Section>
      <Section title={t("report.agreement")}><AgreementPart report={report} wording={wording} /></Section>
      <Section title={t("report.questions")}><Questions report={report} wording={wording} /></Section>
      {tasks.length > 0 && <Section title={t("report.tasks")}><Tasks tasks={tasks} wording={wording} /></Section>}
      {reviewers.length > 0 && <Section title={t("report.reviewers")}><Reviewers reviewers={reviewers} wording={wording} /></Section>}
      <Section title={t("method.title")}>
        <CampaignMethod campaign={campaign} wording={wording} />
        <p className={styles.note}>{t("report.rule")} {t("report.sources")}</p>
      </Section>
    </article>
  );
}

function Reviewers({ reviewers, wording: { t, locale } }: { reviewers: readonly ReportReviewer[]; wording: ControlWording }) {
  return (
    <ul className={styles.list}>
      {reviewers.map(({ name, from, until, ...counts }) => <li key={name}><strong>{name}</strong> · {t("report.reviewerText", { ...counts, from: formatDay(locale, from), until: formatDay(locale, until) })}</li>)}
    </ul>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section><h2>{title}</h2>{children}</section>;
}

function Rate({ report: { over, judged, compliant }, confidence, wording: { t, locale } }: { report: ControlReport; confidence: number; wording: ControlWording }) {
  if (!over) return <p>{t("report.none")}</p>;
  const effective = Number.isFinite(over.effectiveSize) ? formatNumber(locale, over.effectiveSize) : "∞";
  const interval = t("report.interval", { low: rateWords(locale, over.interval.low), high: rateWords(locale, over.interval.high), confidence });
  return (
    <>
      <p className={styles.rate}><strong>{rateWords(locale, over.rate)}</strong> <span>{interval}</span> <span className={styles.note}>{t("progress", { settled: compliant, size: judged })}</span></p>
      <p className={styles.note}>
        {t("report.rateNote", { effective })} {over.standardError === null ? t("report.noStandardError") : t("report.standardError", { value: formatNumber(locale, over.standardError * 100, 2) })}
        {over.covered < 1 && ` ${t("report.covered", { share: rateWords(locale, over.covered) })}`}
      </p>
    </>
  );
}

function Questions({ report: { questions }, wording: { t, locale } }: { report: ControlReport; wording: ControlWording }) {
  return (
    <div className={styles.scroll} role="region" aria-label={t("report.questions")} tabIndex={0}>
      <table className={styles.table}>
        <thead><tr><th scope="col">{t("report.question")}</th>{(["YES", "NO", "NA"] as const).map((answer) => <th key={answer} scope="col" className={styles.number}>{t(`answer.${answer}`)}</th>)}<th scope="col" className={styles.number}>{t("report.kappaColumn")}</th></tr></thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.code}>
              <th scope="row">{locale === "fr" ? question.textFr : question.textEn} {question.critical && `(${t("critical")})`}</th>
              {(["YES", "NO", "NA"] as const).map((answer) => <td key={answer} className={styles.number}>{formatNumber(locale, question.answers[answer])}</td>)}
              <td className={styles.number} title={question.agreement?.kappa ? intervalOf(question.agreement.kappa.interval, locale) : undefined}>{question.agreement?.kappa ? formatNumber(locale, question.agreement.kappa.value, 2) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function intervalOf({ low, high }: { low: number; high: number }, locale: ControlWording["locale"]): string {
  return `${formatNumber(locale, low, 2)} – ${formatNumber(locale, high, 2)}`;
}

function Tasks({ tasks, wording: { t, locale } }: { tasks: readonly ControlTask[]; wording: ControlWording }) {
  return (
    <div className={styles.scroll} role="region" aria-label={t("report.tasks")} tabIndex={0}>
      <table className={styles.table}>
        <thead><tr>{(["asked", "owner", "due"] as const).map((column) => <th key={column} scope="col">{t(`report.${column}`)}</th>)}<th scope="col">{t("column.state")}</th></tr></thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id}>
              <th scope="row">{task.place}. {task.asked}</th>
              <td>{task.ownerName}</td>
              <td>{formatDay(locale, task.dueOn)}</td>
              <td>{t(`taskStatus.${task.status}`)}{task.isLate && ` · ${t("late")}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
