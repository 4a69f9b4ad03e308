import { addDays, daysBetween, laterOf, type Day } from "@/lib/domain/dates";
import type { ConsentChannel } from "@/prisma/generated/enums";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { chance, pick, randomOf, uuid, wholeBetween, type Random } from "./random";

export type DemoConsent = { channel: ConsentChannel; granted: boolean; recordedOn: Day; proof: string | null };
export type DemoConsentChange = { id: string; channel: ConsentChannel; granted: boolean; recordedAt: string };

const GRANTED_SHARE: Readonly<Record<ConsentChannel, number>> = { PHONE: 0.76, EMAIL: 0.82, SMS: 0.62, POST: 0.72, APP: 0.7 };
/** Of the consents that were granted. Those for calls were collected again, in writing, before the law asked for it. */
const PROVEN_SHARE: Readonly<Record<ConsentChannel, number>> = { PHONE: 0.78, EMAIL: 0.6, SMS: 0.6, POST: 0.3, APP: 0.9 };
const CHANNELS: readonly ConsentChannel[] = ["PHONE", "EMAIL", "SMS", "POST", "APP"];

/** What the client answered, by channel; a channel without an entry was never asked about. */
export function consentsOf(frame: DemoFrame, person: Person): { consents: DemoConsent[]; changes: DemoConsentChange[] } {
  const random = randomOf(frame.seed, person.place, "consents");
  const proofs = randomOf(frame.seed, person.place, "proofs");
  const willing = chance(random, 0.06) ? 0.1 : 1;
  const consents = CHANNELS.flatMap((channel) => {
    if (chance(random, channel === "APP" && person.serviceModel === "TRADITIONAL" ? 0.6 : 0.11)) return [];
    const answer = { channel, granted: chance(random, GRANTED_SHARE[channel] * willing), recordedOn: answerDay(random, frame.today, person) };
    return [{ ...answer, proof: proofOf(proofs, answer) }];
  });
  return { consents, changes: consents.flatMap((consent) => changesOf(random, consent)) };
}

const PLACES: Readonly<Record<ConsentChannel, readonly string[]>> = {
  PHONE: ["Formulaire signé en agence, GED n° {n}", "Enregistrement vocal, réf. {n}", "Espace client, accord n° {n}"],
  EMAIL: ["Espace client, accord n° {n}", "Formulaire signé en agence, GED n° {n}"],
  SMS: ["Espace client, accord n° {n}", "Formulaire signé en agence, GED n° {n}"],
  POST: ["Formulaire signé en agence, GED n° {n}"],
  APP: ["Application, accord n° {n}"],
};

/** Where the bank keeps the evidence. */
function proofOf(random: Random, { channel, granted }: Pick<DemoConsent, "channel" | "granted">): string | null {
  const number = wholeBetween(random, 100_000, 999_999);
  const place = pick(random, PLACES[channel]);
  return chance(random, PROVEN_SHARE[channel]) && granted ? place.replace("{n}", String(number)) : null;
}

function answerDay(random: Random, today: Day, person: Person): Day {
  const earliest = laterOf(person.clientSinceOn, addDays(today, -8 * 365));
  const latest = person.departedOn ?? addDays(today, -1);
  return addDays(earliest, wholeBetween(random, 0, Math.max(0, daysBetween(earliest, latest))));
}

/** One refusal in four came after an agreement: the change stands in the history. */
function changesOf(random: Random, consent: DemoConsent): DemoConsentChange[] {
  if (consent.granted || !chance(random, 0.25)) return [];
  return [{ id: uuid(random), channel: consent.channel, granted: false, recordedAt: `${consent.recordedOn}T09:30:00.000Z` }];
}
