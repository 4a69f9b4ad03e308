import type { Route } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { ClientMessages } from "@/components/client-messages";
import { DemoNotice } from "@/components/imports/demo-notice";
import { NewImportButton } from "@/components/imports/new-import-button";
import { UploadList } from "@/components/imports/upload-list";
import { ListPages } from "@/components/portfolio/list-pages";
import button from "@/components/ui/button.module.css";
import { UploadIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { getBank } from "@/lib/data/bank";
import type { Page } from "@/lib/data/keyset";
import { listUploads } from "@/lib/data/uploads";
import type { UploadCard } from "@/lib/domain/uploads";
import { formatNumber } from "@/lib/i18n/format";
import { readPlace, writePlace, type Place } from "@/lib/schemas/place";
import { readySoon, WhenReady } from "../../ready-soon";
import { createUploadAction } from "./server-actions";

const ORDER = "uploads";

export async function generateMetadata() {
  return { title: (await getTranslations("imports"))("title") };
}

/** What administrators sent to be imported, and the way to send more. */
export default async function ImportsPage({ searchParams }: PageProps<"/admin/imports">) {
  const viewer = await requireAbility("imports.manage");
  const { at } = await searchParams;
  const place = typeof at === "string" ? readPlace(ORDER, openText("list.place", at)) : null;
  const page = listUploads(viewer, place);
  const [isReady, bank, t, common] = await Promise.all([readySoon(page), getBank(), getTranslations("imports"), getTranslations("common")]);
  return (
    <ClientMessages namespaces={["imports"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={<>
        <Link href="/admin/imports/format" prefetch={false} className={button.quiet}>{t("format.link")}</Link>
        {!bank?.demo && <NewImportButton createUpload={createUploadAction} />}
      </>} />
      {bank?.demo && <DemoNotice />}
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}><Rows page={page} /></WhenReady>
    </ClientMessages>
  );
}

async function Rows({ page: read }: { page: Promise<Page<UploadCard>> }) {
  const [page, t, locale] = await Promise.all([read, getTranslations("imports"), getLocale()]);
  if (page.rows.length === 0) return <EmptyState icon={<UploadIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const range = t("page.range", { from: formatNumber(locale, page.from + 1), to: formatNumber(locale, page.from + page.rows.length) });
  return (
    <>
      <UploadList rows={page.rows} wording={{ locale, t }} />
      <ListPages label={t("page.label")} range={range} total={null}
        previous={{ href: addressAt(page.previous), label: t("page.previous") }} next={{ href: addressAt(page.next), label: t("page.next") }} />
    </>
  );
}

function addressAt(place: Place | null): Route | null {
  return place && (`/admin/imports?at=${sealText("list.place", writePlace(ORDER, place))}` as Route);
}
