import { isCommercial, isProfiled } from "@/lib/domain/action-policy";
import { USUAL_LENGTH } from "@/lib/domain/agenda";
import { contactAnswerFor, type ConsentChannel, type ContactAnswer, type InteractionChannel } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import type { ConsentChoices, ConsentProofs, EditableProfile, InteractionOutcome, LogContext, LoggedEntry } from "@/lib/domain/interaction-log";
import { clockOf, minuteOf } from "@/lib/domain/local-time";
import type { AnsweredAction } from "./log-interaction";

/** A profile as text fields hold it; empty: unknown. */
export type ProfileDraft = Record<keyof EditableProfile, string>;

/** What the form holds, as it was typed. Days as date fields write them; empty: none. */
export type LogDraft = {
  occurredOn: string;
  channel: InteractionChannel;
  outcome: InteractionOutcome | null;
  review: boolean;
  notes: string;
  discussed: readonly string[];
  sold: readonly string[];
  satisfaction: number | null;
  profile: ProfileDraft;
  consents: ConsentChoices;
  /** Where the evidence of a consent is kept, as it is typed. */
  proofs: ConsentProofs;
  nextStepOn: string;
  /** As time fields write it; empty: at some time of that day. */
  nextStepTime: string;
  /** Minutes. */
  nextStepLength: number;
};

/** What an entry is about. `isPartial`: written without the server, which alone knows the client. */
export type LogSubject = { action: AnsweredAction | null; corrects: LoggedEntry | null; context: LogContext; isPartial?: boolean };

/** The form as it opens: from the entry to correct, else from the suggestion it answers. */
export function newDraft({ action, corrects, context }: LogSubject): LogDraft {
  const blank = { profile: profileDraft(context.profile), consents: {}, proofs: {}, ...hourDraft(null, null) };
  if (corrects) {
    const { occurredOn, channel, outcome, review, notes, productsDiscussed, productsSold, satisfaction, nextStepOn, nextStepMinute, nextStepLength } = corrects;
    return { ...blank, ...hourDraft(nextStepMinute, nextStepLength), occurredOn, channel, outcome, review, notes, discussed: productsDiscussed, sold: productsSold, satisfaction, nextStepOn: nextStepOn ?? "" };
  }
  return {
    ...blank,
    occurredOn: context.today,
    channel: action?.channel ?? "PHONE",
    outcome: null,
    review: action?.kind === "PORTFOLIO_REVIEW",
    notes: "",
    discussed: action?.productCode ? [action.productCode] : [],
    sold: [],
    satisfaction: null,
    nextStepOn: "",
  };
}

/** The form as it was when its submission was not saved. */
export function resumedDraft(submission: LogSubmission, { context }: LogSubject): LogDraft {
  const { occurredOn, channel, outcome, review, notes, productsDiscussed, productsSold, satisfaction, profile, consents, consentProofs, nextStepOn, nextStepMinute, nextStepLength } = submission;
  const typed = profileDraft({ ...context.profile, ...(profile as Partial<EditableProfile>) });
  const step = { nextStepOn: nextStepOn ?? "", ...hourDraft(nextStepMinute, nextStepLength) };
  return { occurredOn, channel, outcome, review, notes, discussed: productsDiscussed, sold: productsSold, satisfaction, profile: typed, consents, proofs: consentProofs, ...step };
}

/** An hour as the fields hold it; an entry that waited since before there were hours has none. */
function hourDraft(minute: number | null | undefined, length: number | null | undefined): Pick<LogDraft, "nextStepTime" | "nextStepLength"> {
  return { nextStepTime: minute === null || minute === undefined ? "" : clockOf(minute), nextStepLength: length ?? USUAL_LENGTH };
}

/** The draft with another outcome. A sale starts from the product that was suggested. */
export function withOutcome(draft: LogDraft, outcome: InteractionOutcome, action: AnsweredAction | null): LogDraft {
  const suggested = outcome === "SOLD" && draft.sold.length === 0 && action?.productCode ? [action.productCode] : draft.sold;
  return { ...draft, outcome, sold: suggested };
}

export type LogSubmission = ReturnType<typeof submissionOf>;

/** What is sent: what the outcome leaves no place for is left out, of profile and consents only what changed. */
export function submissionOf(draft: LogDraft, { action, corrects, context }: LogSubject, key: { id: string; clientId: number }) {
  const isSale = draft.outcome === "SOLD";
  return {
    ...key,
    nextActionId: action?.id ?? null,
    correctsId: corrects?.id ?? null,
    occurredOn: draft.occurredOn,
    channel: draft.channel,
    outcome: draft.outcome,
    review: draft.review,
    notes: draft.notes.trim(),
    productsDiscussed: draft.discussed.filter((code) => !isSale || !draft.sold.includes(code)),
    productsSold: isSale ? [...draft.sold] : [],
    satisfaction: draft.outcome === "NO_ANSWER" ? null : draft.satisfaction,
    profile: profileChanges(draft.profile, context.profile),
    consents: consentChanges(draft.consents, context),
    consentProofs: proofsGiven(draft, context),
    ...nextStepOf(draft),
  };
}

/** Without a day there is no hour, and without an hour no length. */
function nextStepOf({ nextStepOn, nextStepTime, nextStepLength }: LogDraft) {
  const nextStepMinute = nextStepOn === "" ? null : minuteOf(nextStepTime);
  return { nextStepOn: nextStepOn === "" ? null : nextStepOn, nextStepMinute, nextStepLength: nextStepMinute === null ? null : nextStepLength };
}

/** What the contact policy says of this contact, for all its products; it prevents nothing that took place. */
export function policyOf({ channel, occurredOn, discussed, sold }: LogDraft, { action, corrects, context }: LogSubject): ContactAnswer {
  const { today, minute, products } = context;
  // The entry that is corrected is not another contact.
  const isItself = corrects !== null && corrects.occurredOn === context.contact.lastCommercialContactOn;
  const contact = isItself ? { ...context.contact, lastCommercialContactOn: null } : context.contact;
  const spokenOf = products.filter(({ code }) => discussed.includes(code) || sold.includes(code));
  return contactAnswerFor(spokenOf, contact, {
    channel,
    commercial: discussed.length > 0 || sold.length > 0 || (action !== null && isCommercial(action.kind)),
    profiled: action !== null && isProfiled(action.kind, action.productCode !== null, contact),
    at: occurredOn === today ? { day: today, minute } : { day: (occurredOn || today) as Day, minute: null },
  });
}

/** Only the fields that were changed; an amount or a number that is none is sent as NaN, and refused by name. */
export function profileChanges(typed: ProfileDraft, known: EditableProfile): Partial<Record<keyof EditableProfile, string | number | null>> {
  const before = profileDraft(known);
  const changed = (Object.keys(before) as (keyof EditableProfile)[]).filter((field) => typed[field].trim() !== before[field]);
  return Object.fromEntries(changed.map((field) => [field, VALUE_OF[field](typed[field].trim())]));
}

export function consentChanges(chosen: ConsentChoices, context: LogContext): ConsentChoices {
  const inForce = consentsInForce(context);
  return Object.fromEntries(Object.entries(chosen).filter(([channel, granted]) => inForce[channel as ConsentChannel] !== granted));
}

/** The answers that the bank has, by channel. */
export function consentsInForce({ contact }: LogContext): ConsentChoices {
  return Object.fromEntries(Object.entries(contact.consents).map(([channel, state]) => [channel, state !== "REFUSED"]));
}

/** Proofs that were typed, of consents that are granted. */
export function proofsGiven({ consents, proofs }: LogDraft, context: LogContext): ConsentProofs {
  const granted = { ...consentsInForce(context), ...consents };
  const given = Object.entries(proofs).map(([channel, typed]) => [channel as ConsentChannel, typed.trim()] as const);
  return Object.fromEntries(given.filter(([channel, typed]) => typed !== "" && granted[channel] === true));
}

const text = (typed: string) => (typed === "" ? null : typed);
const number = (typed: string) => (typed === "" ? null : Number(typed));
const VALUE_OF: Record<keyof EditableProfile, (typed: string) => string | number | null> = {
  maritalStatus: text,
  dependentChildren: number,
  occupation: number,
  incomeCents: centsOf,
  serviceModel: text,
  email: text,
  phone: text,
};

/** `32 000,50`, `32,000.50` and `32000.5` alike: a mark before three digits groups thousands, any other is decimal. */
function centsOf(typed: string): number | null {
  if (typed === "") return null;
  const plain = typed.replace(/[\s€]/g, "").replace(/[.,](?=\d{3}(\D|$))/g, "").replace(",", ".");
  return /^\d{1,10}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
}

function profileDraft(profile: EditableProfile): ProfileDraft {
  return {
    maritalStatus: profile.maritalStatus ?? "",
    dependentChildren: profile.dependentChildren?.toString() ?? "",
    occupation: profile.occupation?.toString() ?? "",
    incomeCents: profile.incomeCents === null ? "" : String(profile.incomeCents / 100),
    serviceModel: profile.serviceModel,
    email: profile.email ?? "",
    phone: profile.phone ?? "",
  };
}

/** Days that are often agreed on, from the bank's day; by cadence: as the segment asks. */
export const STEP_PICKS = ["WEEK", "TWO_WEEKS", "MONTH", "CADENCE"] as const;
export type StepPick = (typeof STEP_PICKS)[number];

export type StepDays = Record<StepPick, Day>;
