"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId, useRef, useState, type RefObject } from "react";
import { lazyDialog } from "@/components/lazy-dialog";
import button from "@/components/ui/button.module.css";
import { Panel } from "@/components/ui/panel";
import { addDays, type Day } from "@/lib/domain/dates";
import { fieldsOf, latestNextReview, missingFields, REVIEW_FIELD_NAMES, REVIEW_SECTIONS, type ReviewField as Field } from "@/lib/domain/portfolio-review";
import type { ReviewDraft } from "@/lib/domain/review-document";
import { DiscardButton } from "./discard-button";
import { fieldAnchor, ReviewField } from "./review-field";
import type { ReviewCommands } from "./review-commands";
import styles from "./review.module.css";
import { SaveState } from "./save-state";
import { useReviewDraft } from "./use-review-draft";

const CompleteDialog = lazyDialog(() => import("./complete-dialog").then((module) => module.CompleteDialog));

type ReviewEditorProps = { clientId: number; today: Day; draft: ReviewDraft; commands: ReviewCommands };
type Faults = Readonly<Record<string, string>>;

/** A review in preparation: the checklist, how much of it is missing, and whether it is saved. */
export function ReviewEditor({ clientId, today, draft, commands }: ReviewEditorProps) {
  const t = useTranslations("review");
  const wording = { locale: useLocale(), t };
  const { kept, keeper } = useReviewDraft(clientId, draft, commands.save);
  const [faults, setFaults] = useState<Faults>({});
  const [completing, setCompleting] = useState(false);
  const missing = missingFields(kept.answers);
  const missingRef = useRef<HTMLDivElement>(null);
  const complete = () => {
    setFaults(Object.fromEntries(missing.map((field) => [field, "required"])));
    if (missing.length > 0) missingRef.current?.focus();
    else setCompleting(true);
  };
  const days = { min: addDays(today, 1), max: latestNextReview(today) };
  const change = (field: Field, value: string) => {
    setFaults(({ [field]: _mended, ...others }) => others);
    keeper.change(field, value);
  };
  return (
    <>
      <div className={styles.toolbar}>
        <SaveState kept={kept} />
        <Progress missing={missing.length} />
        <button type="button" className={button.primary} aria-haspopup="dialog" onClick={complete}>{t("complete")}</button>
      </div>
      {missing.length > 0 && <Missing fields={missing} told={Object.keys(faults).length > 0} place={missingRef} />}
      {REVIEW_SECTIONS.map((section) => (
        <Panel key={section} title={t(`section.${section}`)} className={styles.section}>
          {fieldsOf(section).map((field) => (
            <ReviewField key={field} field={field} value={kept.answers[field] ?? ""} fault={faults[field]} conflict={kept.conflicts.find((one) => one.field === field)}
              days={days} wording={wording} onChange={change} onSettle={keeper.settle} />
          ))}
        </Panel>
      ))}
      <p className={styles.discard}><DiscardButton clientId={clientId} draft={{ id: draft.id, version: kept.version }} discard={commands.discard} /></p>
      {completing && (
        <CompleteDialog clientId={clientId} today={today} draftId={draft.id} keeper={keeper} complete={commands.complete} onRefused={setFaults} onClose={() => setCompleting(false)} />
      )}
    </>
  );
}

function Progress({ missing }: { missing: number }) {
  const t = useTranslations("review");
  const total = REVIEW_FIELD_NAMES.length;
  return (
    <p className={styles.progress}>
      <progress max={total} value={total - missing} aria-hidden="true" />
      <span aria-live="polite">{missing === 0 ? t("nothingMissing") : t("missing", { missing, total })}</span>
    </p>
  );
}

type MissingProps = { fields: readonly Field[]; told: boolean; place: RefObject<HTMLDivElement | null> };

/** What is still to be noted, each the way to its field. */
function Missing({ fields, told, place }: MissingProps) {
  const t = useTranslations("review");
  const id = useId();
  return (
    <div ref={place} tabIndex={-1} role="group" aria-labelledby={id} className={styles.missing} data-told={told}>
      <p id={id}>{told ? t("refused", { missing: fields.length }) : t("missingFields")}</p>
      <ul>{fields.map((field) => <li key={field}><a href={`#${fieldAnchor(field)}`}>{t(`field.${field}.label`)}</a></li>)}</ul>
    </div>
  );
}
