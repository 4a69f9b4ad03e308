import type { InteractionOutcome } from "@/prisma/generated/enums";

/** What an advisor wrote down. `{product}`: the product spoken of; such notes are used only when there is one. */
export const NOTES: Readonly<Record<InteractionOutcome, { readonly plain: readonly string[]; readonly product: readonly string[] }>> = {
  DISCUSSED: {
    plain: [
      "Point sur les comptes, tout est à jour.",
      "Mise à jour des coordonnées et de la situation professionnelle.",
      "Question sur un virement, réponse donnée pendant l’échange.",
      "Aide à la prise en main de l’application.",
      "Question sur les plafonds de carte avant un voyage, plafonds relevés pour un mois.",
      "Bilan annuel : projets à deux ans passés en revue.",
      "Demande d’attestation, envoyée dans la foulée.",
      "Explication des frais du dernier relevé.",
      "Changement d’adresse enregistré, justificatif reçu.",
      "Échange sur l’organisation du budget du foyer.",
    ],
    product: [
      "Présentation de « {product} », documentation envoyée.",
      "Intérêt pour « {product} », souhaite en parler en famille.",
      "Comparaison de « {product} » avec l’offre d’un autre établissement.",
      "« {product} » : conditions expliquées, réponse attendue.",
    ],
  },
  APPOINTMENT_MADE: {
    plain: ["Rendez-vous pris à l’agence.", "Rendez-vous téléphonique fixé.", "Rendez-vous pris pour un bilan complet."],
    product: ["Rendez-vous pris pour étudier « {product} ».", "Simulation de « {product} » à préparer pour le rendez-vous."],
  },
  SOLD: {
    plain: ["Contrat signé."],
    product: ["Souscription de « {product} ».", "« {product} » : contrat signé, pièces complètes.", "Ouverture de « {product} » à sa demande."],
  },
  DECLINED: {
    plain: ["Ne souhaite pas donner suite pour le moment."],
    product: [
      "« {product} » : pas de besoin pour le moment.",
      "« {product} » : déjà équipé ailleurs.",
      "« {product} » : à revoir l’an prochain.",
      "« {product} » : trouve le tarif trop élevé.",
    ],
  },
  NO_ANSWER: {
    plain: ["Sans réponse, message laissé.", "Pas de réponse.", "Message envoyé, sans retour à ce jour."],
    product: [],
  },
  COMPLAINT_RECEIVED: {
    plain: [
      "Conteste des frais d’irrégularité, demande un geste.",
      "Délai de traitement d’un virement jugé trop long.",
      "Carte non reçue dans les délais annoncés.",
      "Difficulté à joindre l’agence, demande à être rappelé.",
      "Prélèvement contesté, dossier transmis au service concerné.",
    ],
    product: [],
  },
  COMPLAINT_RESOLVED: {
    plain: ["Réclamation traitée, frais remboursés.", "Explication donnée, accord du client.", "Opération régularisée, courrier envoyé."],
    product: [],
  },
};

export const REVIEW_NOTES: readonly string[] = [
  "Revue de portefeuille : répartition confirmée.",
  "Revue de portefeuille : arbitrage vers des supports plus prudents à étudier.",
  "Revue de portefeuille : transmission et clause bénéficiaire évoquées.",
  "Revue de portefeuille : échéances de l’année et fiscalité passées en revue.",
];

/** What clients added to an answer, by how content they were. */
export const VERBATIMS: Readonly<Record<"content" | "lukewarm" | "unhappy", readonly string[]>> = {
  content: ["Conseillère à l’écoute.", "Réponse rapide et claire.", "Très bon suivi.", "Accueil agréable, merci."],
  lukewarm: ["Correct, sans plus.", "Un peu d’attente au téléphone.", "L’application pourrait être plus simple."],
  unhappy: ["Trop d’attente avant une réponse.", "Frais mal expliqués.", "J’ai dû appeler plusieurs fois."],
};
