import { useLocale, useTranslations } from "next-intl";
import { errorWords } from "@/components/jobs/job-words";
import jobs from "@/components/jobs/jobs.module.css";
import type { JobRunCard } from "@/lib/domain/job-run";

/** Why a preview or an import did not succeed; nothing for one that did. */
export function EndedRun({ run }: { run: JobRunCard }) {
  const t = useTranslations("jobs");
  const words = useTranslations("imports.run");
  const error = errorWords(run, { t, locale: useLocale() });
  if (run.status === "CANCELLED") return <p>{words("cancelled")}</p>;
  return error && <p><b className={jobs.error}>{error.what}</b> {error.advice} {error.reference && <small className={jobs.under}>{error.reference}</small>}</p>;
}
