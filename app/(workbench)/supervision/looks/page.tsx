import type { Route } from "next";
import Link from "next/link";
import styles from "@/components/looks/looks.module.css";
import { TrailForm } from "@/components/looks/trail-form";
import { TrailTable } from "@/components/looks/trail-table";
import { UnusualTable } from "@/components/looks/unusual-table";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import button from "@/components/ui/button.module.css";
import { EyeIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { findTrailClient, listTrail, listTrailPeople } from "@/lib/data/audit-trail";
import type { Page } from "@/lib/data/keyset";
import { listUnusualDays, type ListedDay } from "@/lib/data/unusual-days";
import type { TrailEntry } from "@/lib/domain/audit-trail";
import { bankDayOf } from "@/lib/domain/dates";
import { formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations, MESSAGES } from "@/lib/i18n/translations";
import { writePlace, type Place } from "@/lib/schemas/place";
import { dayStateOf, parseTrailFilter, TRAIL_ORDER, trailQuery, type TrailFilter } from "@/lib/schemas/trail-filter";
import { readySoon, WhenReady } from "../../ready-soon";
import { closeDayAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("looks"))("title") };
}

/** Who saw what: unusual reading first, the trail of a client or of a person when it is asked for. */
export default async function LooksPage({ searchParams }: PageProps<"/supervision/looks">) {
  const viewer = await requireAbility("looks.view");
  // The trail is kept by the clock, also where the bank's calendar stands still.
  const [params, today] = [await searchParams, bankDayOf(new Date())];
  const filter = parseTrailFilter(params, today, openText);
  const { subject } = filter;
  const page = listTrail(viewer, filter);
  const days = subject === null ? listUnusualDays(viewer, today) : Promise.resolve([]);
  const [people, client, isReady, t, common, locale] = await Promise.all([
    listTrailPeople(viewer), subject?.kind === "client" ? findTrailClient(viewer, subject.id) : null, readySoon(subject === null ? days : page), getTranslations("looks"), getTranslations("common"), getLocale(),
  ]);
  const personId = people.find(({ id }) => subject?.kind === "person" && id === subject.id)?.id ?? null;
  const clientId = subject && client !== null ? subject.id : null;
  return (
    <>
      <Heading subject={subject} client={client} person={people.find(({ id }) => id === personId)?.name ?? null} />
      <TrailForm key={trailQuery(filter)} people={people} personId={personId} clientId={clientId} from={filter.from} until={filter.until} kind={filter.kind} t={t} />
      <p className={styles.hint}>{t("form.hint")}</p>
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}>
        {subject === null ? <Unusual days={days} table={{ state: dayStateOf(params), viewerId: viewer.userId, today, dismiss: common("close"), close: closeDayAction, wording: { locale, t } }} /> : <Trail filter={filter} page={page} />}
      </WhenReady>
    </>
  );
}

type HeadingProps = { subject: TrailFilter["subject"]; client: string | null; person: string | null };

/** Whose trail it is; nobody is named whom the viewer may not see. */
async function Heading({ subject, client, person }: HeadingProps) {
  const t = await getTranslations("looks");
  if (subject === null) return <PageHeader title={t("title")} lead={t("lead")} />;
  const title = client !== null ? t("ofClient", { client }) : person !== null ? t("ofPerson", { person }) : t("title");
  const lead = (
    <span className={styles.links}>
      <Link href="/supervision/looks" prefetch={false}>{t("toUnusual")}</Link>
      {client !== null && <Link href={`/clients/${subject.id}` as Route} prefetch={false}>{t("toSheet")}</Link>}
    </span>
  );
  return <PageHeader title={title} lead={lead} />;
}

async function Unusual({ days, table }: { days: Promise<ListedDay[]>; table: Omit<Parameters<typeof UnusualTable>[0], "days"> }) {
  return <UnusualTable days={await days} {...table} />;
}

async function Trail({ filter, page }: { filter: TrailFilter; page: Promise<Page<TrailEntry>> }) {
  const [{ rows, from, next }, t, locale] = await Promise.all([page, getTranslations("looks"), getLocale()]);
  if (rows.length === 0) return <EmptyState icon={<EyeIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const range = t("range", { from: formatNumber(locale, from + 1), to: formatNumber(locale, from + rows.length) });
  return (
    <>
      <p className={styles.tools}><a className={button.quiet} href={`/api/supervision/looks?${trailQuery({ ...filter, place: null })}`} download>{t("csv.download")}</a></p>
      <TrailTable rows={rows} places={Object.keys(MESSAGES[locale].looks.where)} wording={{ locale, t }} />
      <ListPages label={t("pages")} range={range} total={null} previous={{ href: null, label: "" }} next={{ href: placeHref(filter, next), label: t("older") }} />
    </>
  );
}

function placeHref(filter: TrailFilter, place: Place | null): string | null {
  if (!place) return null;
  const token = sealText("list.place", writePlace(TRAIL_ORDER, place));
  return addressOf("/supervision/looks", trailQuery({ ...filter, place: { token, value: place } }));
}
