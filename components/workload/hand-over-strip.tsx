import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { PeopleIcon } from "@/components/ui/icons";
import type { HandOver } from "@/lib/domain/assignment";
import { formatDay } from "@/lib/i18n/format";
import styles from "./hand-over.module.css";

/** On a client's page: since when they are here and why, with the way to their hand-over file. */
export function HandOverStrip({ clientId, handOver: { kind, on, untilOn, fromName, note } }: { clientId: number; handOver: HandOver }) {
  const t = useTranslations("workload.handover");
  const locale = useLocale();
  return (
    <aside className={styles.strip}>
      <PeopleIcon size={18} />
      <div>
        <p>{t(`strip${kind}`, { on: formatDay(locale, on), from: fromName, day: untilOn ? formatDay(locale, untilOn) : "" })}</p>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      <Link href={`/clients/${clientId}/handover` as Route} prefetch={false}>{t("link")}</Link>
    </aside>
  );
}
