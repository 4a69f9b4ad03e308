import type { useTranslations } from "next-intl";
import { DISMISSAL_REASONS } from "@/lib/domain/action-rest";

export type DetailWording = { domain: ReturnType<typeof useTranslations<"domain">> };

const BLOCKS = ["DECEASED", "PROTECTED", "FRAGILE", "COMPLAINT_OPEN", "PROFILING_OBJECTED", "CONSENT_REFUSED", "CONSENT_UNPROVEN", "CONSENT_NOT_ASKED", "RECENT_COMMERCIAL_CONTACT"] as const;

/** A reason or a rule of the policy, in words. */
export function detailWords(detail: string, domain: DetailWording["domain"]): string {
  const reason = DISMISSAL_REASONS.find((one) => one === detail);
  if (reason) return domain(`dismissalReason.${reason}`);
  const block = BLOCKS.find((one) => one === detail);
  return block ? domain(`contactBlock.${block}`) : detail;
}
