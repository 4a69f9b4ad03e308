import { CountsTable } from "@/components/imports/counts-table";
import { DeliveryRun } from "@/components/imports/delivery-run";
import { EndedRun } from "@/components/imports/ended-run";
import styles from "@/components/imports/imports.module.css";
import { NewImportButton } from "@/components/imports/new-import-button";
import { RequestButton } from "@/components/imports/request-button";
import { Panel } from "@/components/ui/panel";
import type { FilePreview } from "@/lib/import/preview";
import { cancelJobAction } from "../../jobs/server-actions";
import { createReturnAction, requestImportAction } from "../server-actions";
import { importResult } from "./outcome-views";
import type { StepProps } from "./preview-step";

/** The import itself: asked for, as it goes on, what it did, and what is left to correct. */
export function ImportStep(step: StepProps) {
  const { t } = step.wording;
  return <Panel title={t("confirm.title")}><div className={styles.step}><Content {...step} /></div></Panel>;
}

function Content(step: StepProps) {
  const { upload, delivery, state, live, wording: { t } } = step;
  const { run } = delivery;
  if (state === "IMPORTING" && run) return <DeliveryRun run={run} initial={live} cancel={cancelJobAction} />;
  if (state === "IMPORTED") return <Result {...step} />;
  if (state === "STOPPED") {
    return (
      <>
        {run && <EndedRun run={run} />}
        <p>{t("confirm.stopped")}</p>
        <Counts {...step} />
        <div className={styles.commands}>
          <RequestButton uploadId={upload.id} request={requestImportAction} words={{ ask: t("confirm.resume"), done: t("confirm.asked") }} question={{ title: t("confirm.resume"), text: t("confirm.resumeText") }} />
        </div>
      </>
    );
  }
  if (state !== "PREVIEWED") return <p className={styles.note}>{t("confirm.first")}</p>;
  return (
    <>
      {run?.kind === "IMPORT" && <EndedRun run={run} />}
      <div className={styles.commands}>
        <RequestButton uploadId={upload.id} request={requestImportAction} words={{ ask: t("confirm.ask"), done: t("confirm.asked") }} question={{ title: t("confirm.askTitle"), text: t("confirm.askText", sumOf(step)) }} />
        <p className={styles.note}>{t("confirm.ready")}</p>
      </div>
    </>
  );
}

function sumOf({ delivery: { files } }: StepProps) {
  const counts = files.flatMap(({ preview }) => (preview === null ? [] : [(preview as FilePreview).counts]));
  const sum = (name: "created" | "updated" | "refused") => counts.reduce((total, file) => total + file[name], 0);
  return { created: sum("created"), updated: sum("updated"), refused: sum("refused") };
}

function Counts({ upload, delivery, wording }: StepProps) {
  const { files } = importResult(upload, delivery);
  return files.length === 0 ? null : <CountsTable uploadId={upload.id} files={files} tense="counts" wording={wording} />;
}

function Result(step: StepProps) {
  const { upload, delivery, wording: { t } } = step;
  const { files, consequences, scored } = importResult(upload, delivery);
  return (
    <>
      <p>{t("confirm.done")}</p>
      <Counts {...step} />
      {(consequences.length > 0 || scored) && (
        <ul className={styles.facts} aria-label={t("confirm.consequences")}>
          {consequences.map(({ name, count }) => <li key={name}>{t(`confirm.consequence.${name}`, { count })}</li>)}
          {scored && <li>{t("confirm.scored", scored)}</li>}
        </ul>
      )}
      {files.some(({ keptRefused }) => keptRefused > 0) && (
        <div className={styles.commands}>
          <NewImportButton createUpload={createReturnAction} from={upload.id} />
          <p className={styles.note}>{t("confirm.resendText")}</p>
        </div>
      )}
    </>
  );
}
