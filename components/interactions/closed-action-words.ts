import { useLocale, useTranslations } from "next-intl";
import type { ClosedAction } from "@/lib/domain/interaction-log";
import { formatInstant } from "@/lib/i18n/format";

/** How the action that a contact answers had been closed before it came: when, and by whom. */
export function useClosedActionWords(): (closed: ClosedAction) => string {
  const t = useTranslations("domain.closedAction");
  const kinds = useTranslations("domain.actionKind");
  const locale = useLocale();
  return ({ kind, status, closedAt, closedByName }) =>
    t(closedByName === null ? "WITHDRAWN" : status, { action: kinds(kind), at: formatInstant(locale, new Date(closedAt)), name: closedByName ?? "" });
}
