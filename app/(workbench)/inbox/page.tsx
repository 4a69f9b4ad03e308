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
import { INBOX_SHOWN, type InboxCount, type InboxItem } from "@/lib/domain/inbox";
import { formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { readInboxCount } from "../inbox-count";
import { readySoon, WhenReady } from "../ready-soon";

export async function generateMetadata() {
  return { title: (await getTranslations("inbox"))("title") };
}

/** Whatever is asked of a person, in one place; each leads to where it is done. */
export default async function InboxPage() {
  const viewer = await requireAbility("remark.write");
  const reading = Promise.all([listInbox(viewer), readInboxCount(viewer)]);
  const [isReady, t, common] = await Promise.all([readySoon(reading), getTranslations("inbox"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={t(holdsPortfolio(viewer.role) ? "leadHolder" : "leadSupervisor")} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}><Items reading={reading} /></WhenReady>
      <Elsewhere role={viewer.role} />
    </>
  );
}

async function Items({ reading }: { reading: Promise<[InboxItem[], InboxCount]> }) {
  const [[waiting, { all }], t, locale] = await Promise.all([reading, getTranslations("inbox"), getLocale()]);
  if (waiting.length === 0) return <EmptyState icon={<CheckIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const shown = formatNumber(locale, waiting.length);
  return (
    <>
      <InboxTable items={waiting} wording={{ locale, t }} />
      {waiting.length === INBOX_SHOWN && all > INBOX_SHOWN && <p className={styles.rest}>{t("rest", { shown, all: formatNumber(locale, all) })}</p>}
    </>
  );
}

/** What is over, and what others are to do. */
async function Elsewhere({ role }: { role: Role }) {
  const t = await getTranslations("inbox");
  const places = holdsPortfolio(role) ? ([["requests", "/requests"], ["tasks", "/tasks"]] as const) : ([["requests", "/supervision/requests"], ["audits", "/supervision/audits"]] as const);
  return <p className={styles.links}>{places.map(([name, href]) => <Link key={href} href={href} prefetch={false}>{t(`elsewhere.${name}`)}</Link>)}</p>;
}
