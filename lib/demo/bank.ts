import type { Day } from "@/lib/domain/dates";
import { demoClient, type DemoClient } from "./clients";
import { demoEvents, type DemoEvent } from "./events";
import { closedMonths, type DemoFrame } from "./frame";
import { demoBranches, demoSupervisions, demoUsers, staffCounts, type DemoBranch, type DemoUser, type Supervision } from "./staff";

export const DEFAULT_DEMO_CLIENTS = 3_000;
export const DEFAULT_DEMO_SEED = 8;

export type DemoBankOptions = { seed: number; clients: number; today: Day };

export type DemoBank = {
  /** First day of the last full month before today. */
  lastClosedMonth: Day;
  branches: DemoBranch[];
  users: DemoUser[];
  supervisions: Supervision[];
  events: DemoEvent[];
  /** The client at a place from 0 to clients − 1; any of them alone, in any order. */
  clientAt: (place: number) => DemoClient;
};

/**
 * A bank out of nothing but these three: the same options give the same bank to the letter. Clients are drawn one at a
 * time, so that a million need no memory. Throws a RangeError for a number of clients that is not a whole one from 1.
 */
export function demoBank({ seed, clients, today }: DemoBankOptions): DemoBank {
  if (!Number.isInteger(clients) || clients < 1) throw new RangeError(`a bank of ${clients} clients cannot be made`);
  const counts = staffCounts(clients);
  const months = closedMonths(today);
  const frame: DemoFrame = { seed, clients, today, counts, months };
  return {
    lastClosedMonth: months.at(-1) ?? today,
    branches: demoBranches(counts),
    users: demoUsers(seed, counts),
    supervisions: demoSupervisions(counts),
    events: demoEvents(today),
    clientAt: (place) => demoClient(frame, place),
  };
}
