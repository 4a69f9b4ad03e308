import type { TakeOverPlan } from "@/lib/domain/advisor-difference";
import type { Colleague, ReassignAnswer, ReassignmentPlan } from "@/lib/domain/assignment";
import type { Segment } from "@/lib/domain/segments";
import type { ActionResult } from "@/lib/errors";

type Command<T> = (input: unknown) => Promise<ActionResult<T>>;

/** What a supervisor does with portfolios, as server actions. */
export type ReassignCommands = {
  listColleagues: Command<Colleague[]>;
  plan: Command<ReassignmentPlan>;
  apply: Command<ReassignAnswer>;
  giveBack: Command<ReassignAnswer>;
};
/** As above, for clients whom the core bank's advisor takes over. */
export type TakeOverCommands = Pick<ReassignCommands, "apply" | "giveBack"> & { plan: Command<TakeOverPlan> };
export type DecisionCommands = {
  planGiveBack: Command<{ clientIds: readonly number[]; stay: number }>;
  giveBack: Command<ReassignAnswer>;
  extend: Command<void>;
};
export type ContractCommands = { saveContract: Command<void>; addAbsence: Command<void>; removeAbsence: Command<void> };

/** Whose clients, as planReassignmentInput has it. */
export type AskedClients = { of: "SELECTION"; selection: { list: string; all: boolean; ids: number[] } } | { of: "PORTFOLIO"; advisorId: number } | { of: "PART"; advisorId: number; segment: Segment | null; count: number };
