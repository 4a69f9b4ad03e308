import Link from "next/link";
import type { ReactNode } from "react";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import { MentionsPanel } from "@/components/remarks/mentions-panel";
import styles from "@/components/remarks/remarks.module.css";
import { RequestsTable } from "@/components/remarks/requests-table";
import { MessageIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { countRequests, listRequests } from "@/lib/data/correction-requests";
import { listMentions } from "@/lib/data/entry-remarks";
import type { Page } from "@/lib/data/keyset";
import type { Viewer } from "@/lib/data/viewer";
import { REQUEST_STATES, type MentionCard, type RequestCard, type RequestCounts, type RequestSide } from "@/lib/domain/correction-request";
import { formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { parseRequestFilter, requestOrder, requestQuery, type RequestFilter } from "@/lib/schemas/entry-remark";
import { writePlace, type Place } from "@/lib/schemas/place";
import type { SearchParams } from "@/lib/schemas/portfolio-filter";
import { rowsSoon, WhenReady } from "./ready-soon";

/** What waits for the holder of a portfolio comes first for them. */
const HOLDERS_STATES = ["OPEN", ...REQUEST_STATES.filter((state) => state !== "OPEN")] as const;

type Path = "/requests" | "/supervision/requests";
type RequestsViewProps = { viewer: Viewer; side: RequestSide; path: Path; params: SearchParams };

/** The corrections that were asked for: of whom, or by whom, the reader is; what waits for the reader first. */
export async function RequestsView({ viewer, side, path, params }: RequestsViewProps) {
  const filter = parseRequestFilter(params, side === "SUPERVISOR" ? "ANSWERED" : "OPEN", openText);
  const page = listRequests(viewer, filter);
  const counts = countRequests(viewer);
  const mentions = listMentions(viewer);
  const [{ areRowsReady, isCountReady }, t, common] = await Promise.all([rowsSoon(page, counts), getTranslations("remarks.list"), getTranslations("common")]);
  const total = <WhenReady isReady={isCountReady} waiting={null}><Total filter={filter} counts={counts} /></WhenReady>;
  return (
    <>
      <PageHeader title={t("title")} lead={t(side === "SUPERVISOR" ? "leadSupervisor" : "leadHolder")} />
      <WhenReady isReady={isCountReady} waiting={<States filter={filter} path={path} side={side} counts={null} />}><CountedStates filter={filter} path={path} side={side} counts={counts} /></WhenReady>
      <div className={styles.stack}>
        <WhenReady isReady={areRowsReady} waiting={<SkeletonRows label={common("loading")} />}><Rows filter={filter} path={path} side={side} page={page} total={total} /></WhenReady>
        <WhenReady isReady={isCountReady} waiting={null}><Mentions mentions={mentions} /></WhenReady>
      </div>
    </>
  );
}

type CountedProps = { filter: RequestFilter; counts: Promise<RequestCounts> };
type StatesProps = { filter: RequestFilter; path: Path; side: RequestSide };

async function CountedStates({ counts, ...shown }: CountedProps & StatesProps) {
  return <States {...shown} counts={await counts} />;
}

/** The states as links, each with how many requests stand so. */
async function States({ filter, path, side, counts }: StatesProps & { counts: RequestCounts | null }) {
  const [t, locale] = await Promise.all([getTranslations("remarks"), getLocale()]);
  return (
    <nav aria-label={t("list.states")}>
      <ul className={styles.states}>
        {(side === "SUPERVISOR" ? REQUEST_STATES : HOLDERS_STATES).map((state) => (
          <li key={state}>
            <Link href={`${path}?${requestQuery({ state, place: null })}`} prefetch={false} scroll={false} aria-current={state === filter.state ? "true" : undefined}>
              {t(`${side === "SUPERVISOR" ? "state" : "stateForHolder"}.${state}`)} {counts && <span>{formatNumber(locale, counts[state])}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

async function Total({ filter, counts }: CountedProps) {
  const [t, locale, counted] = await Promise.all([getTranslations("remarks.list"), getLocale(), counts]);
  return t("total", { total: formatNumber(locale, counted[filter.state]) });
}

type RowsProps = { filter: RequestFilter; path: Path; side: RequestSide; page: Promise<Page<RequestCard>>; total: ReactNode };

async function Rows({ filter, path, side, page, total }: RowsProps) {
  const [{ rows, from, previous, next }, t, domain, locale] = await Promise.all([page, getTranslations("remarks"), getTranslations("domain"), getLocale()]);
  if (rows.length === 0) return <EmptyState icon={<MessageIcon size={28} />} title={t("list.emptyTitle")} text={t(`list.empty.${filter.state}`)} />;
  const addressAt = (place: Place | null) => {
    if (!place) return null;
    const token = sealText("list.place", writePlace(requestOrder(filter.state), place));
    return addressOf(path, requestQuery({ ...filter, place: { token, value: place } }));
  };
  return (
    <div>
      <RequestsTable rows={rows} side={side} wording={{ locale, t, domain }} />
      <ListPages label={t("list.pages")} range={t("list.range", { from: formatNumber(locale, from + 1), to: formatNumber(locale, from + rows.length) })} total={total}
        previous={{ href: addressAt(previous), label: t("list.previous") }} next={{ href: addressAt(next), label: t("list.next") }} />
    </div>
  );
}

async function Mentions({ mentions }: { mentions: Promise<MentionCard[]> }) {
  const [named, t, locale] = await Promise.all([mentions, getTranslations("remarks"), getLocale()]);
  return named.length === 0 ? null : <MentionsPanel mentions={named} wording={{ locale, t }} />;
}
