import { step } from "@/scripts/progress";
import { settle, type Bank } from "./banks";
import type { Effort } from "./bench-options";
import type { Figure } from "./figures";
import { alternate, usual, type Rounds } from "./page-rounds";
import type { WebServer } from "./web-servers";

/** A bank that is served, and a supervisor's session: the same two branches in each. */
export type Supervised = { bank: Bank; web: WebServer; cookie: string };

/** What a supervisor opens, each with its filter or its figure. */
const PAGES = {
  "Follow-up": "/supervision",
  "Figures over time": "/supervision/trend",
  "Figures of a year": "/supervision/trend?period=12",
  "Entries of a month": "/supervision/trend/entries?part=COVERED",
  "Entries of a year": "/supervision/trend/entries?part=IGNORED&period=12",
  "Late actions": "/supervision/actions",
  "Contacts of the month": "/supervision/interactions",
  "Workload": "/supervision/workload",
  "Differences from the core bank": "/supervision/workload/differences",
  "Inbox": "/inbox",
  "Sampling audits": "/supervision/audits",
  "Corrections": "/supervision/requests",
  "Looks": "/supervision/looks",
  "Sealed log": "/supervision/log",
  "Portfolios": "/portfolio",
} as const;

/** A page of a larger bank takes so many times what it takes in the first, at most. */
const GROWTH = 1.5;

/** Sixty days of looks: each day an advisor opens one of their clients in thirty. */
export async function addLooks({ owner, ownerUrl }: Bank): Promise<void> {
  await owner.query(
    `INSERT INTO audit_entry (user_id, at, action, client_id, details)
     SELECT c.advisor_id, bank_today()::timestamptz - make_interval(days => d, mins => 430 + c.id % 400), 'client.view', c.id, '{}'
     FROM client c, generate_series(0, 59) d WHERE (c.id + d) % 30 = 0`,
  );
  await settle(ownerUrl);
}

/** How long each page of a supervisor takes in the larger banks, against the same page of the first; in alternating rounds. */
export async function measureSupervisionPages(supervised: readonly Supervised[], effort: Effort): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const pages = supervised.map(({ bank, web, cookie }) => ({ bank, url: web.url + path, cookies: [cookie] }));
    const [first, ...others] = await step(`${name}, ${path}`, () => alternate(pages, 1, effort));
    if (first) figures.push(...others.map((rounds) => againstFirst(name, rounds, first)));
  }
  return figures;
}

function againstFirst(name: string, rounds: Rounds, first: Rounds): Figure {
  const floorIs = `the same page at ${first.page.bank?.clients.toLocaleString("en")}`;
  return { what: `${name}, median`, clients: rounds.page.bank?.clients ?? null, unit: "ms", value: usual(rounds), floor: usual(first), floorIs, bar: { ratio: GROWTH } };
}
