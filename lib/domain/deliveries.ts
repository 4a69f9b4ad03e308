import type { Day } from "./dates";
import type { JobKind, JobRunCard, JobStatus } from "./job-run";

/** Rows of a file by what became, or would become, of them. */
export type RowCounts = Readonly<Record<"created" | "updated" | "unchanged" | "refused", number>>;

/** How far the import of an upload is, as the database keeps it. */
export type DeliveryFacts = {
  /** Of import_delivery; OPEN where nothing was said or asked yet. */
  status: "OPEN" | "IMPORTING" | "IMPORTED" | "REFUSED";
  /** Of its latest run, preview or import. */
  runKind: JobKind | null;
  runStatus: JobStatus | null;
  /** The latest run was asked for after the last change of the files and of what is said of them. */
  isRunFresh: boolean;
  /** A preview of exactly these files and choices has succeeded. */
  isPreviewed: boolean;
};

/**
 * OPEN: files and choices may change · REFUSED: the last look at the files found one that cannot be read · PREVIEWED: may
 * be confirmed · STOPPED: the import began and did not end; only going on is left.
 */
export const DELIVERY_STATES = ["OPEN", "PREVIEWING", "REFUSED", "PREVIEWED", "IMPORTING", "STOPPED", "IMPORTED"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export function deliveryState({ status, runKind, runStatus, isRunFresh, isPreviewed }: DeliveryFacts): DeliveryState {
  if (runStatus === "QUEUED" || runStatus === "RUNNING") return runKind === "IMPORT" ? "IMPORTING" : "PREVIEWING";
  // The bank was not scored: going on does that.
  if (status === "IMPORTED") return runKind === "IMPORT" && runStatus !== "SUCCEEDED" ? "STOPPED" : "IMPORTED";
  if (status === "IMPORTING") return "STOPPED";
  if (status === "REFUSED" && isRunFresh) return "REFUSED";
  return isPreviewed ? "PREVIEWED" : "OPEN";
}

/** Whether files and choices may still change. */
export function isOpen(state: DeliveryState): boolean {
  return state === "OPEN" || state === "REFUSED" || state === "PREVIEWED";
}

/** What is kept of a file of a delivery, written by the jobs: FileInspection, FilePreview and FileResult as JSON. */
export type DeliveryFile = { id: string; inspection: unknown; preview: unknown; result: unknown; keptRefused: number };

/** `choices`: Choices of lib/import/delivery.ts; `problems`: FileProblem[]. Both as JSON. `files`: by the ids of the upload's. */
export type Delivery = { choices: unknown; problems: unknown; finishedAt: Date | null; today: Day; run: JobRunCard | null; files: readonly DeliveryFile[] };

/** A row that was refused, as it was delivered; `problems`: RowProblem[] as JSON. */
export type KeptRow = { line: number; cells: readonly string[]; problems: unknown };
