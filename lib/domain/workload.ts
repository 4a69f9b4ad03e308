import { isCallDay } from "./call-hours";
import type { InteractionChannel } from "./contact-policy";
import { addDays, type Day } from "./dates";
import { CADENCE_DAYS, REVIEW_DAYS, type NextActionKind } from "./next-actions";
import type { ServiceModel } from "./profile";
import type { Segment } from "./segments";

/** From today on, in days: what an advisor's weeks ahead are measured by. */
export const WORKLOAD_DAYS = 28;
/** Days between two contacts of a client without a score. */
const NEWCOMER_CADENCE_DAYS = 30;

/** Minutes of one contact with the client, by channel, as the bank reckons. */
const CHANNEL_MINUTES: Readonly<Record<InteractionChannel, number>> = { BRANCH: 45, VIDEO: 35, PHONE: 15, POST: 10, EMAIL: 8, APP: 6, SMS: 3 };
/** To prepare any of them and to write it down. */
const AROUND_A_CONTACT_MINUTES = 10;

/** How clients of a service model are reached: shares of a hundred contacts. */
const CHANNEL_MIX: Readonly<Record<ServiceModel, Partial<Record<InteractionChannel, number>>>> = {
  DEDICATED: { BRANCH: 45, VIDEO: 15, PHONE: 30, EMAIL: 10 },
  TRADITIONAL: { BRANCH: 40, PHONE: 45, EMAIL: 10, POST: 5 },
  HYBRID: { BRANCH: 20, PHONE: 40, VIDEO: 10, EMAIL: 20, APP: 10 },
  DIGITAL: { PHONE: 20, VIDEO: 15, EMAIL: 30, APP: 35 },
};

/** What an open action takes besides the contacts of the cadence; zero: it is one of them, or counted elsewhere. */
const ACTION_MINUTES: Readonly<Record<NextActionKind, number>> = {
  PERSONAL_FOLLOW_UP: 0, RE_ENGAGEMENT: 0, PORTFOLIO_REVIEW: 0, CHURN_WATCH: 25, TARGETED_OFFER: 20, WELCOME: 40, COMPLAINT_FOLLOW_UP: 45,
};
/** A review of a client of high value, with its document. */
const REVIEW_MINUTES = 120;
/** A step agreed without a length. */
export const AGREED_MINUTES = 30;

/** A full week in France (art. L.3121-27 Code du travail), and what of it is for the clients of one's portfolio. */
export const STANDARD_CONTRACT: WorkContract = { weeklyMinutes: 35 * 60, clientSharePercent: 50 };
const WORKING_DAYS_A_WEEK = 5;

export type WorkContract = { weeklyMinutes: number; clientSharePercent: number };
/** Days away, both included. */
export type Absence = { fromOn: Day; untilOn: Day };
export type Cadences = Readonly<Record<Segment, number>>;

/** Clients of one portfolio of one kind; segment null: without a score yet. */
export type ClientGroup = { segment: Segment | null; serviceModel: ServiceModel; highValue: boolean; clients: number };
/** What is open and falls into the period: of the rules by kind; agreed with clients, in minutes. */
export type OpenWork = { actions: readonly { kind: NextActionKind; count: number }[]; agreed: number; agreedMinutes: number };

/** Minutes of the period. `cadence`: contacts that the segments ask for. */
export type Expected = { cadence: number; reviews: number; actions: number; agreed: number; total: number };

/** Below and above which share of the capacity a portfolio is said to be under- or overloaded, in hundredths. */
const UNDERLOADED_UNTIL = 70;
const OVERLOADED_FROM = 105;
export type LoadState = "UNDER" | "BALANCED" | "OVER" | "ABSENT";

/** Minutes of one contact with a client of this service model. */
export function contactMinutes(serviceModel: ServiceModel): number {
  const mix = Object.entries(CHANNEL_MIX[serviceModel]) as [InteractionChannel, number][];
  return AROUND_A_CONTACT_MINUTES + mix.reduce((sum, [channel, share]) => sum + CHANNEL_MINUTES[channel] * share, 0) / 100;
}

/** What one client asks for in the period by cadence and review. */
export function clientMinutes({ segment, serviceModel, highValue }: Omit<ClientGroup, "clients">, cadences: Cadences = CADENCE_DAYS): number {
  const cadence = segment === null ? NEWCOMER_CADENCE_DAYS : cadences[segment];
  const contacts = (WORKLOAD_DAYS / cadence) * contactMinutes(serviceModel);
  return contacts + (highValue ? (WORKLOAD_DAYS / REVIEW_DAYS) * REVIEW_MINUTES : 0);
}

/** Expected minutes of a portfolio: segments × cadences × channels, reviews, and what is open besides. */
export function expectedMinutes(groups: readonly ClientGroup[], open: OpenWork, cadences: Cadences = CADENCE_DAYS): Expected {
  const sum = (minutesOf: (group: ClientGroup) => number) => groups.reduce((total, group) => total + group.clients * minutesOf(group), 0);
  const cadence = sum((group) => clientMinutes({ ...group, highValue: false }, cadences));
  const reviews = sum((group) => (group.highValue ? (WORKLOAD_DAYS / REVIEW_DAYS) * REVIEW_MINUTES : 0));
  const actions = openMinutes({ ...open, agreedMinutes: 0 });
  return { cadence, reviews, actions, agreed: open.agreedMinutes, total: cadence + reviews + actions + open.agreedMinutes };
}

/** What is open takes besides the contacts of the cadence: the actions, and what was agreed. */
export function openMinutes({ actions, agreedMinutes }: OpenWork): number {
  return actions.reduce((total, { kind, count }) => total + ACTION_MINUTES[kind] * count, agreedMinutes);
}

/**
 * The days of the period on which someone works: Monday to Friday, no public holiday, no absence. Sources: two days of rest
 * that are Saturday and Sunday, as bank branches that open Monday to Friday have it (weekly rest: art. L.3132-1 to L.3132-3
 * Code du travail); the eleven holidays of art. L.3133-1, in `isCallDay()`. Alsace and Moselle have two more (art.
 * L.3134-13), which are not counted, nor is the day of solidarity (art. L.3133-7). Days of two absences at once count once;
 * of an absence over a weekend, its working days alone.
 */
export function workingDays(today: Day, absences: readonly Absence[]): number {
  const days = Array.from({ length: WORKLOAD_DAYS }, (_, place) => addDays(today, place));
  return days.filter((day) => isCallDay(day) && !absences.some(({ fromOn, untilOn }) => day >= fromOn && day <= untilOn)).length;
}

/**
 * Minutes of the period for the clients of a portfolio. A part-time week (art. L.3123-1 Code du travail: less than the legal
 * 35 hours of art. L.3121-27) is spread evenly over five days, because on which of them someone is off is not known here:
 * four days of seven hours are 5 h 36 a day, and a holiday or a day away takes that much, whichever day it is.
 */
export function capacityMinutes({ weeklyMinutes, clientSharePercent }: WorkContract, days: number): number {
  return (weeklyMinutes / WORKING_DAYS_A_WEEK) * (clientSharePercent / 100) * days;
}

/** Expected of capacity in hundredths; null: there is no capacity. */
export function loadPercent(expected: number, capacity: number): number | null {
  return capacity <= 0 ? null : Math.round((100 * expected) / capacity);
}

export function loadState(expected: number, capacity: number): LoadState {
  const percent = loadPercent(expected, capacity);
  if (percent === null) return "ABSENT";
  if (percent < UNDERLOADED_UNTIL) return "UNDER";
  return percent > OVERLOADED_FROM ? "OVER" : "BALANCED";
}

/**
 * How many of a hundred contacts of the cadence find their time in the period, when what was agreed, reviews and actions
 * go first; null: none is due.
 */
export function expectedCoverage({ cadence, total }: Expected, capacity: number): number | null {
  if (cadence <= 0) return null;
  return Math.round(100 * Math.min(1, Math.max(0, capacity - (total - cadence)) / cadence));
}

/** A portfolio with what it asks for and what there is for it. */
export type AdvisorLoad = {
  advisorId: number;
  name: string;
  branchId: number | null;
  branchName: string;
  isManager: boolean;
  isActive: boolean;
  /** All of them, those who have left the bank too. */
  held: number;
  groups: readonly ClientGroup[];
  open: OpenWork;
  contract: WorkContract;
  absences: readonly (Absence & { id: string })[];
};

/** The figures of one row. */
export type LoadFigures = { clients: number; expected: Expected; days: number; capacity: number; percent: number | null; state: LoadState; coverage: number | null };

export function loadFigures({ groups, open, contract, absences, isActive }: AdvisorLoad, today: Day, cadences: Cadences = CADENCE_DAYS): LoadFigures {
  const expected = expectedMinutes(groups, open, cadences);
  const days = isActive ? workingDays(today, absences) : 0;
  const capacity = capacityMinutes(contract, days);
  return {
    clients: groups.reduce((sum, { clients }) => sum + clients, 0), expected, days, capacity,
    percent: loadPercent(expected.total, capacity), state: loadState(expected.total, capacity), coverage: expectedCoverage(expected, capacity),
  };
}
