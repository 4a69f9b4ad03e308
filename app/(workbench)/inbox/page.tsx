import Link from "next/link";
import styles from "@/components/inbox/inbox.module.css";
import { InboxTable } from "@/components/inbox/inbox-table";
import { CheckIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listInbox } from "@/lib/data/inbox";
import { holdsPortfolio, type Role } from "@/lib/domain/permissions";
import type { InboxItem } from "@/lib/domain/inbox";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { readySoon, WhenReady } from "../ready-soon";

export async function generateMetadata() {
  return { title: (await getTranslations("inbox"))("title") };
}

/** Whatever is asked of a person, in one place; each leads to where it is done. */
export default async function InboxPage() {
  const viewer = await requireAbility("remark.write");
  const items = listInbox(viewer);
  const [isReady, t, common] = await Promise.all([readySoon(items), getTranslations("inbox"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={t(holdsPortfolio(viewer.role) ? "leadHolder" : "leadSupervisor")} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}><Items items={items} /></WhenReady>
      <Elsewhere role={viewer.role} />
    </>
  );
}

async function Items({ items }: { items: Promise<InboxItem[]> }) {
  const [waiting, t, locale] = await Promise.all([items, getTranslations("inbox"), getLocale()]);
  if (waiting.length === 0) return <EmptyState icon={<CheckIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  return <InboxTable items={waiting} wording={{ locale, t }} />;
}

/** What is over, and what others are to do. */
async function Elsewhere({ role }: { role: Role }) {
  const t = await getTranslations("inbox");
  const places = holdsPortfolio(role) ? ([["requests", "/requests"], ["tasks", "/tasks"]] as const) : ([["requests", "/supervision/requests"], ["audits", "/supervision/audits"]] as const);
  return <p className={styles.links}>{places.map(([name, href]) => <Link key={href} href={href} prefetch={false}>{t(`elsewhere.${name}`)}</Link>)}</p>;
}
