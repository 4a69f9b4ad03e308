import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { DetectedFilePanel } from "@/components/imports/detected-file-panel";
import styles from "@/components/imports/imports.module.css";
import { Panel } from "@/components/ui/panel";
import { listLiveJobs } from "@/lib/data/job-runs";
import type { Viewer } from "@/lib/data/viewer";
import { type Delivery, type DeliveryState, isOpen } from "@/lib/domain/deliveries";
import type { Upload } from "@/lib/domain/uploads";
import type { Choices } from "@/lib/import/delivery";
import { chooseForFileAction } from "../server-actions";
import { detectedFiles, lookAtUpload, storedLook } from "./detected-files";
import { ImportStep } from "./import-step";
import { PreviewStep } from "./preview-step";
import { settingOptions } from "./setting-options";

export type DeliveryStepsProps = { viewer: Viewer; upload: Upload; delivery: Delivery; state: DeliveryState; isDemo: boolean };

/** What was detected, what the import would do, what it did: each step where its turn has come. */
export async function DeliverySteps({ viewer, upload, delivery, state, isDemo }: DeliveryStepsProps) {
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  if (upload.files.length === 0) return <Panel title={t("detected.title")}><p className={styles.note}>{t("detected.nothing")}</p></Panel>;
  const isLookKept = (state !== "OPEN" && state !== "PREVIEWING") && delivery.files.length >= upload.files.length;
  const [look, live] = await Promise.all([
    isLookKept ? storedLook(delivery) : lookAtUpload(viewer, upload, delivery),
    state === "PREVIEWING" || state === "IMPORTING" ? listLiveJobs(viewer) : { runs: [], workers: 1 },
  ]);
  const files = detectedFiles(upload, delivery.choices as Choices, look, { t, locale, today: delivery.today });
  const options = settingOptions(locale, t);
  const step = { upload, delivery, state, live, wording: { t, locale } };
  return (
    <>
      <Panel title={t("detected.title")} lead={isOpen(state) ? t("detected.lead") : t("detected.frozen")}>
        <div className={styles.step}>
          {files.map((file) => <DetectedFilePanel key={file.id} uploadId={upload.id} file={file} options={options} choose={isOpen(state) ? chooseForFileAction : null} />)}
        </div>
      </Panel>
      {!isDemo && <PreviewStep {...step} isBlocked={look.problems.length > 0} order={look.files.flatMap(({ kind }) => (kind === null ? [] : [kind.kind]))} />}
      {!isDemo && <ImportStep {...step} />}
    </>
  );
}
