import Link from "next/link";
import { getTranslations } from "@/lib/i18n/translations";
import type { PortfolioChoices } from "@/lib/data/portfolio-choices";
import type { PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import styles from "./supervision.module.css";

/** Whose list this is, in words, and the way back to the figures. */
export async function ScopeLine({ filter, choices }: { filter: PortfolioFilter; choices: PortfolioChoices }) {
  const [t, domain] = await Promise.all([getTranslations("followUp"), getTranslations("domain")]);
  const named = (list: PortfolioChoices["branches"], id: number | null) => list.find((one) => one.id === id)?.name;
  const segment = filter.tab && filter.tab !== "DEPARTED" ? (filter.tab === "NEW" ? t("newClients") : domain(`segment.${filter.tab}`)) : undefined;
  const whose = [named(choices.branches, filter.branchId) ?? t("scope.everyone"), named(choices.advisors, filter.advisorId), segment];
  return (
    <span className={styles.scope}>
      {whose.filter(Boolean).join(" · ")}
      <Link href="/supervision">{t("scope.back")}</Link>
    </span>
  );
}
