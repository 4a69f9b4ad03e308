import type { CorrectionReason } from "@/lib/domain/correction-request";
import type { InteractionOutcome } from "@/prisma/generated/enums";

/** What a supervisor finds wanting in an entry, and the two ways in which its advisor may answer. */
export type RemarkCase = { reason: CorrectionReason; asked: string; /** Added to the note of the entry that corrects. */ added: string; stands: string; again: string };

const AGREED: RemarkCase = {
  reason: "NEXT_STEP",
  asked: "Aucune suite n’est notée : qu’a-t-il été convenu ?",
  added: "Pas de suite convenue : le client rappelle s’il le souhaite.",
  stands: "Rien n’a été convenu : le client n’attendait pas de rappel.",
  again: "Merci d’écrire dans l’entrée qui rappelle, et quand.",
};
const FACTS: RemarkCase = {
  reason: "NOTES",
  asked: "La note est trop courte pour que quelqu’un d’autre reprenne le dossier.",
  added: "Situation inchangée, pas de projet à douze mois, pièces à jour.",
  stands: "L’échange a duré deux minutes, il n’y a rien de plus à en dire.",
  again: "Merci d’indiquer au moins le motif de l’appel du client.",
};
const OFFERED: RemarkCase = {
  reason: "PRODUCTS",
  asked: "Qu’avez-vous présenté, et pourquoi à ce client ?",
  added: "Présenté à la demande du client, frais et risques expliqués.",
  stands: "Le produit est celui qui est noté, la documentation a été envoyée le jour même.",
  again: "Il manque le besoin auquel le produit répond.",
};
const TRIED: RemarkCase = {
  reason: "OUTCOME",
  asked: "Message laissé, ou échange ? La note et le résultat ne disent pas la même chose.",
  added: "Message laissé sur le répondeur, sans échange.",
  stands: "C’est bien un appel sans réponse, le résultat est juste.",
  again: "Combien d’essais, et à quelles heures ?",
};
const ALLOWED: RemarkCase = {
  reason: "CONSENT",
  asked: "Le client avait-il accepté d’être contacté par ce canal ?",
  added: "Accord du client redemandé et noté pendant l’échange.",
  stands: "Oui : accord donné à l’agence, la preuve est au dossier.",
  again: "De quand date cet accord ?",
};

/** Those that may be said of an entry with this outcome; nothing is asked of the others. */
export const REMARK_CASES: Partial<Record<InteractionOutcome, readonly RemarkCase[]>> = {
  DISCUSSED: [AGREED, FACTS, OFFERED, ALLOWED],
  DECLINED: [AGREED, OFFERED, ALLOWED],
  NO_ANSWER: [TRIED],
};

/** Remarks that ask for nothing; the first are to the advisor, the others to who supervises. */
export const MENTIONS = {
  toHolder: ["Bon échange. Pensez à proposer un bilan au printemps.", "Le conjoint est suivi par un collègue : voyez-vous avant de rappeler.", "Le client a écrit au siège hier, rappelez-le avant la fin de la semaine."],
  toSupervisor: ["Le client demande un geste sur ses frais : pouvez-vous me donner votre avis ?", "Je ne sais pas si ce canal lui convient encore, pouvez-vous regarder ?"],
  toNobody: ["Vu avec le client, tout est en ordre.", "Dossier relu, rien à signaler."],
} as const;
