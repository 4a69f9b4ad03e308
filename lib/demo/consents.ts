import { addDays, daysBetween, laterOf, type Day } from "@/lib/domain/dates";
import type { ConsentChannel } from "@/prisma/generated/enums";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { chance, randomOf, uuid, wholeBetween, type Random } from "./random";

export type DemoConsent = { channel: ConsentChannel; granted: boolean; recordedOn: Day };
export type DemoConsentChange = { id: string; channel: ConsentChannel; granted: boolean; recordedAt: string };

const GRANTED_SHARE: Readonly<Record<ConsentChannel, number>> = { PHONE: 0.76, EMAIL: 0.82, SMS: 0.62, POST: 0.72, APP: 0.7 };
const CHANNELS: readonly ConsentChannel[] = ["PHONE", "EMAIL", "SMS", "POST", "APP"];

/** What the client answered, by channel; a channel without an entry was never asked about. */
export function consentsOf(frame: DemoFrame, person: Person): { consents: DemoConsent[]; changes: DemoConsentChange[] } {
  const random = randomOf(frame.seed, person.place, "consents");
  const willing = chance(random, 0.06) ? 0.1 : 1;
  const consents = CHANNELS.flatMap((channel) => {
    if (chance(random, channel === "APP" && person.serviceModel === "TRADITIONAL" ? 0.6 : 0.11)) return [];
    return [{ channel, granted: chance(random, GRANTED_SHARE[channel] * willing), recordedOn: answerDay(random, frame.today, person) }];
  });
  return { consents, changes: consents.flatMap((consent) => changesOf(random, consent)) };
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
