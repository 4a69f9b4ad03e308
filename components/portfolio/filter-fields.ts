import type { useTranslations } from "next-intl";
import { NEXT_ACTION_KINDS } from "@/lib/domain/next-actions";
import type { ProductName } from "@/lib/domain/action-card";
import { AGE_BANDS, UNKNOWN, ZONES } from "@/lib/domain/profile";
import type { Locale } from "@/lib/i18n/locale";
import { UNIVERSES } from "@/lib/domain/universes";
import { CONTACT_FILTERS, MOVE_FILTERS, RECEIVED_FILTERS, REVIEW_FILTERS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";

type Option = { value: string; label: string };

/** One condition as the panel offers it. `name` is its name in the address; a value of null: not asked for. */
export type FilterField = { name: string; label: string; value: string | null; options: readonly Option[] };

/** What the filters may name beyond fixed lists. */
type Choices = {
  products: readonly { code: string; name: ProductName }[];
  branches: readonly { id: number; name: string }[];
  advisors: readonly { id: number; name: string }[];
};

export const NO_CHOICES: Choices = { products: [], branches: [], advisors: [] };

export type FilterWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"portfolio">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

/** Every condition with its choices in words, in the order of the panel. */
export function filterFields(filter: PortfolioFilter, choices: Choices, wording: FilterWording): FilterField[] {
  return [
    ...staffFields(filter, choices, wording), ...profileFields(filter, wording), ...workFields(filter, wording), ...equipmentFields(filter, choices, wording),
    ...changeFields(filter, wording), ...toggleFields(filter, wording),
  ];
}

/** The conditions in force, each in words. A value that no choice has (a product long gone) is not shown. */
export function activeFields(fields: readonly FilterField[], { t }: FilterWording): { name: string; words: string }[] {
  return fields.flatMap(({ name, label, value, options }) => {
    const option = options.find((candidate) => candidate.value === value);
    if (!option) return [];
    return [{ name, words: options.length === 1 ? label : t("filter.chosen", { label, value: option.label }) }];
  });
}

function staffFields(filter: PortfolioFilter, { branches, advisors }: Choices, { t }: FilterWording): FilterField[] {
  const named = (list: Choices["branches"]) => list.map(({ id, name }) => ({ value: String(id), label: name }));
  return [
    { name: "branch", label: t("filter.branch"), value: filter.branchId?.toString() ?? null, options: named(branches) },
    { name: "advisor", label: t("filter.advisor"), value: filter.advisorId?.toString() ?? null, options: named(advisors) },
    // Whoever supervises one branch has nothing to choose.
  ].filter(({ options }) => options.length > 1);
}

function profileFields(filter: PortfolioFilter, { t, domain }: FilterWording): FilterField[] {
  const bands = [...AGE_BANDS.map(([band]) => band), UNKNOWN] as const;
  return [
    { name: "age", label: t("filter.age"), value: filter.ageBand, options: bands.map((band) => ({ value: band, label: domain(`ageBand.${band}`) })) },
    { name: "zone", label: t("filter.zone"), value: filter.zone, options: [...ZONES, "UNKNOWN" as const].map((zone) => ({ value: zone, label: domain(`zone.${zone}`) })) },
  ];
}

function workFields(filter: PortfolioFilter, { t, domain }: FilterWording): FilterField[] {
  const kinds = NEXT_ACTION_KINDS.map((kind) => ({ value: kind, label: domain(`actionKind.${kind}`) }));
  return [
    { name: "action", label: t("filter.action"), value: filter.actionKind, options: kinds },
    { name: "contact", label: t("filter.contact"), value: filter.contact, options: CONTACT_FILTERS.map((contact) => ({ value: contact, label: t(`contact.${contact}`) })) },
  ];
}

function equipmentFields(filter: PortfolioFilter, { products }: Choices, { locale, t, domain }: FilterWording): FilterField[] {
  const universes = UNIVERSES.map((universe) => ({ value: universe, label: domain(`universe.${universe}`) }));
  const codes = products.map(({ code, name }) => ({ value: code, label: name[locale] }));
  return [
    { name: "without", label: t("filter.without"), value: filter.productMissing, options: codes },
    { name: "with", label: t("filter.with"), value: filter.productHeld, options: codes },
    { name: "universe", label: t("filter.universe"), value: filter.universeMissing, options: universes },
    { name: "equipped", label: t("filter.equipped"), value: filter.universeHeld, options: universes },
  ];
}

function changeFields(filter: PortfolioFilter, { t }: FilterWording): FilterField[] {
  return [
    { name: "review", label: t("filter.review"), value: filter.review, options: REVIEW_FILTERS.map((review) => ({ value: review, label: t(`review.${review}`) })) },
    { name: "moved", label: t("filter.moved"), value: filter.moved, options: MOVE_FILTERS.map((move) => ({ value: move, label: t(`moved.${move}`) })) },
    { name: "received", label: t("filter.received"), value: filter.received, options: RECEIVED_FILTERS.map((received) => ({ value: received, label: t(`received.${received}`) })) },
  ];
}

function toggleFields(filter: PortfolioFilter, { t }: FilterWording): FilterField[] {
  const toggle = (name: "churn" | "overdue" | "income" | "complaint", isOn: boolean, value = "1"): FilterField => ({
    name,
    label: t(`filter.${name}`),
    value: isOn ? value : null,
    options: [{ value, label: t(`filter.${name}`) }],
  });
  return [
    toggle("churn", filter.churnWatch), toggle("overdue", filter.overdue), toggle("income", filter.incomeStopped, "stopped"), toggle("complaint", filter.complaintOpen, "open"),
  ];
}
