import type { JobKind } from "@/lib/domain/job-run";
import { importUpload, previewUpload } from "./import-job";
import type { JobHandler } from "./job-context";
import { refreshBank } from "./refresh-bank";
import { refreshFollowUp } from "./refresh-follow-up";
import { scoreBank } from "./score-bank";

/** What a worker does for each kind of job. */
export const JOB_HANDLERS: { readonly [K in JobKind]: JobHandler<K> } = {
  IMPORT_PREVIEW: previewUpload,
  IMPORT: importUpload,
  SCORE_BANK: async ({ ownerUrl, signal, progress }) => {
    const scored = await scoreBank(ownerUrl, { cause: "NIGHTLY", signal, progress });
    await refreshFollowUp(ownerUrl, { signal, progress });
    return scored;
  },
  NIGHTLY_REFRESH: ({ ownerUrl, signal, progress }) => refreshBank(ownerUrl, "NIGHTLY", { signal, progress }),
};
