import type pg from "pg";
import { getCampaign, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { listCampaignTasks, listOwnTasks } from "@/lib/data/control-tasks";
import { countRequests, listRequests } from "@/lib/data/correction-requests";
import { listMentions } from "@/lib/data/entry-remarks";
import { countInbox, listInbox } from "@/lib/data/inbox";
import type { Viewer } from "@/lib/data/viewer";
import type { EntryState } from "@/lib/domain/control-campaign";
import { REQUEST_STATES } from "@/lib/domain/correction-request";
import { INBOX_KINDS } from "@/lib/domain/inbox";
import type { Place } from "@/lib/schemas/place";
import { compare, counted, figures, type Figure, type Screen } from "./compared-figures";

/** Everyone of the bank: whoever has nothing to see is counted too. */
async function everyone(owner: pg.Pool): Promise<Viewer[]> {
  const { rows } = await owner.query<Viewer>(`SELECT u.id AS "userId", u.role, u.name, u.branch_id AS "branchId", ARRAY(SELECT s.branch_id FROM supervised_branch s WHERE s.user_id = u.id) AS "supervisedBranchIds" FROM app_user u WHERE u.active ORDER BY u.id`);
  return rows;
}

/** The inbox of everyone, item by item, and the number beside its name in the frame of every page. */
const inbox: Screen = async (owner) => {
  const shown: Figure[] = [];
  for (const viewer of await everyone(owner)) {
    const { all, late } = await countInbox(viewer);
    const items = await listInbox(viewer);
    shown.push(...figures(`${viewer.userId}`, { all, late, listed: items.length, lateListed: items.filter(({ isLate }) => isLate).length }));
    shown.push(...items.flatMap(({ kind, id, toReview, toSettle }) => figures(`${viewer.userId} ${id}`, { [kind]: 1, toReview, toSettle })));
  }
  const plain = [
    ...(await counted(owner, `SELECT user_id::text AS of, count(*) AS all, count(*) FILTER (WHERE late) AS late, count(*) AS listed, count(*) FILTER (WHERE late) AS "lateListed" FROM plain.waits GROUP BY user_id`)),
    ...(await counted(owner, `SELECT user_id || ' ' || id AS of, ${INBOX_KINDS.map((kind) => `count(*) FILTER (WHERE kind = '${kind}') AS "${kind}"`).join(", ")}, sum(to_review) AS "toReview", sum(to_settle) AS "toSettle" FROM plain.waits GROUP BY 1`)),
  ];
  return compare(["all", "late", "listed", "lateListed", ...INBOX_KINDS, "toReview", "toSettle"], shown, plain);
};

/** The requests of everyone by how they stand, each number with the list that it leads to; and where they were named. */
const requests: Screen = async (owner) => {
  const shown: Figure[] = [];
  for (const viewer of await everyone(owner)) {
    shown.push(...figures(`${viewer.userId}`, await countRequests(viewer)));
    for (const state of REQUEST_STATES) {
      for (const { id, isLate } of await wholeList(viewer, state)) shown.push(...figures(`${viewer.userId} ${state} ${id}`, { listed: 1, lateListed: Number(isLate) }));
    }
    shown.push(...(await listMentions(viewer)).map(({ id }) => ({ name: "mention", of: `${viewer.userId} ${id}`, value: 1 })));
  }
  const seen = "FROM plain.request r JOIN plain.sees v ON v.client_id = r.client_id";
  const plain = [
    ...(await counted(owner, `SELECT v.user_id::text AS of, ${REQUEST_STATES.map((state) => `count(*) FILTER (WHERE r.state = '${state}') AS "${state}"`).join(", ")}, count(*) FILTER (WHERE r.late) AS late ${seen} GROUP BY v.user_id`)),
    ...(await counted(owner, `SELECT v.user_id || ' ' || r.state || ' ' || r.id AS of, 1 AS listed, r.late::int AS "lateListed" ${seen}`)),
    ...(await counted(owner, "SELECT m.user_id || ' ' || m.id AS of, 1 AS mention FROM plain.mention m JOIN plain.sees v ON (v.client_id, v.user_id) = (m.client_id, m.user_id)")),
  ];
  return compare([...REQUEST_STATES, "late", "listed", "lateListed", "mention"], shown, plain);
};

async function wholeList(viewer: Viewer, state: (typeof REQUEST_STATES)[number], place: Place | null = null): Promise<{ id: string; isLate: boolean }[]> {
  const { rows, next } = await listRequests(viewer, { state, place: place && { token: "", value: place } });
  return next ? [...rows, ...(await wholeList(viewer, state, next))] : rows;
}

/** What each holder of a portfolio is asked to put right. */
const tasks: Screen = async (owner) => {
  const shown: Figure[] = [];
  for (const viewer of await everyone(owner)) {
    shown.push(...(await listOwnTasks(viewer)).flatMap(({ id, status, isLate }) => figures(`${viewer.userId} ${id}`, { [status]: 1, late: Number(isLate) })));
  }
  const plain = await counted(owner, `
    SELECT v.user_id || ' ' || t.id AS of, (t.state = 'OPEN')::int AS "OPEN", (t.state = 'ANSWERED')::int AS "ANSWERED", (t.state = 'CLOSED')::int AS "CLOSED", t.late::int AS late
    FROM plain.task t JOIN plain.sees v ON v.client_id = t.client_id AND v.side = 'HOLDER'`);
  return compare(["OPEN", "ANSWERED", "CLOSED", "late"], shown, plain);
};

/** The campaigns of everyone: how far each is, in the list and on its page; the entries and tasks behind it; and what of it is the reader's. */
const campaigns: Screen = async (owner) => {
  const shown: Figure[] = [];
  for (const viewer of await everyone(owner)) {
    for (const { id, progress, openTasks } of await listCampaigns(viewer)) {
      const of = `${viewer.userId} ${id}`;
      const sample = await listSample(viewer, id);
      const standing = (...states: EntryState[]) => sample.filter(({ state }) => states.includes(state)).length;
      const left = (await listCampaignTasks(viewer, id)).filter(({ status }) => status !== "CLOSED").length;
      shown.push(...figures(of, { ...progress, openTasks, entries: sample.length, tasks: left, toReview: standing("TO_DO", "BEGUN"), toSettle: standing("UNSETTLED"), isSettled: standing("SETTLED") }));
      const file = await getCampaign(viewer, id);
      shown.push(...Object.entries(file?.progress ?? {}).map(([name, value]) => ({ name: `page ${name}`, of, value })));
    }
  }
  const progress = { size: "true", firstDone: "e.done > 0", seconds: "e.due = 2", secondDone: "e.done = 2", unsettled: "e.differs", settled: "e.is_settled" };
  const parts = Object.entries(progress).flatMap(([name, condition]) => [name, `page ${name}`].map((as) => `count(*) FILTER (WHERE ${condition}) AS "${as}"`)).join(", ");
  const isTheirs = "FROM plain.campaign g JOIN plain.sees v ON v.user_id = g.user_id AND v.side = 'SUPERVISOR'";
  const open = await counted(owner, "SELECT d.user_id || ' ' || d.campaign_id AS of, count(*) FILTER (WHERE d.is_unseen) AS \"toReview\", count(*) FILTER (WHERE d.differs) AS \"toSettle\" FROM plain.to_do d GROUP BY 1");
  const plain = [
    ...(await counted(owner, `SELECT g.user_id || ' ' || g.id AS of, ${parts}, count(*) AS entries, count(*) FILTER (WHERE e.is_settled) AS "isSettled" ${isTheirs} JOIN plain.sampled e ON e.campaign_id = g.id AND e.client_id = v.client_id GROUP BY 1`)),
    ...(await counted(owner, `SELECT g.user_id || ' ' || g.id AS of, count(*) AS "openTasks", count(*) AS tasks ${isTheirs} JOIN plain.task t ON t.campaign_id = g.id AND t.client_id = v.client_id WHERE t.state <> 'CLOSED' GROUP BY 1`)),
    ...open,
  ];
  // What is the reader's of a campaign that is over is nobody's business.
  const over = await owner.query<{ id: string }>("SELECT id FROM control_campaign WHERE closed_at IS NOT NULL");
  const isOver = ({ name, of }: Figure) => (name === "toReview" || name === "toSettle") && over.rows.some(({ id }) => of.endsWith(id));
  return compare([...Object.keys(progress), "openTasks", "entries", "tasks", "toReview", "toSettle", "isSettled", "page settled"], shown.filter((figure) => !isOver(figure)), plain);
};

export const CONTROL_SCREENS: Readonly<Record<string, Screen>> = { inbox, requests, tasks, campaigns };
