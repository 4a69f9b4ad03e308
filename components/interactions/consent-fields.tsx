"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { CONSENT_CHANNELS, type ConsentChannel } from "@/lib/domain/contact-policy";
import type { LogContext } from "@/lib/domain/interaction-log";
import { ChoiceChips, Help } from "./chip-group";
import { consentsInForce, type LogDraft } from "./log-draft";
import styles from "./log-dialog.module.css";

type ConsentFieldsProps = { context: LogContext; draft: LogDraft; onChange: (draft: LogDraft) => void; error?: string };

/**
 * Consent by channel: the one in force until another is chosen; of one that is given now, where its proof is kept, and of
 * the one that the law asks for, whenever it is wanting.
 */
export function ConsentFields({ context, draft, onChange, error }: ConsentFieldsProps) {
  const domain = useTranslations("domain");
  const inForce = consentsInForce(context);
  const options = [
    { value: "GRANTED", label: domain("consent.GRANTED") },
    { value: "REFUSED", label: domain("consent.REFUSED") },
  ] as const;
  return CONSENT_CHANNELS.map((channel) => {
    const granted = draft.consents[channel] ?? inForce[channel];
    const isProven = granted === true && context.contact.consents[channel] === "PROVEN";
    return (
      <div key={channel} className={styles.consent}>
        <ChoiceChips legend={domain(`consentChannel.${channel}`)} options={options}
          hint={granted === undefined ? domain("consent.NEVER_ASKED") : isProven ? domain("consent.PROVEN") : undefined}
          value={granted === undefined ? null : granted ? "GRANTED" : "REFUSED"}
          onChange={(chosen) => onChange({ ...draft, consents: { ...draft.consents, [channel]: chosen === "GRANTED" } })} />
        {granted === true && !isProven && (channel === "PHONE" || draft.consents[channel]) && (
          <ProofField channel={channel} value={draft.proofs[channel] ?? ""} error={error} onChange={(typed) => onChange({ ...draft, proofs: { ...draft.proofs, [channel]: typed } })} />
        )}
      </div>
    );
  });
}

function ProofField({ channel, value, error, onChange }: { channel: ConsentChannel; value: string; error?: string; onChange: (typed: string) => void }) {
  const t = useTranslations("log.proof");
  const domain = useTranslations("domain.consentChannel");
  const [id, helpId] = [useId(), useId()];
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.legend}>{t("label")}<span className="visually-hidden"> ({domain(channel)})</span></label>
      <input id={id} type="text" className={`${styles.day} ${styles.proof}`} maxLength={200} autoComplete="off" value={value} aria-describedby={helpId}
        aria-invalid={error ? true : undefined} onChange={(event) => onChange(event.target.value)} />
      <Help id={helpId} hint={t(channel === "PHONE" ? "hintPhone" : "hint")} error={error} />
    </div>
  );
}
