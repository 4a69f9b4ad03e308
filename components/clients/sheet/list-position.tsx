import Link from "next/link";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, ChevronRightIcon } from "@/components/ui/icons";
import { formatNumber } from "@/lib/i18n/format";
import styles from "./sheet.module.css";

/** The list that one came from, and where in it the client stands. */
export type ListOrigin = {
  list: "portfolio" | "today";
  /** Address of the list as it was left. */
  href: string;
  /** What links to other clients of the list carry. */
  clientQuery: string;
  place: { previousId: number | null; nextId: number | null; position: number | null; total: number } | null;
};

/** The way back, and on to the clients before and after. */
export function ListPosition({ origin }: { origin: ListOrigin }) {
  const t = useTranslations("client");
  return (
    <div className={styles.position}>
      <Link href={origin.href as Route} prefetch={false} className={styles.back}><ChevronLeftIcon size={16} /> {t(`back.${origin.list}`)}</Link>
      {origin.place && <Neighbours {...origin.place} clientQuery={origin.clientQuery} />}
    </div>
  );
}

type NeighboursProps = NonNullable<ListOrigin["place"]> & { clientQuery: string };

function Neighbours({ previousId, nextId, position, total, clientQuery }: NeighboursProps) {
  const t = useTranslations("client.neighbours");
  const locale = useLocale();
  const hrefOf = (id: number) => `/clients/${id}?${clientQuery}` as Route;
  return (
    <nav aria-label={t("label")} className={styles.neighbours}>
      {/* Not loaded ahead: each look at a client is audited. */}
      {previousId !== null && <Link href={hrefOf(previousId)} prefetch={false} rel="prev" className={button.icon} aria-label={t("previous")} title={t("previous")}><ChevronLeftIcon /></Link>}
      <span>{position === null ? t("gone") : t("place", { position: formatNumber(locale, position), total: formatNumber(locale, total) })}</span>
      {nextId !== null && <Link href={hrefOf(nextId)} prefetch={false} rel="next" className={button.icon} aria-label={t("next")} title={t("next")}><ChevronRightIcon /></Link>}
    </nav>
  );
}
