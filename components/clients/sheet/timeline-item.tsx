"use client";
import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ChannelIcon } from "@/components/actions/channel-icon";
import { SegmentChip } from "@/components/clients/segment-chip";
import { momentWords } from "@/components/contact/contact-words";
import { EntryRemarks } from "@/components/remarks/entry-remarks";
import { BlockedIcon, ChartIcon, CheckIcon, CloseIcon, PeopleIcon, PlusIcon, WarningIcon } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import type { ProductName } from "@/lib/domain/action-card";
import type { TimelineAssignment, TimelineConsent, TimelineContract, TimelineEntry, TimelineInteraction, TimelineSale, TimelineScore } from "@/lib/domain/client-sheet";
import type { ScoreMove } from "@/lib/domain/interaction-log";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import styles from "./timeline.module.css";

type TimelineItemProps = {
  entry: TimelineEntry;
  clientId: number;
  productNames: Readonly<Record<string, ProductName>>;
  /** The entries on show: only to those can a link lead. */
  shownIds: ReadonlySet<string>;
  onCorrect: ((entry: TimelineInteraction) => void) | null;
  /** What is said of an entry is told under it. */
  withRemarks: boolean;
};

/** One thing that happened: a contact with all it brought, a change of scores with its cause, or what became of a sale. */
export function TimelineItem(props: TimelineItemProps) {
  const { entry } = props;
  const locale = useLocale();
  const isCorrected = entry.type === "INTERACTION" && entry.correctedBy !== null;
  return (
    <li id={`entry-${entry.id}`} className={styles.item} tabIndex={-1} data-corrected={isCorrected}>
      <time dateTime={entry.on} className={styles.day}>{formatDay(locale, entry.on)}</time>
      {entry.type === "INTERACTION" && <Interaction {...props} entry={entry} />}
      {entry.type === "SCORE" && <ScoreChange entry={entry} />}
      {entry.type === "SALE" && <SaleChange entry={entry} productNames={props.productNames} />}
      {entry.type === "CONTRACT" && <ContractChange entry={entry} productNames={props.productNames} />}
      {entry.type === "CONSENT" && <ConsentChange entry={entry} />}
      {entry.type === "ASSIGNMENT" && <AssignmentChange entry={entry} />}
    </li>
  );
}

function Interaction({ entry, clientId, productNames, shownIds, onCorrect, withRemarks }: TimelineItemProps & { entry: TimelineInteraction }) {
  const t = useTranslations("timeline");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const outcome = entry.cancels ? t("cancels") : domain(`outcome.${entry.outcome}`);
  return (
    <div className={styles.body}>
      <p className={styles.title}>
        <ChannelIcon channel={entry.channel} /> <strong>{domain(`channel.${entry.channel}`)} · {outcome}</strong>
        <span className={styles.muted}>{entry.userName === null ? t("bySystem") : t("by", { name: entry.userName })}</span>
        {entry.correctedBy && <Tag tone="warning">{t("corrected")}</Tag>}
        {entry.review && <Tag tone="info">{t("review")}</Tag>}
        {entry.commercial && <Tag>{t("commercial")}</Tag>}
        {onCorrect && !entry.correctedBy && !entry.cancels && (
          <button type="button" className={styles.correct} aria-haspopup="dialog" aria-label={t("correctEntry", { day: formatDay(locale, entry.on), outcome })} onClick={() => onCorrect(entry)}>{t("correct")}</button>
        )}
      </p>
      <Waited waited={entry.waited} />
      {entry.notes && <p className={styles.notes}>{entry.notes}</p>}
      <ReviewLink entry={entry} clientId={clientId} />
      <Products entry={entry} productNames={productNames} />
      {entry.satisfaction !== null && <p>{t("satisfaction", { score: entry.satisfaction })}</p>}
      {entry.nextStepOn && <p>{t("nextStep", { day: momentWords(locale, { day: entry.nextStepOn, minute: entry.nextStepMinute }) })}</p>}
      {entry.move && <p className={styles.move}><Move move={entry.move} /></p>}
      <Corrections entry={entry} shownIds={shownIds} />
      {withRemarks && <EntryRemarks entry={entry} clientId={clientId} outcome={outcome} />}
    </div>
  );
}

function ReviewLink({ entry, clientId }: { entry: TimelineInteraction; clientId: number }) {
  const t = useTranslations("timeline");
  return entry.hasDocument ? <p><Link href={`/clients/${clientId}/review/${entry.id}` as Route} prefetch={false}>{t("reviewDocument")}</Link></p> : null;
}

/** Written without a connection: both dates. */
function Waited({ waited }: Pick<TimelineInteraction, "waited">) {
  const t = useTranslations("timeline");
  const locale = useLocale();
  if (!waited) return null;
  const [written, recorded] = [waited.writtenAt, waited.recordedAt].map((at) => formatInstant(locale, new Date(at)));
  return <p className={styles.muted}>{t("waited", { written: written ?? "", recorded: recorded ?? "" })}</p>;
}

function Products({ entry, productNames }: Pick<TimelineItemProps, "productNames"> & { entry: TimelineInteraction }) {
  const t = useTranslations("timeline");
  const locale = useLocale();
  const names = (codes: readonly string[]) => codes.map((code) => productNames[code]?.[locale] ?? code).join(", ");
  const { productsSold, productsDiscussed, outcome } = entry;
  return (
    <>
      {productsSold.length > 0 && <p>{t("sold", { products: names(productsSold) })}</p>}
      {productsDiscussed.length > 0 && <p>{t(outcome === "DECLINED" ? "declined" : "discussed", { products: names(productsDiscussed) })}</p>}
    </>
  );
}

/** The entry that it corrects, and the one that corrects it. */
function Corrections({ entry: { corrects, correctedBy }, shownIds }: Pick<TimelineItemProps, "shownIds"> & { entry: TimelineInteraction }) {
  const t = useTranslations("timeline");
  const locale = useLocale();
  return (
    <>
      {corrects && <p><EntryLink target={corrects} shownIds={shownIds} text={t("corrects", { day: formatDay(locale, corrects.on) })} /></p>}
      {correctedBy && <p><EntryLink target={correctedBy} shownIds={shownIds} text={t("correctedBy", { day: formatDay(locale, correctedBy.on) })} /></p>}
    </>
  );
}

function EntryLink({ target, shownIds, text }: { target: { id: string }; shownIds: ReadonlySet<string>; text: string }) {
  return shownIds.has(target.id) ? <a href={`#entry-${target.id}`}>{text}</a> : text;
}

/** The bank knows the contract; or it does not, and the reason is said. */
function SaleChange({ entry, productNames }: Pick<TimelineItemProps, "productNames"> & { entry: TimelineSale }) {
  const t = useTranslations("timeline.sale");
  const locale = useLocale();
  const product = productNames[entry.productCode]?.[locale] ?? entry.productCode;
  const isReversed = entry.change === "REVERSED";
  return (
    <div className={styles.body}>
      <p className={styles.title}>
        {isReversed ? <WarningIcon size={16} /> : <CheckIcon size={16} />} <strong>{t(`${entry.change}.title`, { product })}</strong>
        {isReversed && <Tag tone="warning">{t("uncounted")}</Tag>}
      </p>
      <p>{t(`${entry.change}.reason`, { day: formatDay(locale, entry.soldOn) })}</p>
    </div>
  );
}

function ContractChange({ entry, productNames }: Pick<TimelineItemProps, "productNames"> & { entry: TimelineContract }) {
  const t = useTranslations("timeline.contract");
  const locale = useLocale();
  const product = productNames[entry.productCode]?.[locale] ?? entry.productCode;
  return (
    <div className={styles.body}>
      <p className={styles.title}>{entry.change === "OPENED" ? <PlusIcon size={16} /> : <CloseIcon size={16} />} <strong>{t(entry.change, { product })}</strong></p>
    </div>
  );
}

function ConsentChange({ entry }: { entry: TimelineConsent }) {
  const t = useTranslations("timeline");
  const domain = useTranslations("domain");
  return (
    <div className={styles.body}>
      <p className={styles.title}>
        {entry.granted ? <CheckIcon size={16} /> : <BlockedIcon size={16} />} <strong>{t(`consent.${entry.granted ? "GRANTED" : "REFUSED"}`, { channel: domain(`consentChannel.${entry.channel}`) })}</strong>
        <span className={styles.muted}>{entry.userName === null ? t("bySystem") : t("by", { name: entry.userName })}</span>
      </p>
    </div>
  );
}

function AssignmentChange({ entry: { kind, fromName, toName, untilOn, userName } }: { entry: TimelineAssignment }) {
  const t = useTranslations("timeline");
  const locale = useLocale();
  return (
    <div className={styles.body}>
      <p className={styles.title}>
        <PeopleIcon size={16} /> <strong>{t(`assignment.${kind}`, { from: fromName, to: toName, day: untilOn ? formatDay(locale, untilOn) : "" })}</strong>
        <span className={styles.muted}>{userName === null ? t("bySystem") : t("by", { name: userName })}</span>
      </p>
    </div>
  );
}

function ScoreChange({ entry }: { entry: TimelineScore }) {
  const t = useTranslations("timeline");
  const domain = useTranslations("domain");
  const { before, after } = entry.move;
  const isFirst = before.segment === null && after.segment !== null;
  return (
    <div className={styles.body}>
      <p className={styles.title}>
        <ChartIcon size={16} /> <strong>{t("scores")}</strong> <span className={styles.muted}>{domain(`scoreCause.${entry.cause}`)}</span>
      </p>
      <p className={styles.move}>
        {isFirst && after.segment ? t("first", { segment: domain(`segment.${after.segment}`), pnb: after.pnbScore ?? t("noScore"), mire: after.mireScore ?? t("noScore") }) : <Move move={entry.move} />}
      </p>
    </div>
  );
}

/** What moved, and only that. */
function Move({ move: { before, after } }: { move: ScoreMove }) {
  const t = useTranslations("timeline");
  const domain = useTranslations("domain.segment");
  const chip = (segment: ScoreMove["after"]["segment"]) => <SegmentChip segment={segment} label={domain(segment ?? "NEW")} />;
  const none = t("noScore");
  return (
    <>
      {before.segment !== after.segment && <span className={styles.segments}>{chip(before.segment)} → {chip(after.segment)}</span>}
      {before.pnbScore !== after.pnbScore && <span>{t("pnbMove", { before: before.pnbScore ?? none, after: after.pnbScore ?? none })}</span>}
      {before.mireScore !== after.mireScore && <span>{t("mireMove", { before: before.mireScore ?? none, after: after.mireScore ?? none })}</span>}
    </>
  );
}
