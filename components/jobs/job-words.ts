import type { useTranslations } from "next-intl";
import type { Tone } from "@/components/ui/tag";
import { JOB_COUNTS, JOB_ERROR_CODES, JOB_PHASES, rowsPerSecond, timeLeft, type JobResult, type JobRunCard, type JobStatus } from "@/lib/domain/job-run";
import { formatInstant, formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

export type JobWording = { t: ReturnType<typeof useTranslations<"jobs">>; locale: Locale };

const HALF_A_DAY_MS = 43_200_000;

export const STATUS_TONES: Record<JobStatus, Tone> = { QUEUED: "neutral", RUNNING: "info", SUCCEEDED: "success", FAILED: "danger", CANCELLED: "warning" };

/** `8 s`, `2 min 10 s`, `1 h 5 min`. */
export function durationWords(seconds: number, { t }: JobWording): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("duration.seconds", { seconds: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return t("duration.minutes", { minutes, seconds: whole % 60 });
  return t("duration.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Who asked: "Requested by Camille Moreau · another try". */
export function requestWords({ requestedBy, isRetry }: JobRunCard, { t }: JobWording): string {
  const words = requestedBy === null ? t("request.calendar") : t("request.person", { name: requestedBy });
  return isRetry ? `${words} · ${t("request.retry")}` : words;
}

/** When a run began and ended: "12 Mar 2026, 02:05 – 02:11". */
export function spanWords({ startedAt, finishedAt }: JobRunCard, { t, locale }: JobWording): string {
  if (startedAt === null) return t("neverStarted");
  const [start, end] = [new Date(startedAt), new Date(finishedAt ?? startedAt)];
  // Past midnight, too, everyone knows which day is meant.
  const isShort = end.getTime() - start.getTime() < HALF_A_DAY_MS;
  return t("span", { start: formatInstant(locale, start), end: formatInstant(locale, end, isShort ? "time" : "dateTime") });
}

/** Where a run is. A phase of another release has no words: that it runs is said anyway. */
export function phaseWords(run: JobRunCard, { t }: JobWording): string {
  if (run.isCancelRequested) return t("stopping");
  if (run.status === "QUEUED") return run.attempts > 0 ? t("queuedAgain") : t("queued");
  const known = JOB_PHASES.find((phase) => phase === run.phase);
  return known ? t(`phase.${known}`) : t("starting");
}

/** What can be said in numbers of a run that runs, each with its name. */
export function progressFacts(run: JobRunCard, wording: JobWording): { name: string; value: string }[] {
  const { t, locale } = wording;
  const pace = rowsPerSecond(run);
  const left = run.isCancelRequested ? null : timeLeft(run);
  const facts = [
    { name: t("fact.done"), value: run.total !== null && t("doneOf", { done: formatNumber(locale, run.done), total: formatNumber(locale, run.total) }) },
    { name: t("fact.pace"), value: pace !== null && t("perSecond", { rows: formatNumber(locale, pace, pace < 10 ? 1 : 0) }) },
    { name: left?.whole === false ? t("fact.leftInPhase") : t("fact.left"), value: left !== null && t("about", { duration: durationWords(left.seconds, wording) }) },
    { name: t("fact.since"), value: run.seconds !== null && durationWords(run.seconds, wording) },
    { name: t("fact.attempt"), value: run.attempts > 1 && formatNumber(locale, run.attempts) },
  ];
  return facts.flatMap(({ name, value }) => (value === false ? [] : [{ name, value }]));
}

/** What a run did: "2,960 clients read · 12 scores changed". */
export function resultWords(result: JobResult, { t }: JobWording): string {
  const said = JOB_COUNTS.flatMap((count) => {
    const value = result[count];
    return value === undefined || (value === 0 && count !== "clients") ? [] : [t(`result.${count}`, { count: value })];
  });
  return said.length > 1 ? said.join(" · ") : [...said, t("result.nothing")].join(" · ");
}

/** What went wrong, what to do about it, and what to tell whoever helps. */
export function errorWords({ error }: JobRunCard, { t }: JobWording): { what: string; advice: string; reference: string | null } | null {
  if (!error) return null;
  const code = JOB_ERROR_CODES.find((known) => known === error.code) ?? "UNEXPECTED";
  // What the driver calls its own errors says nothing.
  const name = error.error === "error" ? null : error.error;
  const place = [name, error.sqlState, error.where].filter(Boolean).join(" · ");
  return { what: t(`error.${code}.what`), advice: t(`error.${code}.advice`), reference: place === "" ? null : t("reference", { place }) };
}
