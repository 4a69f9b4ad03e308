import { addDays, daysBetween, laterOf, type Day } from "@/lib/domain/dates";
import { combinedScore, segmentOf, type Segment } from "@/lib/domain/segments";
import type { Score } from "@/lib/domain/score-pnb";
import { CATALOGUE, type CatalogueProduct } from "@/prisma/catalogue";
import type { InteractionChannel, InteractionOutcome } from "@/prisma/generated/enums";
import { bankDay } from "./bank-days";
import type { DemoConsent } from "./consents";
import { suits, type DemoHolding } from "./equipment";
import type { DemoFrame } from "./frame";
import { NOTES, REVIEW_NOTES } from "./notes";
import type { Person } from "./people";
import { between, chance, logNormal, pick, pickWeighted, randomOf, uuid, wholeBetween, type Random, type Weighted } from "./random";

export type DemoInteraction = {
  id: string;
  occurredOn: Day;
  /** An instant in UTC. */
  occurredAt: string;
  channel: InteractionChannel;
  outcome: InteractionOutcome;
  commercial: boolean;
  review: boolean;
  notes: string;
  productsDiscussed: string[];
  productsSold: string[];
  satisfaction: number | null;
  nextStepOn: Day | null;
};

export type DemoContacts = { interactions: DemoInteraction[]; complaintOpenSince: Day | null };

const DAYS_BACK = 540;
/** Between two contacts of the past: the commercial ones keep the contact policy. */
const SHORTEST_GAP_DAYS = 16;
const CADENCE_DAYS: Readonly<Record<Segment, number>> = { MAINTAIN: 60, DEVELOP: 90, STIMULATE: 120, BUILD: 180 };
const REVIEW_EVERY_DAYS = 180;

/** A first idea of the segment, for the past that scoring has not seen. */
export function roughSegment(person: Person, holdings: readonly DemoHolding[]): Segment {
  const held = holdings.filter(({ closedOn }) => closedOn === null).length;
  const equipment: Score = held >= 6 ? 4 : held >= 4 ? 3 : held >= 2 ? 2 : 1;
  const { worth } = person.temper;
  const value: Score = worth > 0.67 ? 4 : worth > 0 ? 3 : worth > -0.67 ? 2 : 1;
  return segmentOf(combinedScore(value, equipment));
}

/**
 * What was said with a client over the last 18 months, oldest first. Sales of the period are contracts of `holdings`,
 * which get the id of the interaction.
 */
export function contactsOf(frame: DemoFrame, person: Person, holdings: DemoHolding[], consents: readonly DemoConsent[]): DemoContacts {
  const random = randomOf(frame.seed, person.place, "contacts");
  const setting = { random, frame, person, holdings, channels: openChannels(person, consents) };
  const complaint = drawComplaint(random, frame, person);
  // Some new clients signed up online: nobody has welcomed them yet.
  const isUnmet = person.standing === "NEW" && chance(random, 0.5);
  const planned = isUnmet ? [] : [...soldDays(setting), ...routineDays(setting)].filter(({ day }) => isBeforeComplaint(day, complaint));
  const interactions = [...spaced(planned).map((contact) => contactOn(setting, contact)), ...complaintContacts(setting, complaint)];
  interactions.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
  return { interactions, complaintOpenSince: complaint && complaint.resolvedOn === null ? complaint.receivedOn : null };
}

type Setting = { random: Random; frame: DemoFrame; person: Person; holdings: DemoHolding[]; channels: Weighted<InteractionChannel> };
type PlannedContact = { day: Day; sold: DemoHolding | null; review: boolean };
type Complaint = { receivedOn: Day; resolvedOn: Day | null };

const CHANNELS: Readonly<Record<Person["serviceModel"], Weighted<InteractionChannel>>> = {
  DEDICATED: [["PHONE", 40], ["BRANCH", 30], ["VIDEO", 15], ["EMAIL", 15]],
  DIGITAL: [["APP", 36], ["EMAIL", 30], ["PHONE", 18], ["VIDEO", 10], ["SMS", 6]],
  TRADITIONAL: [["BRANCH", 50], ["PHONE", 41], ["POST", 9]],
  HYBRID: [["PHONE", 35], ["EMAIL", 25], ["BRANCH", 20], ["APP", 14], ["VIDEO", 6]],
};

/** The channels of the service model that the client did not refuse; the branch is always open. */
function openChannels(person: Person, consents: readonly DemoConsent[]): Weighted<InteractionChannel> {
  const refused = new Set<InteractionChannel>(consents.filter(({ granted }) => !granted).map(({ channel }) => channel));
  const open = CHANNELS[person.serviceModel].filter(([channel]) => !refused.has(channel));
  return open.length > 0 ? open : [["BRANCH", 1]];
}

/** Two in three contracts of the period come from a contact with the advisor. */
function soldDays({ random, frame, person, holdings }: Setting): PlannedContact[] {
  const since = addDays(frame.today, -DAYS_BACK);
  return holdings
    .filter(({ openedOn }) => openedOn >= since && openedOn < (person.departedOn ?? frame.today) && chance(random, 0.66))
    .map((sold) => ({ day: sold.openedOn, sold, review: false }));
}

/** Backwards from the last contact, at the pace of the segment: most in time, some late, a few forgotten. */
function routineDays(setting: Setting): PlannedContact[] {
  const { random, frame, person, holdings } = setting;
  const cadence = person.highValue ? 60 : CADENCE_DAYS[roughSegment(person, holdings)];
  const earliest = laterOf(addDays(person.clientSinceOn, 1), addDays(frame.today, -DAYS_BACK));
  const latest = addDays(person.departedOn ?? frame.today, -1);
  const forgotten = chance(random, 0.06) ? 2.4 : 1;
  const planned: PlannedContact[] = [];
  let sinceReview = Infinity;
  let day = addDays(latest, -Math.round(cadence * forgotten * between(random, 0, 1.02)));
  while (day >= earliest) {
    const review = person.highValue && sinceReview >= REVIEW_EVERY_DAYS && chance(random, 0.7);
    planned.push({ day: bankDay(day, latest), sold: null, review });
    const gap = Math.max(SHORTEST_GAP_DAYS, Math.round(logNormal(random, cadence, 0.35)));
    sinceReview = review ? gap : sinceReview + gap;
    day = addDays(day, -gap);
  }
  return planned;
}

/** Sales first: a routine contact too close to another is not kept. */
function spaced(planned: readonly PlannedContact[]): PlannedContact[] {
  const kept: PlannedContact[] = [];
  for (const contact of planned) {
    const isFree = kept.every(({ day }) => Math.abs(daysBetween(day, contact.day)) >= SHORTEST_GAP_DAYS);
    if (contact.sold || isFree) kept.push(contact);
  }
  return kept;
}

function contactOn(setting: Setting, contact: PlannedContact): DemoInteraction {
  if (contact.sold) return saleOn(setting, contact.day, contact.sold);
  if (contact.review) return reviewOn(setting, contact.day);
  return routineOn(setting, contact.day);
}

function saleOn(setting: Setting, day: Day, sold: DemoHolding): DemoInteraction {
  const sale = interactionOn(setting, day, "SOLD", sold.product);
  sold.interactionId = sale.id;
  return { ...sale, commercial: true, productsSold: [sold.product.code] };
}

function reviewOn(setting: Setting, day: Day): DemoInteraction {
  const review = interactionOn(setting, day, "DISCUSSED", null);
  return { ...review, review: true, notes: pick(setting.random, REVIEW_NOTES) };
}

const ROUTINE_OUTCOMES: Weighted<InteractionOutcome> = [["DISCUSSED", 50], ["DECLINED", 22], ["NO_ANSWER", 15], ["APPOINTMENT_MADE", 13]];

function routineOn(setting: Setting, day: Day): DemoInteraction {
  const { random } = setting;
  const outcome = pickWeighted(random, ROUTINE_OUTCOMES);
  const product = outcome === "DECLINED" || (outcome !== "NO_ANSWER" && chance(random, 0.4)) ? offerFor(setting, day) : null;
  // Without a product there was nothing to decline.
  const told = outcome === "DECLINED" && product === null ? "DISCUSSED" : outcome;
  const interaction = interactionOn(setting, day, told, product);
  return { ...interaction, commercial: product !== null, nextStepOn: nextStep(random, day, told) };
}

/** Something the client did not hold that day and may have. */
function offerFor({ random, person, holdings }: Setting, day: Day): CatalogueProduct | null {
  const held = new Set(holdings.filter(({ openedOn, closedOn }) => openedOn <= day && closedOn === null).map(({ product }) => product.code));
  const offers = CATALOGUE.filter((product) => !product.notOffered && !held.has(product.code) && suits(product, person));
  return offers.length > 0 ? pick(random, offers) : null;
}

function interactionOn(setting: Setting, day: Day, outcome: InteractionOutcome, product: CatalogueProduct | null): DemoInteraction {
  const { random, person } = setting;
  const channel = channelOf(random, setting.channels, outcome);
  const notes = product ? NOTES[outcome].product : NOTES[outcome].plain;
  return {
    id: uuid(random),
    occurredOn: day,
    occurredAt: `${day}T${twoDigits(wholeBetween(random, 8, 16))}:${twoDigits(wholeBetween(random, 0, 59))}:00.000Z`,
    channel,
    outcome,
    commercial: false,
    review: false,
    notes: pick(random, notes).replace("{product}", product?.nameFr ?? ""),
    productsDiscussed: product ? [product.code] : [],
    productsSold: [],
    satisfaction: outcome === "NO_ANSWER" || !chance(random, 0.22) ? null : drawSatisfaction(random, person, outcome),
    nextStepOn: null,
  };
}

/** Nobody fails to answer across a desk. */
function channelOf(random: Random, channels: Weighted<InteractionChannel>, outcome: InteractionOutcome): InteractionChannel {
  const channel = pickWeighted(random, channels);
  return outcome === "NO_ANSWER" && (channel === "BRANCH" || channel === "VIDEO") ? "PHONE" : channel;
}

function nextStep(random: Random, day: Day, outcome: InteractionOutcome): Day | null {
  if (outcome === "APPOINTMENT_MADE") return addDays(day, wholeBetween(random, 4, 20));
  return outcome === "DISCUSSED" && chance(random, 0.15) ? addDays(day, wholeBetween(random, 20, 70)) : null;
}

function drawSatisfaction(random: Random, person: Person, outcome: InteractionOutcome): number {
  if (outcome === "COMPLAINT_RECEIVED") return wholeBetween(random, 1, 2);
  if (person.standing === "LEAVING") return pickWeighted(random, [[1, 8], [2, 17], [3, 35], [4, 28], [5, 12]]);
  return pickWeighted(random, [[1, 0.8], [2, 2], [3, 12], [4, 42], [5, 43]]);
}

/** One client in seventy has an open complaint, and one in thirty had one that was settled. */
function drawComplaint(random: Random, frame: DemoFrame, person: Person): Complaint | null {
  const isOpen = chance(random, person.standing === "LEAVING" ? 0.06 : 0.0135);
  const daysAgo = isOpen ? wholeBetween(random, 2, 38) : wholeBetween(random, 60, DAYS_BACK);
  const receivedOn = bankDay(addDays(frame.today, -daysAgo), addDays(frame.today, -1));
  const possible = receivedOn > person.clientSinceOn && person.departedOn === null;
  if (!possible || (!isOpen && !chance(random, 0.035))) return null;
  const settled = addDays(receivedOn, wholeBetween(random, 3, 30));
  return { receivedOn, resolvedOn: isOpen ? null : bankDay(settled, addDays(frame.today, -1)) };
}

/** Nothing is sold while a complaint is open. */
function isBeforeComplaint(day: Day, complaint: Complaint | null): boolean {
  return !complaint || day < complaint.receivedOn || (complaint.resolvedOn !== null && day > complaint.resolvedOn);
}

function complaintContacts(setting: Setting, complaint: Complaint | null): DemoInteraction[] {
  if (!complaint) return [];
  const received = interactionOn(setting, complaint.receivedOn, "COMPLAINT_RECEIVED", null);
  return complaint.resolvedOn ? [received, interactionOn(setting, complaint.resolvedOn, "COMPLAINT_RESOLVED", null)] : [received];
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
