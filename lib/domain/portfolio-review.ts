import type { Day } from "./dates";
import type { MaritalStatus } from "./profile";
import type { UniverseWealth } from "./wealth";

export type ReviewSection = "NEEDS" | "MEANS" | "KNOWLEDGE" | "SUSTAINABILITY" | "ADVICE";
/** EUROS: whole euros, in digits. DAY: `YYYY-MM-DD`. */
type FieldKind = "TEXT" | "CHOICE" | "EUROS" | "DAY";
type FieldRule = { section: ReviewSection; kind: FieldKind; choices?: readonly string[]; /** Of the delegated regulation (EU) 2017/565. */ article: string };

/**
 * What an advice on investments must have asked, weighed and said, in the order in which it is talked through. Source:
 * delegated regulation (EU) 2017/565, art. 54 and 55, with sustainability preferences as (EU) 2021/1253 added them.
 */
export const REVIEW_FIELDS = {
  objectives: { section: "NEEDS", kind: "TEXT", article: "54(5)" },
  horizon: { section: "NEEDS", kind: "CHOICE", choices: ["UNDER_2", "FROM_2_TO_5", "FROM_5_TO_8", "OVER_8"], article: "54(5)" },
  riskAppetite: { section: "NEEDS", kind: "CHOICE", choices: ["NONE", "LOW", "MODERATE", "HIGH"], article: "54(2)(a), 54(5)" },
  income: { section: "MEANS", kind: "EUROS", article: "54(4)" },
  wealth: { section: "MEANS", kind: "EUROS", article: "54(4)" },
  commitments: { section: "MEANS", kind: "TEXT", article: "54(4)" },
  lossCapacity: { section: "MEANS", kind: "CHOICE", choices: ["NONE", "UP_TO_10", "UP_TO_25", "OVER_25"], article: "54(2)(b)" },
  knowledge: { section: "KNOWLEDGE", kind: "CHOICE", choices: ["NONE", "BASIC", "GOOD", "EXPERT"], article: "54(2)(c), 55(1)" },
  experience: { section: "KNOWLEDGE", kind: "TEXT", article: "55(1)" },
  sustainability: { section: "SUSTAINABILITY", kind: "CHOICE", choices: ["NO_PREFERENCE", "TAXONOMY", "SUSTAINABLE", "ADVERSE_IMPACTS", "SEVERAL"], article: "2(7), 54(5)" },
  alternatives: { section: "ADVICE", kind: "TEXT", article: "54(9)" },
  recommendation: { section: "ADVICE", kind: "TEXT", article: "54(12)" },
  reason: { section: "ADVICE", kind: "TEXT", article: "54(12)" },
  nextReviewOn: { section: "ADVICE", kind: "DAY", article: "54(13)" },
} as const satisfies Record<string, FieldRule>;

export type ReviewField = keyof typeof REVIEW_FIELDS;
export const REVIEW_FIELD_NAMES = Object.keys(REVIEW_FIELDS) as ReviewField[];
export const REVIEW_SECTIONS = ["NEEDS", "MEANS", "KNOWLEDGE", "SUSTAINABILITY", "ADVICE"] as const satisfies readonly ReviewSection[];

/** What was noted, by field; a field without an answer is not there. */
export type ReviewAnswers = Partial<Record<ReviewField, string>>;

/** What the bank knew of the client on the day of the review, kept with it. */
export type ReviewedClient = {
  name: string;
  externalRef: string;
  birthOn: Day | null;
  occupation: number | null;
  maritalStatus: MaritalStatus | null;
  dependentChildren: number | null;
  clientSinceOn: Day;
  incomeCents: number | null;
  wealthCents: number | null;
  universes: UniverseWealth[];
};

export function fieldRule(field: ReviewField): FieldRule {
  return REVIEW_FIELDS[field];
}

export function fieldsOf(section: ReviewSection): ReviewField[] {
  return REVIEW_FIELD_NAMES.filter((field) => fieldRule(field).section === section);
}

/** The fields that nothing was noted in, in their order. Blanks are nothing. */
export function missingFields(answers: ReviewAnswers): ReviewField[] {
  return REVIEW_FIELD_NAMES.filter((field) => (answers[field] ?? "").trim() === "");
}

/** A suitability is looked at again at least once a year (art. 54(13)): the last day that may be agreed. */
export function latestNextReview(reviewedOn: Day): Day {
  const sameDay = `${Number(reviewedOn.slice(0, 4)) + 1}${reviewedOn.slice(4)}` as Day;
  // Of 29 February it is the 28th.
  return reviewedOn.endsWith("-02-29") ? (`${sameDay.slice(0, 8)}28` as Day) : sameDay;
}

/** What is wrong with what was noted, by field, as message keys; nothing: the review may be completed. */
export function reviewFaults(answers: ReviewAnswers, reviewedOn: Day): Partial<Record<ReviewField, "required" | "dayNotAhead" | "reviewTooFar">> {
  const faults: ReturnType<typeof reviewFaults> = Object.fromEntries(missingFields(answers).map((field) => [field, "required" as const]));
  const next = answers.nextReviewOn;
  if (next && next <= reviewedOn) faults.nextReviewOn = "dayNotAhead";
  else if (next && next > latestNextReview(reviewedOn)) faults.nextReviewOn = "reviewTooFar";
  return faults;
}

/** What is said anew each time; the rest is taken over from the last review, to be confirmed. */
const SAID_ANEW: ReadonlySet<ReviewField> = new Set(["alternatives", "recommendation", "reason", "nextReviewOn"]);

/** A draft to begin with: the client's situation as last noted, and the amounts that the bank knows today. */
export function firstAnswers(last: ReviewAnswers | null, known: { incomeCents: number | null; wealthCents: number | null }): ReviewAnswers {
  const situation = Object.fromEntries(Object.entries(last ?? {}).filter(([field]) => !SAID_ANEW.has(field as ReviewField)));
  return { ...situation, ...euros("income", known.incomeCents), ...euros("wealth", known.wealthCents) };
}

function euros(field: "income" | "wealth", cents: number | null): ReviewAnswers {
  return cents === null ? {} : { [field]: String(Math.round(cents / 100)) };
}

/** A field that was changed on both sides, differently. */
export type AnswerConflict = { field: ReviewField; mine: string; theirs: string };

/** What both sides noted since `base`: a field that one of them changed is theirs; where both did, mine stands and is told. */
export function mergeAnswers(base: ReviewAnswers, mine: ReviewAnswers, theirs: ReviewAnswers): { merged: ReviewAnswers; conflicts: AnswerConflict[] } {
  const merged: ReviewAnswers = {};
  const conflicts: AnswerConflict[] = [];
  for (const field of REVIEW_FIELD_NAMES) {
    const [before, here, there] = [base[field] ?? "", mine[field] ?? "", theirs[field] ?? ""];
    const kept = here === before ? there : here;
    if (kept !== "") merged[field] = kept;
    if (here !== before && there !== before && here !== there) conflicts.push({ field, mine: here, theirs: there });
  }
  return { merged, conflicts };
}
