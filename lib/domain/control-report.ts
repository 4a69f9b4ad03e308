import { CONTROL_ANSWERS, type ControlAnswers, type DrawnCampaign, type GridQuestion, type PlannedStratum } from "./control-campaign";
import type { Day } from "./dates";
import { cohenKappa, type Agreement } from "./kappa";
import { stratifiedRate, stratumRate, type StratifiedRate, type StratumRate } from "./stratified-rate";

/** An entry whose looks may be told; `compliant` null while two reviewers differ. */
export type Judgement = { stratum: string; compliant: boolean | null; looks: readonly { look: number; compliant: boolean; answers: ControlAnswers }[] };

export type ReportedStratum = PlannedStratum & { judged: number; compliant: number; result: StratumRate | null };

/** Who looked at how many entries, and from when to when. */
export type ReportReviewer = { name: string; firsts: number; seconds: number; settled: number; from: Day; until: Day };

/** How often a question was answered so in the first looks; agreement of both looks on it. */
export type ReportedQuestion = GridQuestion & { answers: Record<(typeof CONTROL_ANSWERS)[number], number>; agreement: Agreement | null };

export type ControlReport = {
  judged: number;
  compliant: number;
  over: StratifiedRate | null;
  strata: readonly ReportedStratum[];
  agreement: Agreement | null;
  /** [first complied, first did not] × [second complied, second did not]. */
  pairs: readonly (readonly number[])[];
  questions: readonly ReportedQuestion[];
};

/** What the judgements say of the population: by stratum, over all, and how far two reviewers agree. */
export function controlReport({ strata, questions, confidence }: Pick<DrawnCampaign, "strata" | "questions" | "confidence">, judgements: readonly Judgement[]): ControlReport {
  const counted = strata.map((stratum) => {
    const own = judgements.filter((one) => one.stratum === stratum.key && one.compliant !== null);
    const count = { population: stratum.population, judged: own.length, compliant: own.filter(({ compliant }) => compliant).length };
    return { ...stratum, ...count, result: stratumRate(count, confidence) };
  });
  const pairs = tableOf(judgements, [true, false], ({ compliant }) => compliant);
  return {
    judged: counted.reduce((sum, { judged }) => sum + judged, 0),
    compliant: counted.reduce((sum, { compliant }) => sum + compliant, 0),
    over: stratifiedRate(counted, confidence),
    strata: counted,
    pairs,
    agreement: cohenKappa(pairs, confidence),
    questions: questions.map((question) => ({
      ...question,
      answers: answersTo(question, judgements),
      agreement: cohenKappa(tableOf(judgements, CONTROL_ANSWERS, ({ answers }) => answers[question.code]), confidence),
    })),
  };
}

type Look = Judgement["looks"][number];

/** How the first and the second look at the same entry meet. */
function tableOf<T>(judgements: readonly Judgement[], categories: readonly T[], of: (look: Look) => T | undefined): number[][] {
  const table = categories.map(() => categories.map(() => 0));
  for (const { looks } of judgements) {
    const [first, second] = [1, 2].map((number) => looks.find(({ look }) => look === number));
    const row = first && table[categories.indexOf(of(first) as T)];
    const column = second ? categories.indexOf(of(second) as T) : -1;
    if (row && column >= 0) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}

function answersTo({ code }: GridQuestion, judgements: readonly Judgement[]): ReportedQuestion["answers"] {
  const given = judgements.flatMap(({ looks }) => looks.filter(({ look }) => look === 1).map(({ answers }) => answers[code]));
  return { YES: given.filter((answer) => answer === "YES").length, NO: given.filter((answer) => answer === "NO").length, NA: given.filter((answer) => answer === "NA").length };
}
