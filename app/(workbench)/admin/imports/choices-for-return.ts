import type { Delivery } from "@/lib/domain/deliveries";
import type { Upload } from "@/lib/domain/uploads";
import type { Choices } from "@/lib/import/delivery";
import type { FileChoice } from "@/lib/import/file-settings";
import type { FileInspection } from "@/lib/import/inspection";
import { refusedFileName } from "@/lib/import/refused-csv";
import { LOCALES } from "@/lib/i18n/locale";

/**
 * What is said of the files that bring refused rows back: what their rows alone could leave in doubt. Not the encoding
 * and the separator, which the program that corrected them may have changed, and which can be found out.
 */
export function choicesForReturn({ files }: Upload, delivery: Delivery): Choices {
  const entries = delivery.files.flatMap(({ id, inspection, keptRefused }) => {
    const name = files.find((file) => file.id === id)?.name;
    const choice = choiceOf(inspection as FileInspection);
    if (name === undefined || keptRefused === 0 || choice === null) return [];
    return [name, ...LOCALES.map((locale) => refusedFileName(locale, name))].map((known): [string, FileChoice] => [known, choice]);
  });
  return Object.fromEntries(entries);
}

function choiceOf({ kind, settings, columns }: FileInspection): FileChoice | null {
  if (kind === null || settings === null) return null;
  const said = columns.filter(({ by }) => by === "CHOSEN" || by === "REMEMBERED");
  return { kind: kind.kind, dates: settings.dates, decimals: settings.decimals, columns: Object.fromEntries(said.map(({ header, column }) => [header, column])) };
}
