import type { Universe } from "./generated/enums";

/** A product as the catalogue offers it. Value: PNB a year of one more holder, in cents. Prior: accepted and declined offers. */
export type CatalogueProduct = {
  code: string;
  universe: Universe;
  nameFr: string;
  nameEn: string;
  annualValueCents: number;
  prior: readonly [successes: number, failures: number];
  isDav?: true;
  entryLevel?: true;
  /** Held, but never proposed by the workbench. */
  notOffered?: true;
  /** Of the specific offer (art. R.312-4-3 Code monétaire et financier): proposed to clients in financial difficulty. */
  forFragile?: true;
  minAge?: number;
  maxAge?: number;
  minIncomeCents?: number;
};

/** The catalogue that a new bank starts with; an administrator's changes are never overwritten by it. */
export const CATALOGUE: readonly CatalogueProduct[] = [
  { code: "DAV", universe: "DAILY_BANKING", nameFr: "Compte courant", nameEn: "Current account", annualValueCents: 6_000, prior: [2, 8], isDav: true, entryLevel: true, forFragile: true },
  { code: "CARD_CLASSIC", universe: "DAILY_BANKING", nameFr: "Carte Classic", nameEn: "Classic card", annualValueCents: 3_500, prior: [3, 7], entryLevel: true, minAge: 16 },
  { code: "CARD_PREMIER", universe: "DAILY_BANKING", nameFr: "Carte Premier", nameEn: "Premier card", annualValueCents: 9_500, prior: [2, 8], minAge: 18, minIncomeCents: 3_000_000 },
  { code: "OVERDRAFT", universe: "DAILY_BANKING", nameFr: "Facilité de caisse", nameEn: "Overdraft facility", annualValueCents: 4_500, prior: [2, 10], minAge: 18 },
  { code: "LIVRET_A", universe: "SAVINGS", nameFr: "Livret A", nameEn: "Livret A savings account", annualValueCents: 2_500, prior: [4, 6], entryLevel: true },
  { code: "LDDS", universe: "SAVINGS", nameFr: "LDDS", nameEn: "Sustainable savings account (LDDS)", annualValueCents: 2_000, prior: [3, 7], entryLevel: true, minAge: 18 },
  { code: "LIVRET_JEUNE", universe: "SAVINGS", nameFr: "Livret Jeune", nameEn: "Youth savings account", annualValueCents: 1_000, prior: [4, 6], entryLevel: true, minAge: 12, maxAge: 25 },
  { code: "PEL", universe: "SAVINGS", nameFr: "Plan d’épargne logement", nameEn: "Home savings plan", annualValueCents: 4_000, prior: [2, 12] },
  { code: "TERM_DEPOSIT", universe: "SAVINGS", nameFr: "Compte à terme", nameEn: "Term deposit", annualValueCents: 7_000, prior: [1, 8], minAge: 18 },
  { code: "MORTGAGE", universe: "CREDIT", nameFr: "Crédit immobilier", nameEn: "Mortgage", annualValueCents: 60_000, prior: [1, 24], minAge: 21, maxAge: 70, minIncomeCents: 2_000_000 },
  { code: "PERSONAL_LOAN", universe: "CREDIT", nameFr: "Prêt personnel", nameEn: "Personal loan", annualValueCents: 18_000, prior: [1, 14], minAge: 18, maxAge: 75, minIncomeCents: 1_200_000 },
  { code: "CAR_LOAN", universe: "CREDIT", nameFr: "Crédit auto", nameEn: "Car loan", annualValueCents: 15_000, prior: [1, 14], minAge: 18, maxAge: 75, minIncomeCents: 1_500_000 },
  { code: "STUDENT_LOAN", universe: "CREDIT", nameFr: "Prêt étudiant", nameEn: "Student loan", annualValueCents: 8_000, prior: [1, 12], minAge: 18, maxAge: 28 },
  { code: "HOME_INSURANCE", universe: "INSURANCE", nameFr: "Assurance habitation", nameEn: "Home insurance", annualValueCents: 6_500, prior: [2, 10], minAge: 18 },
  { code: "CAR_INSURANCE", universe: "INSURANCE", nameFr: "Assurance auto", nameEn: "Car insurance", annualValueCents: 9_000, prior: [2, 12], minAge: 18 },
  { code: "PAYMENT_PROTECTION", universe: "INSURANCE", nameFr: "Assurance moyens de paiement", nameEn: "Payment protection", annualValueCents: 2_400, prior: [3, 7], entryLevel: true, minAge: 16 },
  { code: "ACCIDENT_COVER", universe: "INSURANCE", nameFr: "Garantie accidents de la vie", nameEn: "Accident cover", annualValueCents: 5_500, prior: [1, 9], minAge: 18, maxAge: 70 },
  { code: "FUNERAL_PLAN", universe: "INSURANCE", nameFr: "Prévoyance obsèques", nameEn: "Funeral plan", annualValueCents: 7_500, prior: [1, 9], minAge: 55, maxAge: 80 },
  { code: "LIFE_INSURANCE", universe: "INVESTMENTS", nameFr: "Assurance vie", nameEn: "Life insurance savings", annualValueCents: 22_000, prior: [2, 14], minAge: 18 },
  { code: "PEA", universe: "INVESTMENTS", nameFr: "Plan d’épargne en actions", nameEn: "Share savings plan (PEA)", annualValueCents: 14_000, prior: [1, 12], minAge: 18 },
  { code: "PER", universe: "INVESTMENTS", nameFr: "Plan d’épargne retraite", nameEn: "Retirement savings plan", annualValueCents: 16_000, prior: [1, 12], minAge: 25, maxAge: 64, minIncomeCents: 2_500_000 },
  { code: "SECURITIES", universe: "INVESTMENTS", nameFr: "Compte-titres", nameEn: "Securities account", annualValueCents: 12_000, prior: [1, 16], minAge: 18, minIncomeCents: 3_000_000 },
  { code: "MANAGED_PORTFOLIO", universe: "INVESTMENTS", nameFr: "Gestion sous mandat", nameEn: "Managed portfolio", annualValueCents: 90_000, prior: [1, 19], minAge: 25, minIncomeCents: 7_000_000 },
  { code: "MOBILE_BANKING", universe: "SERVICES", nameFr: "Banque mobile", nameEn: "Mobile banking", annualValueCents: 1_200, prior: [5, 5], entryLevel: true, forFragile: true, minAge: 12 },
  { code: "ALERTS", universe: "SERVICES", nameFr: "Alertes SMS", nameEn: "Account alerts", annualValueCents: 1_800, prior: [4, 6], entryLevel: true, forFragile: true },
  { code: "SAFE_DEPOSIT_BOX", universe: "SERVICES", nameFr: "Coffre-fort", nameEn: "Safe deposit box", annualValueCents: 8_000, prior: [1, 20], notOffered: true, minAge: 18 },
  { code: "HOUSEHOLD_PAYMENTS", universe: "SERVICES", nameFr: "Prélèvements du foyer", nameEn: "Household bill payment", annualValueCents: 2_000, prior: [3, 9], minAge: 18 },
  { code: "SPECIFIC_OFFER", universe: "DAILY_BANKING", nameFr: "Offre spécifique clientèle fragile", nameEn: "Specific offer for clients in difficulty", annualValueCents: 1_200, prior: [3, 7], notOffered: true, forFragile: true, minAge: 18 },
];
