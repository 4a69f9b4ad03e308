"use client";
import { useTranslations } from "next-intl";
import { CONSENT_CHANNELS, type ConsentChannel } from "@/lib/domain/contact-policy";
import type { ConsentChoices } from "@/lib/domain/interaction-log";
import { ChoiceChips } from "./chip-group";

type ConsentFieldsProps = { inForce: ConsentChoices; value: ConsentChoices; onChange: (channel: ConsentChannel, granted: boolean) => void };

/** Consent by channel: the one in force until another is chosen. */
export function ConsentFields({ inForce, value, onChange }: ConsentFieldsProps) {
  const domain = useTranslations("domain");
  const options = [
    { value: "GRANTED", label: domain("consent.GRANTED") },
    { value: "REFUSED", label: domain("consent.REFUSED") },
  ] as const;
  return CONSENT_CHANNELS.map((channel) => {
    const granted = value[channel] ?? inForce[channel];
    return (
      <ChoiceChips key={channel} legend={domain(`consentChannel.${channel}`)} options={options}
        hint={granted === undefined ? domain("consent.NEVER_ASKED") : undefined}
        value={granted === undefined ? null : granted ? "GRANTED" : "REFUSED"} onChange={(chosen) => onChange(channel, chosen === "GRANTED")} />
    );
  });
}
