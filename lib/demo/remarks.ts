import type { CorrectionReason, RemarkKind } from "@/lib/domain/correction-request";
import { addDays, type Day } from "@/lib/domain/dates";
import { bankDay } from "./bank-days";
import type { DemoClientRow } from "./clients";
import type { DemoInteraction } from "./contacts";
import type { DemoFrame } from "./frame";
import { chance, pick, pickWeighted, randomOf, uuid, wholeBetween, type Random, type Weighted } from "./random";
import { MENTIONS, REMARK_CASES, type RemarkCase } from "./remark-cases";
import { supervisorsOfBranch } from "./staff";

/** Something said of an entry, as a row of `entry_remark`; `writtenAt` in UTC. */
export type DemoRemark = {
  id: string;
  interactionId: string;
  kind: RemarkKind;
  userId: number;
  text: string;
  mentions: number[];
  requestId: string | null;
  step: number | null;
  reason: CorrectionReason | null;
  dueOn: Day | null;
  correctionId: string | null;
  withdrawsId: string | null;
  writtenAt: string;
};

/** An entry that corrects another: the same contact, told better, on a later day. */
export type DemoCorrection = DemoInteraction & { correctsId: string; recordedAt: string };

export type DemoRemarks = { remarks: DemoRemark[]; corrections: DemoCorrection[] };

/** What became of an entry of which something was said: the steps of a request, or a remark that asks for nothing. */
type Course = readonly RemarkKind[];
const COURSES: Weighted<Course> = [
  [["ASKED"], 18],
  [["ASKED", "CORRECTED"], 15],
  [["ASKED", "STANDS"], 13],
  [["ASKED", "STANDS", "ASKED_AGAIN"], 8],
  [["ASKED", "CORRECTED", "ACCEPTED"], 10],
  [["ASKED", "STANDS", "ACCEPTED"], 6],
  [["ASKED", "WITHDRAWN"], 10],
  [["COMMENT"], 20],
];

/** Older entries are nobody's concern any more; those of yesterday nobody has read yet. */
const [OLDEST_DAYS, LATEST_DAYS] = [40, 3];
const TOLD_SHARE = 0.16;
const ANSWER_DAYS = [7, 14, 21, 30];

/**
 * What was said of one of the client's latest entries, drawn apart from all else. Only an entry on which nothing else hangs is
 * corrected: no sale, no review, no promise, no answer of the client, no invitation.
 */
export function remarksOf(frame: DemoFrame, row: DemoClientRow, interactions: readonly DemoInteraction[], kept: ReadonlySet<string>): DemoRemarks {
  const random = randomOf(frame.seed, row.id, "remarks");
  const [from, until] = [addDays(frame.today, -OLDEST_DAYS), addDays(frame.today, -LATEST_DAYS)];
  const told = interactions.findLast((entry) => entry.occurredOn >= from && entry.occurredOn <= until && isPlain(entry) && !kept.has(entry.id));
  const cases = told && REMARK_CASES[told.outcome];
  if (!told || !cases || row.status !== "ACTIVE" || !chance(random, TOLD_SHARE)) return { remarks: [], corrections: [] };
  const [holder, supervisor] = [row.advisorId, pick(random, supervisorsOfBranch(row.branchId, frame.counts))];
  const course = pickWeighted(random, COURSES);
  const setting = { random, today: frame.today, entry: told, holder, supervisor };
  return course[0] === "COMMENT" ? comment(setting) : request(setting, course, pick(random, fitting(cases, told)));
}

type Setting = { random: Random; today: Day; entry: DemoInteraction; holder: number; supervisor: number };

function isPlain({ productsSold, review, nextStepOn, satisfaction }: DemoInteraction): boolean {
  return productsSold.length === 0 && !review && nextStepOn === null && satisfaction === null;
}

function fitting(cases: readonly RemarkCase[], { productsDiscussed }: DemoInteraction): readonly RemarkCase[] {
  return cases.filter(({ reason }) => reason !== "PRODUCTS" || productsDiscussed.length > 0);
}

function comment(setting: Setting): DemoRemarks {
  const { random, holder, supervisor } = setting;
  const [text, userId, mentions] = pickWeighted<[readonly string[], number, number[]]>(random, [
    [[MENTIONS.toHolder, supervisor, [holder]], 9],
    [[MENTIONS.toSupervisor, holder, [supervisor]], 7],
    [[MENTIONS.toNobody, supervisor, []], 4],
  ]);
  const on = laterDay(setting, setting.entry.occurredOn);
  return { remarks: [{ ...remark(setting, "COMMENT", on), userId, text: pick(random, text), mentions }], corrections: [] };
}

/** A step on each of the days that follow, the last one yesterday at the latest. */
function request(setting: Setting, course: Course, asked: RemarkCase): DemoRemarks {
  const { random, entry, holder, supervisor } = setting;
  const corrections: DemoCorrection[] = [];
  const requestId = uuid(random);
  let on = entry.occurredOn;
  const remarks = course.map((kind, step) => {
    on = laterDay(setting, on);
    const base = remark(setting, kind, on);
    const correctionId = kind === "CORRECTED" ? uuid(random) : null;
    if (correctionId) corrections.push({ ...entry, id: correctionId, notes: `${entry.notes} ${asked.added}`, correctsId: entry.id, recordedAt: base.writtenAt });
    return {
      ...base, requestId, step, correctionId,
      id: kind === "ASKED" ? requestId : base.id,
      userId: kind === "CORRECTED" || kind === "STANDS" ? holder : supervisor,
      text: textOf(kind, asked),
      reason: kind === "ASKED" ? asked.reason : null,
      dueOn: kind === "ASKED" || kind === "ASKED_AGAIN" ? addDays(on, pick(random, ANSWER_DAYS)) : null,
      withdrawsId: kind === "WITHDRAWN" ? requestId : null,
    };
  });
  return { remarks, corrections };
}

function textOf(kind: RemarkKind, asked: RemarkCase): string {
  if (kind === "ASKED") return asked.asked;
  if (kind === "STANDS") return asked.stands;
  return kind === "ASKED_AGAIN" ? asked.again : "";
}

function remark({ random, entry }: Setting, kind: RemarkKind, on: Day): DemoRemark {
  const minute = String(wholeBetween(random, 0, 59)).padStart(2, "0");
  const empty = { text: "", mentions: [], requestId: null, step: null, reason: null, dueOn: null, correctionId: null, withdrawsId: null };
  return { ...empty, id: uuid(random), interactionId: entry.id, kind, userId: 0, writtenAt: `${on}T${wholeBetween(random, 10, 15)}:${minute}:00.000Z` };
}

/** Some days on, but for days on which nobody works, and before today. */
function laterDay({ random, today }: Setting, day: Day): Day {
  const [later, yesterday] = [addDays(day, wholeBetween(random, 1, 4)), addDays(today, -1)];
  return later < yesterday ? bankDay(later, yesterday) : yesterday;
}
