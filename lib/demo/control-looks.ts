import { isCompliant, type ControlAnswer, type ControlAnswers, type ControlTaskStepKind, type GridQuestion } from "@/lib/domain/control-campaign";
import { addDays, type Day } from "@/lib/domain/dates";
import { bankDay } from "./bank-days";
import type { DemoCampaign } from "./control";
import { randomOf, uuid } from "./random";

/** An entry of the sample as a reviewer finds it; `holderId` answers for the client. */
export type FoundEntry = { clientId: number; interactionId: string; place: number; second: boolean; holderId: number; commercial: boolean; hasNextStep: boolean };

type Key = { clientId: number; interactionId: string };
export type DemoLook = Key & { look: number; reviewerId: number; answers: ControlAnswers; remark: string; compliant: boolean; doneAt: string };
export type DemoTask = Key & { id: string; asked: string; dueOn: Day; createdAt: string; createdBy: number; steps: { id: string; kind: ControlTaskStepKind; text: string; at: string; userId: number }[] };
export type DemoReviewed = { looks: DemoLook[]; tasks: DemoTask[]; closed: { at: string; userId: number } | null };

/** `campaign` was drawn from these entries, in the order of their places; two persons review. */
type Setting = { seed: number; today: Day; campaign: DemoCampaign; entries: readonly FoundEntry[]; questions: readonly GridQuestion[]; reviewers: readonly [number, number] };

/** What a reviewer found wanting, by the code of the question. */
const FAULTS: Readonly<Record<string, { remark: string; asked: string; answer: string }>> = {
  CONTACT: { remark: "Aucune trace de l’appel dans le relevé téléphonique.", asked: "Confirmer le contact avec le client et corriger l’entrée si elle est inexacte.", answer: "Client rappelé : l’échange avait eu lieu depuis l’accueil. Entrée complétée." },
  ADVICE: { remark: "Le produit ne répond pas au besoin noté.", asked: "Reprendre le besoin avec le client et documenter le conseil.", answer: "Besoin repris avec le client, conseil documenté dans une nouvelle entrée." },
  CONSENT: { remark: "Pas d’accord enregistré pour ce canal à cette date.", asked: "Recueillir l’accord du client pour ce canal, avec sa preuve.", answer: "Accord recueilli à l’agence, formulaire numérisé au dossier." },
  NEXT_STEP: { remark: "La suite convenue n’a pas été tenue.", asked: "Rappeler le client.", answer: "Client rappelé." },
  NOTES: { remark: "Note trop courte pour un autre lecteur.", asked: "Compléter la note.", answer: "Note complétée." },
};
const DECISIVE = ["CONSENT", "ADVICE", "CONTACT"];

/**
 * What two reviewers saw of a sample, and what came of it. Places follow from the seed of the draw, so that which entry is
 * found wanting may go by place: every ninth for something decisive, every seventh for its notes; the second reviewer sees
 * two of theirs otherwise. Of a campaign that is running, half of the first looks are done.
 */
export function demoReview(setting: Setting): DemoReviewed {
  const { campaign, entries } = setting;
  if (!campaign.isFinished) return { looks: entries.slice(0, Math.floor(entries.length / 2)).map((entry) => firstLook(setting, entry)), tasks: [], closed: null };
  const seconds = entries.filter(({ second }) => second);
  const looks = entries.flatMap((entry) => {
    const first = firstLook(setting, entry);
    return entry.second ? [first, ...secondLooks(setting, entry, { first, rank: seconds.indexOf(entry) })] : [first];
  });
  return { looks, tasks: tasksOf(setting, looks), closed: { at: `${drawnDay(campaign, 21)}T16:05:00.000Z`, userId: setting.reviewers[0] } };
}

function firstLook(setting: Setting, entry: FoundEntry): DemoLook {
  return lookOf(setting, entry, { look: 1, faults: faultsOf(entry), days: 1 + Math.floor((entry.place * spanOf(setting)) / setting.entries.length) });
}

/** The days over which the first looks are spread. */
function spanOf({ campaign }: Setting): number {
  return campaign.isFinished ? 10 : 5;
}

const SEEN_OTHERWISE = [1, 8];

/** The second look, and the one that settles it where they differ. */
function secondLooks(setting: Setting, entry: FoundEntry, { first, rank }: { first: DemoLook; rank: number }): DemoLook[] {
  const isOtherwise = SEEN_OTHERWISE.includes(rank);
  const faults = isOtherwise ? (first.compliant ? ["CONSENT"] : []) : faultsOf(entry);
  const second = lookOf(setting, entry, { look: 2, faults, days: 14 });
  if (first.compliant === second.compliant) return [second];
  const { clientId, interactionId } = first;
  const remark = "Vu ensemble : l’accord figure au dossier papier, la remarque est levée.";
  return [second, { clientId, interactionId, look: 3, reviewerId: first.reviewerId, answers: {}, remark, compliant: true, doneAt: `${drawnDay(setting.campaign, 18)}T09:${minuteOf(entry)}:00.000Z` }];
}

function faultsOf({ place, commercial, hasNextStep }: FoundEntry): string[] {
  const decisive = place % 9 === 4 ? DECISIVE[Math.floor(place / 9) % DECISIVE.length] : undefined;
  const found = decisive === "ADVICE" && !commercial ? "CONSENT" : decisive;
  return [...(found ? [found] : []), ...(place % 7 === 3 ? ["NOTES"] : []), ...(hasNextStep && place % 5 === 0 ? ["NEXT_STEP"] : [])];
}

function lookOf({ campaign, questions, reviewers, today }: Setting, entry: FoundEntry, { look, faults, days }: { look: number; faults: readonly string[]; days: number }): DemoLook {
  const answers = Object.fromEntries(questions.map(({ code }) => [code, answerOf(code, entry, faults)]));
  const yesterday = addDays(today, -1);
  const day = drawnDay(campaign, days);
  return {
    clientId: entry.clientId, interactionId: entry.interactionId, look, answers,
    reviewerId: reviewers[(entry.place + look) % 2 === 0 ? 0 : 1],
    remark: faults.map((code) => FAULTS[code]?.remark).join(" "),
    compliant: isCompliant(questions, answers) ?? true,
    doneAt: `${day < yesterday ? day : yesterday}T${String(9 + (entry.place % 6)).padStart(2, "0")}:${minuteOf(entry)}:00.000Z`,
  };
}

function answerOf(code: string, { commercial, hasNextStep }: FoundEntry, faults: readonly string[]): ControlAnswer {
  if (faults.includes(code)) return "NO";
  return (code === "ADVICE" && !commercial) || (code === "NEXT_STEP" && !hasNextStep) ? "NA" : "YES";
}

/** What became of what was asked, of the entries that do not comply: [kind, days since it was asked, by whom], and until when it was asked. */
const COURSES: readonly { due: number; steps: readonly (readonly [kind: ControlTaskStepKind, days: number, text: string])[] }[] = [
  { due: 7, steps: [["ANSWERED", 4, ""], ["REOPENED", 5, "La pièce jointe manque au dossier."], ["ANSWERED", 8, ""], ["CLOSED", 10, "Vu, pièce au dossier."]] },
  { due: 10, steps: [] },
  { due: 34, steps: [] },
  { due: 21, steps: [["ANSWERED", 12, ""]] },
];

/** Of the entries that do not comply, the first few; asked once they were settled. */
function tasksOf(setting: Setting, looks: readonly DemoLook[]): DemoTask[] {
  const failed = setting.entries.filter((entry) => {
    const own = looks.filter(({ interactionId }) => interactionId === entry.interactionId);
    return own.length > 0 && own.every(({ compliant }) => !compliant);
  });
  return failed.slice(0, COURSES.length).map((entry, place) => taskOf(setting, entry, COURSES[place] ?? { due: 7, steps: [] }));
}

function taskOf({ seed, campaign, reviewers }: Setting, entry: FoundEntry, { due, steps }: (typeof COURSES)[number]): DemoTask {
  const random = randomOf(seed, entry.clientId, "control task");
  const fault = FAULTS[faultsOf(entry)[0] ?? "NOTES"];
  const askedOn = drawnDay(campaign, 19);
  const at = (days: number) => `${bankDay(addDays(askedOn, days), addDays(askedOn, days + 2))}T14:${minuteOf(entry)}:00.000Z`;
  return {
    clientId: entry.clientId, interactionId: entry.interactionId, id: uuid(random), asked: fault?.asked ?? "", dueOn: addDays(askedOn, due), createdAt: at(0), createdBy: reviewers[0],
    steps: steps.map(([kind, days, text]) => ({ id: uuid(random), kind, text: text || (fault?.answer ?? ""), at: at(days), userId: kind === "ANSWERED" ? entry.holderId : reviewers[0] })),
  };
}

function drawnDay({ drawnAt }: DemoCampaign, days: number): Day {
  const day = addDays(drawnAt.slice(0, 10) as Day, days);
  return bankDay(day, addDays(day, 2));
}

function minuteOf({ place }: FoundEntry): string {
  return String((place * 7) % 60).padStart(2, "0");
}
