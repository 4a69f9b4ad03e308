import type { getTranslations } from "@/lib/i18n/translations";
import type { ColumnView, DetectedFile, FileChoice, SampleCell, SettingView } from "@/components/imports/delivery-views";
import { rememberedColumns } from "@/lib/data/deliveries";
import type { Viewer } from "@/lib/data/viewer";
import type { Day } from "@/lib/domain/dates";
import type { Delivery } from "@/lib/domain/deliveries";
import type { Upload } from "@/lib/domain/uploads";
import { webEnv } from "@/lib/env";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { headerSet } from "@/lib/import/column-names";
import { type Choices, type DeliveryInspection, inspectSources } from "@/lib/import/delivery";
import type { FileProblem } from "@/lib/import/file-problem";
import type { FileInspection } from "@/lib/import/inspection";
import { fileProblemWords, rowProblemWords } from "@/lib/import/messages";
import { uploadSample } from "@/lib/jobs/uploads/upload-sample";
import { type ImportColumn, importColumns } from "@/lib/schemas/import";

export type Wording = { t: Awaited<ReturnType<typeof getTranslations<"imports">>>; locale: Locale; today: Day };

/** What a look at the files found: the last preview's, which read them whole, or a quick one at their beginnings. */
export type Look = DeliveryInspection & { isSample: boolean };

/** Looks at the beginnings of the files of an upload. */
export async function lookAtUpload(viewer: Viewer, upload: Upload, delivery: Delivery): Promise<Look> {
  const folder = webEnv().UPLOAD_FOLDER;
  const sources = await Promise.all(upload.files.map(({ id, name, sizeBytes }) => uploadSample({ folder, uploadId: upload.id, fileId: id }, name, sizeBytes)));
  const recall = (kind: string, headers: readonly string[]) => rememberedColumns(viewer, kind, headerSet(headers));
  return { ...(await inspectSources(sources, { choices: delivery.choices as Choices, recall, isComplete: false })), isSample: true };
}

/** What the latest preview or import found. */
export function storedLook(delivery: Delivery): Look {
  return { files: delivery.files.map(({ inspection }) => inspection as FileInspection), problems: delivery.problems as readonly FileProblem[], isSample: false };
}

/** The files in words, in the order in which they will be imported. */
export function detectedFiles(upload: Upload, choices: Choices, look: Look, wording: Wording): DetectedFile[] {
  return look.files.flatMap((inspection) => {
    const file = upload.files.find(({ name }) => name === inspection.name);
    const problems = look.problems.filter((problem) => problem.file === inspection.name);
    return file ? [detectedFile({ id: file.id, inspection, choice: choices[file.name] ?? {}, problems, isSample: look.isSample }, wording)] : [];
  });
}

type Found = { id: string; inspection: FileInspection; choice: FileChoice; problems: readonly FileProblem[]; isSample: boolean };

function detectedFile({ id, inspection, choice, problems, isSample }: Found, wording: Wording): DetectedFile {
  const { name, kind, columns } = inspection;
  const known = kind === null ? [] : Object.entries(importColumns(kind.kind));
  return {
    id, name, choice, isSample,
    kind: kind && { value: kind.kind, why: wording.t(`detected.kindBy.${kind.by}`), isChosen: kind.by === "CHOSEN", isDoubtful: false },
    settings: settingsOf(inspection, choice, wording),
    columns: columns.map((_, place) => columnView(inspection, place, wording)),
    known: known.map(([column, { presence }]) => ({ name: column, isNeeded: presence !== "OPTIONAL" })),
    problems: problems.map((problem) => fileProblemWords(wording.locale, problem)),
  };
}

function settingsOf({ settings, found, columns }: FileInspection, choice: FileChoice, { t }: Wording): DetectedFile["settings"] {
  if (settings === null) return null;
  const { encoding, separator, dates, decimals } = settings;
  const noted = (value: string, { reason, example }: FileInspection["found"]["dates"], what: "dates" | "decimals"): SettingView => ({
    value, why: t(`detected.${what}Why.${reason}`, { example: example ?? "" }), isChosen: reason === "CHOSEN", isDoubtful: reason === "DOUBTFUL",
  });
  return {
    encoding: {
      value: encoding, isChosen: found.encoding === "CHOSEN", isDoubtful: found.encoding === "DAMAGED",
      why: [t(`detected.encodingWhy.${found.encoding}`), found.accents === null ? "" : t("detected.accents", { words: found.accents.trim() })].join(" ").trim(),
    },
    separator: { value: separator, why: t("detected.separatorWhy", { count: columns.length }), isChosen: choice.separator !== undefined, isDoubtful: columns.length === 1 },
    dates: noted(dates, found.dates, "dates"),
    decimals: noted(decimals, found.decimals, "decimals"),
  };
}

const SHOWN_SAMPLES = 3;
const SHOWN_LENGTH = 40;

function columnView({ kind, settings, columns, rows }: FileInspection, place: number, wording: Wording): ColumnView {
  const { header, column, by } = columns[place] as FileInspection["columns"][number];
  const definition = kind === null || column === null ? undefined : importColumns(kind.kind)[column];
  const read = definition && settings ? cellReader(definition, column ?? "", { ...settings, today: wording.today }, wording.locale) : () => ({ read: null, fault: null });
  const cells = rows.map((cells) => cells[place] ?? "");
  // What is there says more than what is not.
  const shown = [...cells.filter((cell) => cell !== ""), ...cells.filter((cell) => cell === "")].slice(0, SHOWN_SAMPLES);
  return { header, column, by: by ?? "NONE", samples: shown.map((raw) => ({ raw: raw.slice(0, SHOWN_LENGTH), ...read(raw) })) };
}

type Read = Omit<SampleCell, "raw">;

function cellReader({ kind, presence }: ImportColumn, column: string, settings: Parameters<ImportColumn["kind"]["reader"]>[0], locale: Locale): (cell: string) => Read {
  const reader = kind.reader(settings);
  return (cell) => {
    if (cell === "") return { read: null, fault: presence === "NEEDED" ? rowProblemWords(locale, { column, code: "required" }) : null };
    const result = reader(cell);
    if (typeof result !== "string") return { read: null, fault: rowProblemWords(locale, { column, code: result.fault, value: cell.slice(0, SHOWN_LENGTH), detail: result.detail }) };
    return { read: shownValue(kind, result, locale), fault: null };
  };
}

/** What a file writes its own way is shown as it was understood. */
function shownValue({ notation, type }: ImportColumn["kind"], value: string, locale: Locale): string | null {
  if (notation === "DAY") return formatDay(locale, value as Day);
  if (notation === "MONTH") return formatDay(locale, value as Day, "month");
  if (notation === "INSTANT") return formatDay(locale, value.slice(0, 10) as Day);
  return notation === "DECIMAL" && type !== "float8" ? formatEuros(locale, Number(value), { cents: true }) : null;
}
