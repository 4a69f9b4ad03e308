import { useLocale, useTranslations } from "next-intl";
import type { HeldContract } from "@/lib/domain/client-sheet";
import { UNIVERSES } from "@/lib/domain/universes";

/** Each universe with what is held in it, in a line. */
export function BriefProducts({ contracts }: { contracts: readonly HeldContract[] }) {
  const t = useTranslations("client.products");
  const domain = useTranslations("domain.universe");
  const locale = useLocale();
  const held = contracts.filter(({ state }) => state === "HELD" || state === "UNCONFIRMED");
  return (
    <section>
      <h2>{t("title")}</h2>
      <ul>{UNIVERSES.map((universe) => (
        <li key={universe}><strong>{domain(universe)}</strong>{t("list", { names: namesIn(held, universe, locale) || t("none") })}</li>
      ))}</ul>
    </section>
  );
}

/** A product held twice is named once, with how often. */
function namesIn(held: readonly HeldContract[], universe: string, locale: "fr" | "en"): string {
  const counts = new Map<string, number>();
  for (const contract of held) {
    if (contract.universe !== universe) continue;
    const name = locale === "fr" ? contract.nameFr : contract.nameEn;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} × ${count}`)).join(", ");
}
