import type { Route } from "next";
import Link from "next/link";
import { PeopleIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { EmptyState } from "@/components/ui/state-message";
import styles from "@/components/workload/hand-over.module.css";
import { requireAbility } from "@/lib/auth/viewer";
import { listReceived } from "@/lib/data/hand-over";
import { formatDay } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";

export async function generateMetadata() {
  return { title: (await getTranslations("workload"))("received.title") };
}

/** Who came into the viewer's portfolio lately, with their hand-over files. */
export default async function ReceivedPage() {
  const viewer = await requireAbility("interaction.log");
  const [clients, t, locale] = await Promise.all([listReceived(viewer), getTranslations("workload"), getLocale()]);
  return (
    <>
      <PageHeader title={t("received.title")} lead={t("received.lead")} />
      {clients.length === 0 ? <EmptyState icon={<PeopleIcon size={28} />} title={t("received.none")} /> : (
        <Panel title={t("received.list")}>
          <ul className={styles.received}>
            {clients.map(({ id, name, kind, on, untilOn, fromName }) => (
              <li key={id}>
                <span><Link href={`/clients/${id}`} prefetch={false}>{name}</Link> · {t(`handover.strip${kind}`, { on: formatDay(locale, on), from: fromName, day: untilOn ? formatDay(locale, untilOn) : "" })}</span>
                <Link href={`/clients/${id}/handover` as Route} prefetch={false} aria-label={t("received.fileOf", { name })}>{t("handover.link")}</Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
