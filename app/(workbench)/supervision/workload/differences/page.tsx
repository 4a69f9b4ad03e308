import Link from "next/link";
import { ClientMessages } from "@/components/client-messages";
import { FilterForm } from "@/components/ui/filter-form";
import { ListPages } from "@/components/portfolio/list-pages";
import { addressOf } from "@/components/portfolio/query";
import states from "@/components/remarks/remarks.module.css";
import button from "@/components/ui/button.module.css";
import { CheckIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/state-message";
import styles from "@/components/workload/differences.module.css";
import { DifferencesTable, type DifferenceWording } from "@/components/workload/differences-table";
import { TakeOverButton } from "@/components/workload/take-over-button";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { countDifferences, listDifferences } from "@/lib/data/advisor-differences";
import type { Page } from "@/lib/data/keyset";
import { advisorsThatDiffer, countStandings, DIFFERENCE_STANDINGS, type AdvisorDifference, type DifferenceGroup } from "@/lib/domain/advisor-difference";
import { formatNumber } from "@/lib/i18n/format";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { DIFFERENCE_ORDER, differenceQuery, parseDifferenceFilter, type DifferenceFilter } from "@/lib/schemas/advisor-difference";
import { writePlace, type Place } from "@/lib/schemas/place";
import { readySoon, WhenReady } from "../../../ready-soon";
import { TAKE_OVER_COMMANDS } from "../reassign-commands";

const PATH = "/supervision/workload/differences";

export async function generateMetadata() {
  return { title: (await getTranslations("differences"))("title") };
}

/** Whom another advisor looks after than the core bank says, and what a supervisor may do about it. */
export default async function DifferencesPage({ searchParams }: PageProps<"/supervision/workload/differences">) {
  const viewer = await requireAbility("client.reassign");
  const filter = parseDifferenceFilter(await searchParams, openText);
  // Both go through the same few clients: neither is there much before the other.
  const reading = Promise.all([listDifferences(viewer, filter), countDifferences(viewer)]);
  const [isReady, t, common] = await Promise.all([readySoon(reading), getTranslations("differences"), getTranslations("common")]);
  return (
    <>
      <PageHeader title={t("title")} lead={<>{t("lead")} <Link href="/supervision/workload" prefetch={false} className={styles.back}>{t("back")}</Link></>} />
      <WhenReady isReady={isReady} waiting={<SkeletonRows label={common("loading")} />}><Differences filter={filter} reading={reading} /></WhenReady>
    </>
  );
}

async function Differences({ filter, reading }: { filter: DifferenceFilter; reading: Promise<[Page<AdvisorDifference>, DifferenceGroup[]]> }) {
  const [[page, groups], t, domain, locale] = await Promise.all([reading, getTranslations("differences"), getTranslations("domain"), getLocale()]);
  if (groups.length === 0) return <EmptyState icon={<CheckIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />;
  const wording = { locale, t, domain };
  const advisors = advisorsThatDiffer(groups).sort((a, b) => a.name.localeCompare(b.name, locale)).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <ClientMessages namespaces={["workload", "differences"]}>
      <Standings filter={filter} groups={groups} wording={wording} />
      <FilterForm label={t("form")} action={PATH} submit={t("show")} kept={{ standing: filter.standing }}
        fields={[{ name: "advisor", label: t("advisor"), value: filter.advisorId?.toString() ?? "", any: t("anyone"), options: advisors }]} />
      {page.rows.length === 0 ? <None filter={filter} t={t} /> : <Rows filter={filter} page={page} total={countStandings(groups, filter.advisorId)[filter.standing]} wording={wording} />}
    </ClientMessages>
  );
}

/** Those to settle and those that settle themselves, each with how many there are. */
function Standings({ filter, groups, wording: { locale, t } }: { filter: DifferenceFilter; groups: readonly DifferenceGroup[]; wording: DifferenceWording }) {
  const counts = countStandings(groups, filter.advisorId);
  return (
    <nav aria-label={t("standings")}>
      <ul className={states.states}>
        {DIFFERENCE_STANDINGS.map((standing) => (
          <li key={standing}>
            <Link href={addressOf(PATH, differenceQuery({ ...filter, standing, place: null }))} prefetch={false} scroll={false} aria-current={standing === filter.standing ? "true" : undefined}>
              {t(`standing.${standing}`)} <span>{formatNumber(locale, counts[standing])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function None({ filter: { standing }, t }: { filter: DifferenceFilter; t: DifferenceWording["t"] }) {
  const [title, text] = standing === "OPEN" ? [t("noneOpenTitle"), t("noneOpenText")] : [t("noneReturningTitle"), t("noneReturningText")];
  return <EmptyState icon={<CheckIcon size={28} />} title={title} text={text} />;
}

type RowsProps = { filter: DifferenceFilter; page: Page<AdvisorDifference>; total: number; wording: DifferenceWording };

async function Rows({ filter, page, total, wording }: RowsProps) {
  const pages = await getTranslations("portfolio.page");
  const { locale, t } = wording;
  const number = (value: number) => formatNumber(locale, value);
  const addressAt = (value: Place | null) => value && addressOf(PATH, differenceQuery({ ...filter, place: { token: sealText("list.place", writePlace(DIFFERENCE_ORDER, value)), value } }));
  return (
    <>
      <p className={styles.about}>{t(`about.${filter.standing}`)}</p>
      <p className={styles.tools}>
        <a className={button.quiet} href={addressOf("/api/supervision/differences", differenceQuery({ ...filter, place: null }))} download>{t("export")}</a>
        {filter.standing === "OPEN" && total > 1 && <TakeOverButton asked={{ clientId: null, advisorId: filter.advisorId }} title={t("dialog.all")} commands={TAKE_OVER_COMMANDS}>{t("takeOverAll")}</TakeOverButton>}
      </p>
      <DifferencesTable rows={page.rows} wording={wording} doing={(row) => <Doing row={row} filter={filter} t={t} />} />
      <ListPages label={pages("label")} range={pages("range", { from: number(page.from + 1), to: number(page.from + page.rows.length) })} total={t("total", { total: number(total) })}
        previous={{ href: addressAt(page.previous), label: pages("previous") }} next={{ href: addressAt(page.next), label: pages("next") }} />
    </>
  );
}

function Doing({ row: { clientId, firstName, lastName, feedAdvisorName: name, obstacle }, filter, t }: { row: AdvisorDifference; filter: DifferenceFilter; t: DifferenceWording["t"] }) {
  if (filter.standing === "RETURNING") return <span className={styles.quiet}>{t("nothing")}</span>;
  if (obstacle !== null) return <span className={styles.quiet}>{t(`obstacle.${obstacle}`, { name })}</span>;
  const client = `${firstName} ${lastName}`;
  return <TakeOverButton asked={{ clientId, advisorId: null }} title={t("dialog.one", { client, name })} label={t("takeOverOf", { client, name })} commands={TAKE_OVER_COMMANDS}>{t("takeOver")}</TakeOverButton>;
}
