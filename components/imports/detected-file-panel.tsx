import { useTranslations } from "next-intl";
import { useId } from "react";
import { WarningIcon } from "@/components/ui/icons";
import { ChoiceSelect, type ChooseForFile } from "./choice-select";
import { ColumnTable } from "./column-table";
import type { DetectedFile, SettingName, SettingOptions, SettingView } from "./delivery-views";
import styles from "./imports.module.css";

export type DetectedFileProps = { uploadId: string; file: DetectedFile; options: SettingOptions; choose: ChooseForFile | null };

/** One file: what it is, how it is written and what says so, what its columns mean, and what has to be settled. Without `choose`, it is settled. */
export function DetectedFilePanel({ uploadId, file, options, choose }: DetectedFileProps) {
  const t = useTranslations("imports.detected");
  const id = useId();
  const toSay = file.columns.filter(({ by }) => by === "NONE").length;
  const settings = file.settings ?? { encoding: null, separator: null, dates: null, decimals: null };
  const all: [SettingName, SettingView | null][] = [["kind", file.kind], ["encoding", settings.encoding], ["separator", settings.separator], ["dates", settings.dates], ["decimals", settings.decimals]];
  return (
    <section className={styles.detected} aria-labelledby={id}>
      <h3 id={id} className={styles.fileName}>{file.name}</h3>
      {file.problems.length > 0 && (
        <ul className={styles.problems} aria-label={t("problems", { file: file.name })}>
          {file.problems.map((problem) => <li key={problem}><WarningIcon size={16} /><span>{problem}</span></li>)}
        </ul>
      )}
      <div className={styles.settings}>
        {all.map(([name, setting]) => <Setting key={name} name={name} setting={setting} {...{ uploadId, file, options, choose }} />)}
      </div>
      {file.isSample && <p className={styles.note}>{t("sample")}</p>}
      {file.columns.length > 0 && (
        <details className={styles.columns} open={file.columns.some(({ by }) => by === "NONE" || by === "CHOSEN")}>
          <summary>{t("showColumns", { count: file.columns.length, toSay })}</summary>
          <ColumnTable {...{ uploadId, file, choose }} />
        </details>
      )}
    </section>
  );
}

/** A file that could not be read at all may still be read in another encoding, or as another content. */
function Setting({ name, setting, uploadId, file, options, choose }: DetectedFileProps & { name: SettingName; setting: SettingView | null }) {
  const t = useTranslations("imports.detected");
  const why = useId();
  const value = setting?.value ?? file.choice[name] ?? "";
  if (setting === null && name !== "kind" && name !== "encoding") return null;
  const isDoubtful = value === "" || setting?.isDoubtful === true;
  return (
    <div className={styles.setting}>
      <span className={styles.settingName}>{t(`setting.${name}`)}</span>
      {choose ? (
        <ChoiceSelect file={{ uploadId, id: file.id }} choice={file.choice} target={{ setting: name }} value={value} options={[...blankOption(t, value, file.choice[name] !== undefined), ...options[name]]} describedBy={why}
          label={t("settingOf", { setting: t(`setting.${name}`), file: file.name })} isDoubtful={isDoubtful} choose={choose} />
      ) : <strong>{labelOf(options[name], value)}</strong>}
      <span id={why} className={styles.note}>{setting?.why ?? (name === "kind" ? t("unknownKind") : "")}</span>
    </div>
  );
}

/** What is not said is to be said; what was said can be found out again. */
function blankOption(t: ReturnType<typeof useTranslations<"imports.detected">>, value: string, isSaid: boolean): { value: string; label: string }[] {
  if (value === "") return [{ value, label: t("toSay") }];
  return isSaid ? [{ value: "", label: t("findOut") }] : [];
}

function labelOf(options: SettingOptions[SettingName], value: string): string {
  return options.find((option) => option.value === value)?.label ?? "–";
}
