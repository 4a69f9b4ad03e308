import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import type { HeldContract } from "@/lib/domain/client-sheet";
import { UNIVERSES } from "@/lib/domain/universes";
import { formatDay } from "@/lib/i18n/format";
import styles from "./sheet.module.css";

/** What the client holds, by universe: a universe without a product is a gap one can see. */
export function ProductsPanel({ contracts }: { contracts: readonly HeldContract[] }) {
  const t = useTranslations("client.products");
  const domain = useTranslations("domain.universe");
  const inForce = contracts.filter(isInForce);
  const past = contracts.filter((contract) => !isInForce(contract));
  return (
    <Panel title={t("title")}>
      <ul className={styles.universes}>
        {UNIVERSES.map((universe) => {
          const held = inForce.filter((contract) => contract.universe === universe);
          return (
            <li key={universe} data-missing={held.length === 0}>
              <h3>{domain(universe)}</h3>
              {held.length === 0 ? <p className={styles.quiet}>{t("none")}</p> : <ul>{held.map((contract, place) => <Contract key={place} contract={contract} />)}</ul>}
            </li>
          );
        })}
      </ul>
      {past.length > 0 && (
        <details className={styles.fold}>
          <summary>{t("past", { count: past.length })}</summary>
          <ul>{past.map((contract, place) => <Contract key={place} contract={contract} />)}</ul>
        </details>
      )}
    </Panel>
  );
}

function isInForce({ state }: HeldContract): boolean {
  return state === "HELD" || state === "UNCONFIRMED";
}

function Contract({ contract }: { contract: HeldContract }) {
  const t = useTranslations("client.products");
  const locale = useLocale();
  const { state, openedOn, closedOn, endsOn } = contract;
  const since = formatDay(locale, openedOn, "month");
  const opened = formatDay(locale, openedOn);
  return (
    <li className={styles.contract}>
      <span>{locale === "fr" ? contract.nameFr : contract.nameEn}</span>
      {state === "UNCONFIRMED" && <Tag tone="warning" title={t("unconfirmedHint", { day: opened })}>{t("unconfirmed")}</Tag>}
      <span className={styles.quiet}>
        {state === "REVERSED" ? t("reversed") : state === "CLOSED" && closedOn ? t("closed", { day: formatDay(locale, closedOn) }) : endsOn ? t("sinceUntil", { month: since, end: formatDay(locale, endsOn, "month") }) : t("since", { month: since })}
      </span>
    </li>
  );
}
