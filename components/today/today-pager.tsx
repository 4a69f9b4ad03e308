import type { Route } from "next";
import { useTranslations } from "next-intl";
import Link from "next/link";
import button from "@/components/ui/button.module.css";
import { ChevronLeftIcon, ChevronRightIcon } from "@/components/ui/icons";
import styles from "./today-pager.module.css";

type TodayPagerProps = { first: number; last: number; previousHref: Route | null; nextHref: Route | null };

/** From one page of the list to the next; nothing where there is but one. */
export function TodayPager({ first, last, previousHref, nextHref }: TodayPagerProps) {
  const t = useTranslations("today");
  const common = useTranslations("common");
  if (!previousHref && !nextHref) return null;
  return (
    <nav className={styles.pager} aria-label={t("pages")}>
      {previousHref && <Link href={previousHref} prefetch={false} className={button.quiet}><ChevronLeftIcon size={16} /> {common("previous")}</Link>}
      <span className={styles.place}>{t("place", { first, last })}</span>
      {nextHref && <Link href={nextHref} prefetch={false} className={button.quiet}>{common("next")} <ChevronRightIcon size={16} /></Link>}
    </nav>
  );
}
