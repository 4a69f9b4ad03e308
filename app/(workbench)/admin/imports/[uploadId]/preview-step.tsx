import { CountsTable } from "@/components/imports/counts-table";
import { DeliveryRun } from "@/components/imports/delivery-run";
import { EndedRun } from "@/components/imports/ended-run";
import styles from "@/components/imports/imports.module.css";
import type { PreviewedFile } from "@/components/imports/delivery-views";
import { PreviewExamples } from "@/components/imports/preview-examples";
import { RequestButton } from "@/components/imports/request-button";
import { Panel } from "@/components/ui/panel";
import type { Delivery, DeliveryState } from "@/lib/domain/deliveries";
import type { LiveJobs } from "@/lib/domain/job-run";
import type { Upload } from "@/lib/domain/uploads";
import { cancelJobAction } from "../../jobs/server-actions";
import { requestPreviewAction } from "../server-actions";
import type { Wording } from "./detected-files";
import { previewedFiles } from "./outcome-views";

export type StepProps = { upload: Upload; delivery: Delivery; state: DeliveryState; live: LiveJobs; wording: Pick<Wording, "t" | "locale"> };

/** What the import would do. `order`: of the files. */
export function PreviewStep({ upload, delivery, state, live, wording, isBlocked, order }: StepProps & { isBlocked: boolean; order: readonly string[] }) {
  const { t, locale } = wording;
  if (state === "IMPORTING" || state === "STOPPED" || state === "IMPORTED") return null;
  const { run } = delivery;
  const files = state === "PREVIEWED" ? previewedFiles(upload, delivery, order, locale) : [];
  return (
    <Panel title={t("preview.title")} lead={t("preview.lead")}>
      {state === "PREVIEWING" && run ? <DeliveryRun run={run} initial={live} cancel={cancelJobAction} />
        : state === "PREVIEWED" ? <Preview uploadId={upload.id} files={files} wording={wording} />
        : <Question upload={upload} delivery={delivery} t={t} isBlocked={isBlocked} />}
    </Panel>
  );
}

function Preview({ uploadId, files, wording }: { uploadId: string; files: readonly PreviewedFile[]; wording: StepProps["wording"] }) {
  const { t } = wording;
  const changes = files.reduce((sum, { counts }) => sum + counts.created + counts.updated + counts.refused, 0);
  return (
    <div className={styles.step}>
      <CountsTable uploadId={uploadId} files={files} tense="next" wording={wording} />
      <p className={styles.note}>{changes === 0 ? t("preview.nothing") : t("preview.unchangedYet")}</p>
      {files.map((file) => <PreviewExamples key={file.id} file={file} />)}
    </div>
  );
}

/** Whether to look, and what came of the last look where it did not succeed. */
function Question({ upload, delivery: { run, files }, t, isBlocked }: Pick<StepProps, "upload" | "delivery"> & { t: Wording["t"]; isBlocked: boolean }) {
  const { isRunFresh } = upload.facts;
  const wasPreviewed = files.some(({ preview }) => preview !== null);
  const words = { ask: wasPreviewed ? t("preview.again") : t("preview.ask"), done: t("preview.asked") };
  return (
    <div className={styles.step}>
      {run?.kind === "IMPORT_PREVIEW" && isRunFresh && <EndedRun run={run} />}
      <div className={styles.commands}>
        {isBlocked ? <p>{t("preview.blocked")}</p> : <RequestButton uploadId={upload.id} request={requestPreviewAction} words={words} />}
        {!isBlocked && wasPreviewed && !isRunFresh && <p className={styles.note}>{t("preview.outdated")}</p>}
      </div>
    </div>
  );
}
