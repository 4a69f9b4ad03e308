import type { ReviewAnswers } from "@/lib/domain/portfolio-review";

/** What relationship managers noted, but for amounts and days. */
export const REVIEW_CASES: readonly ReviewAnswers[] = [
  {
    objectives: "Préparer un complément de retraite à partir de 64 ans et garder une réserve pour les études des enfants.",
    horizon: "OVER_8", riskAppetite: "MODERATE",
    commitments: "Crédit immobilier de la résidence principale ; pas d’autre engagement.",
    lossCapacity: "UP_TO_10", knowledge: "GOOD",
    experience: "Assurance vie en unités de compte depuis plus de cinq ans, arbitrages une à deux fois par an.",
    sustainability: "SUSTAINABLE",
    alternatives: "Gestion sous mandat écartée : frais plus élevés pour un besoin simple. Compte-titres écarté : fiscalité moins favorable sur cette durée.",
    recommendation: "Versements programmés sur l’assurance vie, 60 % fonds en euros et 40 % fonds diversifiés durables.",
    reason: "La durée dépasse huit ans, la part risquée reste sous la capacité à subir des pertes, et les fonds retenus répondent à la préférence de durabilité.",
  },
  {
    objectives: "Transmettre à ses deux enfants dans de bonnes conditions et conserver des revenus réguliers.",
    horizon: "FROM_5_TO_8", riskAppetite: "LOW",
    commitments: "Aucun crédit ; aide mensuelle versée à un petit-enfant.",
    lossCapacity: "NONE", knowledge: "BASIC",
    experience: "Livrets et fonds en euros ; n’a jamais détenu d’actions en direct.",
    sustainability: "NO_PREFERENCE",
    alternatives: "Démembrement de parts évoqué, écarté pour sa complexité. Compte à terme comparé : rendement voisin, sans l’avantage de la transmission.",
    recommendation: "Mettre à jour la clause bénéficiaire et renforcer le fonds en euros, sans unité de compte.",
    reason: "Le client ne veut pas voir varier son capital et l’assurance vie sert l’objectif de transmission.",
  },
  {
    objectives: "Placer le produit de la cession d’une activité, avec un projet immobilier possible d’ici quatre ans.",
    horizon: "FROM_2_TO_5", riskAppetite: "LOW",
    commitments: "Bail commercial jusqu’à l’an prochain.",
    lossCapacity: "UP_TO_10", knowledge: "GOOD",
    experience: "PEA et compte-titres suivis régulièrement ; une dizaine d’opérations par an.",
    sustainability: "TAXONOMY",
    alternatives: "Fonds actions écarté : durée trop courte. Livrets au plafond.",
    recommendation: "Compte à terme échelonné sur trois ans, le reste en fonds monétaire.",
    reason: "Le capital doit être disponible pour le projet : la durée et le risque des supports y répondent.",
  },
  {
    objectives: "Faire croître un patrimoine déjà diversifié ; pas de besoin de revenus.",
    horizon: "OVER_8", riskAppetite: "HIGH",
    commitments: "Deux crédits locatifs couverts par les loyers.",
    lossCapacity: "UP_TO_25", knowledge: "EXPERT",
    experience: "Actions, fonds et produits structurés depuis quinze ans ; profession libérale, formation financière.",
    sustainability: "SEVERAL",
    alternatives: "Gestion libre comparée au mandat : le client préfère déléguer. Capital-investissement remis à l’an prochain.",
    recommendation: "Porter la gestion sous mandat au profil dynamique et y verser les coupons de l’année.",
    reason: "Objectifs, durée et capacité à subir des pertes le permettent ; les connaissances du client ont été vérifiées.",
  },
];
