import type { useTranslations } from "next-intl";
import { wealthSplit, type UniverseWealth, type WealthSplit } from "@/lib/domain/wealth";
import { formatEuros } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages/fr";
import styles from "./wealth-bar.module.css";

export type WealthWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"desk">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

type WealthBarProps = { universes: readonly UniverseWealth[]; wealthCents: number | null; wording: WealthWording };

/** What a client holds here, drawn to scale and in figures: the drawing says nothing that the figures do not. */
export function WealthBar({ universes, wealthCents, wording: { locale, t, domain } }: WealthBarProps) {
  const { held, elsewhereCents, accountCents, owedCents } = wealthSplit(universes, wealthCents);
  const parts = [
    ...held.map(({ universe, cents }) => ({ name: universe, label: domain(`universe.${universe as keyof Messages["domain"]["universe"]}`), cents })),
    ...(elsewhereCents > 0 ? [{ name: "ELSEWHERE", label: t("elsewhere"), cents: elsewhereCents }] : []),
  ];
  return (
    <div className={styles.wealth}>
      <strong className={styles.total}>{wealthCents === null ? t("wealthUnknown") : formatEuros(locale, wealthCents)}</strong>
      {parts.length > 0 && (
        <svg className={styles.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">{barsOf(parts)}</svg>
      )}
      <ul className={styles.parts}>
        {parts.map(({ name, label, cents }) => <li key={name} data-universe={name}>{label} <span>{formatEuros(locale, cents)}</span></li>)}
      </ul>
      {(accountCents !== 0 || owedCents > 0) && <p className={styles.beside}>{besideWords({ accountCents, owedCents }, { locale, t })}</p>}
    </div>
  );
}

/** What is no part of the wealth: "Beside it: account €1,200, credit €80,000 still owed". */
export function besideWords({ accountCents, owedCents }: Pick<WealthSplit, "accountCents" | "owedCents">, { locale, t }: Pick<WealthWording, "locale" | "t">): string {
  const account = accountCents !== 0 && t("account", { amount: formatEuros(locale, accountCents) });
  const owed = owedCents > 0 && t("owed", { amount: formatEuros(locale, owedCents) });
  return t("beside", { amounts: [account, owed].filter(Boolean).join(", ") });
}

/** Side by side over 100. */
function barsOf(parts: readonly { name: string; cents: number }[]) {
  const total = parts.reduce((sum, { cents }) => sum + cents, 0);
  let x = 0;
  return parts.map(({ name, cents }) => {
    const from = x;
    x += (100 * cents) / total;
    return <rect key={name} data-universe={name} x={from} y={0} width={Math.max(0, x - from - 0.6)} height={6} />;
  });
}
