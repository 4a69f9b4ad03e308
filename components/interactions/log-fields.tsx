"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import { addDays } from "@/lib/domain/dates";
import { INTERACTION_OUTCOMES } from "@/lib/domain/interaction-log";
import { ChoiceChips, Help } from "./chip-group";
import { ConsentFields } from "./consent-fields";
import { consentChanges, profileChanges, proofsGiven, withOutcome, type LogDraft, type LogSubject } from "./log-draft";
import styles from "./log-dialog.module.css";
import { NextStepField } from "./next-step-field";
import { PolicyAnswer } from "./policy-answer";
import { Fold, ProductFields } from "./product-fields";
import { ProfileFields } from "./profile-fields";

const SCORES = ["1", "2", "3", "4", "5"] as const;
const OLDEST_DAYS = 365;

type LogFieldsProps = {
  subject: LogSubject;
  draft: LogDraft;
  onChange: (draft: LogDraft) => void;
  /** The fault of a field, by the server's name of it. */
  errorOf: (field: string) => string | undefined;
};

/** The fields of a contact, in the order in which one tells it. */
export function LogFields(props: LogFieldsProps) {
  const { subject, draft, onChange, errorOf } = props;
  const { context, action, isPartial } = subject;
  const t = useTranslations("log");
  const domain = useTranslations("domain");
  const channels = INTERACTION_CHANNELS.map((value) => ({ value, label: domain(`channel.${value}`) }));
  // What needs a product can be told only where the catalogue is known.
  const possible = INTERACTION_OUTCOMES.filter((outcome) => context.products.length > 0 || (outcome !== "SOLD" && outcome !== "DECLINED"));
  const outcomes = possible.map((value) => ({ value, label: domain(`outcome.${value}`) }));
  return (
    <>
      {isPartial && <p className={styles.partial} role="note">{t("partial.text")}</p>}
      <div className={styles.first}>
        <ChoiceChips legend={t("channel")} options={channels} required error={errorOf("channel")} value={draft.channel} onChange={(channel) => onChange({ ...draft, channel })} />
        <DayField {...props} />
      </div>
      <ChoiceChips legend={t("outcome")} options={outcomes} required autoFocus error={errorOf("outcome")}
        hint={draft.outcome === "NO_ANSWER" && action ? t("noAnswerHint") : undefined}
        value={draft.outcome} onChange={(outcome) => onChange(withOutcome(draft, outcome, action))} />
      {(context.highValue || draft.review) && (
        <label className={styles.check}><input type="checkbox" checked={draft.review} onChange={(event) => onChange({ ...draft, review: event.target.checked })} /> {t("review")}</label>
      )}
      {!isPartial && <PolicyAnswer subject={subject} draft={draft} />}
      {draft.outcome !== "NO_ANSWER" && context.products.length > 0 && <Products {...props} />}
      <Notes {...props} />
      {draft.outcome !== "NO_ANSWER" && <Satisfaction {...props} />}
      {!isPartial && <ClientChanges {...props} />}
      <NextStepField context={context} isCadenceKnown={!isPartial} draft={draft} error={errorOf("nextStepOn")} onChange={(step) => onChange({ ...draft, ...step })} />
    </>
  );
}

function DayField({ subject: { context }, draft, onChange, errorOf }: LogFieldsProps) {
  const t = useTranslations("log");
  const [id, helpId] = [useId(), useId()];
  const error = errorOf("occurredOn");
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.legend}>{t("day")}<span aria-hidden="true"> *</span></label>
      <input id={id} type="date" required className={styles.day} value={draft.occurredOn} min={addDays(context.today, -OLDEST_DAYS)} max={context.today}
        aria-invalid={error ? true : undefined} aria-describedby={error ? helpId : undefined} onChange={(event) => onChange({ ...draft, occurredOn: event.target.value })} />
      <Help id={helpId} error={error} />
    </div>
  );
}

function Products({ subject: { context, action }, draft, onChange, errorOf }: LogFieldsProps) {
  const t = useTranslations("log");
  const isSale = draft.outcome === "SOLD";
  const discussed = (
    <ProductFields legend={t(draft.outcome === "DECLINED" ? "declined" : isSale ? "alsoDiscussed" : "discussed")} products={context.products} value={draft.discussed}
      error={errorOf("productsDiscussed")} onChange={(codes) => onChange({ ...draft, discussed: codes })} />
  );
  if (draft.outcome === "DECLINED") return discussed;
  const count = draft.discussed.filter((code) => !isSale || !draft.sold.includes(code)).length;
  return (
    <>
      {isSale && (
        <ProductFields legend={t("sold")} hint={t("soldHint")} products={context.products} value={draft.sold} error={errorOf("productsSold")}
          onChange={(codes) => onChange({ ...draft, sold: codes })} />
      )}
      <Fold title={t(isSale ? "alsoDiscussed" : "discussed")} count={t("count", { count })} open={!isSale && action?.productCode ? true : undefined}>{discussed}</Fold>
    </>
  );
}

function Notes({ draft, onChange, errorOf }: LogFieldsProps) {
  const t = useTranslations("log");
  const [id, helpId] = [useId(), useId()];
  const error = errorOf("notes");
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.legend}>{t("notes")}</label>
      <textarea id={id} className={styles.notes} rows={4} maxLength={4_000} value={draft.notes} aria-invalid={error ? true : undefined} aria-describedby={helpId}
        onChange={(event) => onChange({ ...draft, notes: event.target.value })} />
      <Help id={helpId} hint={t("notesHint")} error={error} />
    </div>
  );
}

function Satisfaction({ draft, onChange, errorOf }: LogFieldsProps) {
  const t = useTranslations("log");
  const domain = useTranslations("domain.satisfaction");
  const options = [{ value: "NONE", label: t("satisfactionNone") }, ...SCORES.map((value) => ({ value, label: `${value} · ${domain(value)}` }))] as const;
  return (
    <ChoiceChips legend={t("satisfaction")} options={options} error={errorOf("satisfaction")} value={draft.satisfaction === null ? "NONE" : String(draft.satisfaction)}
      onChange={(chosen: string) => onChange({ ...draft, satisfaction: chosen === "NONE" ? null : Number(chosen) })} />
  );
}

function ClientChanges({ subject: { context }, draft, onChange, errorOf }: LogFieldsProps) {
  const t = useTranslations("log");
  const profile = profileChanges(draft.profile, context.profile);
  const consents = { ...consentChanges(draft.consents, context), ...proofsGiven(draft, context) };
  return (
    <div className={styles.changes}>
      <Fold title={t("profile")} count={t("changes", { count: Object.keys(profile).length })}>
        <p className={styles.hint}>{t("profileHint")}</p>
        <ProfileFields value={draft.profile} errorOf={errorOf} onChange={(field, typed) => onChange({ ...draft, profile: { ...draft.profile, [field]: typed } })} />
      </Fold>
      <Fold title={t("consents")} count={t("changes", { count: Object.keys(consents).length })}>
        <ConsentFields context={context} draft={draft} onChange={onChange} error={errorOf("consentProofs")} />
      </Fold>
    </div>
  );
}
