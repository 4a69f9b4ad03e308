import { randomUUID } from "node:crypto";
import type pg from "pg";
import { closeCampaign, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign } from "@/lib/data/control-draw";
import { saveControlReview, settleEntry } from "@/lib/data/control-reviews";
import { answerControlTask, askControlTask, checkControlTask } from "@/lib/data/control-tasks";
import { answerRequest, askCorrection, judgeRequest } from "@/lib/data/correction-requests";
import { commentOnEntry, withdrawComment } from "@/lib/data/entry-remarks";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import type { SampleEntry } from "@/lib/domain/control-campaign";
import { addDays, type Day } from "@/lib/domain/dates";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { insertInteraction } from "./factories";
import { insertRow } from "./rows";
import { insertViewer } from "./viewers";
import type { WorkedBank } from "./worked-bank";

type Entry = { clientId: number; interactionId: string };
type Setting = { owner: pg.Pool; today: Day; supervisor: Viewer; holder: Viewer };

/** What supervisors ask of a bank in a morning and what they are answered, each through the product but for what was due before today. */
export async function controlBank(owner: pg.Pool, { today, supervisor, advisors }: WorkedBank): Promise<void> {
  const [holder] = advisors;
  if (!holder) throw new Error("an advisor of these branches");
  const { supervisedBranchIds } = supervisor;
  const second = await insertViewer(owner, "SUPERVISOR", { name: "Second pair of eyes", supervisedBranchIds });
  const third = await insertViewer(owner, "SUPERVISOR", { name: "Third pair of eyes", supervisedBranchIds });
  await insertViewer(owner, "SUPERVISOR", { name: "Supervisor of one branch", supervisedBranchIds: supervisedBranchIds.slice(1, 2) });
  const setting = { owner, today, supervisor, holder };
  const entries = await logSome(setting);
  await askForCorrections(setting, entries);
  await nameSome(setting, entries, second);
  await reviewSome(setting, [second, third]);
}

/** Eleven entries of the holder's clients. */
async function logSome({ owner, today, holder }: Setting): Promise<Entry[]> {
  const { rows } = await owner.query<{ clientId: number }>(`SELECT id AS "clientId" FROM client WHERE advisor_id = $1 AND status = 'ACTIVE' ORDER BY id LIMIT 11`, [holder.userId]);
  const entries = rows.map(({ clientId }) => ({ clientId, interactionId: randomUUID() }));
  for (const { clientId, interactionId } of entries) await log(holder, { id: interactionId, clientId, occurredOn: today });
  return entries;
}

async function log(holder: Viewer, entry: { id: string; clientId: number; occurredOn: Day; correctsId?: string }): Promise<void> {
  await logInteraction(holder, logInteractionInput.parse({ channel: "PHONE", outcome: "DISCUSSED", ...entry }));
}

/** A request at each stage: open, late, asked again in time, answered both ways, accepted, taken back. */
async function askForCorrections({ owner, today, supervisor, holder }: Setting, entries: readonly Entry[]): Promise<void> {
  const [open, late, again, stands, corrected, accepted, withdrawn] = entries.map((entry) => ({ ...entry, requestId: randomUUID() }));
  if (!open || !late || !again || !stands || !corrected || !accepted || !withdrawn) throw new Error("an advisor with eleven clients");
  for (const { requestId: id, ...entry } of [open, late, again, stands, corrected, accepted, withdrawn]) {
    await askCorrection(supervisor, { ...entry, id, text: "Which call?", mentions: [], reason: "NOTES", dueOn: addDays(today, 5) });
  }
  await retold(owner, "UPDATE entry_remark SET due_on = $2 WHERE id = ANY ($1)", [[late.requestId, again.requestId], addDays(today, -1)]);
  for (const request of [again, stands, accepted]) await answerRequest(holder, { ...request, id: randomUUID(), step: 1, text: "It is right." });
  await log(holder, { id: randomUUID(), clientId: corrected.clientId, occurredOn: addDays(today, -1), correctsId: corrected.interactionId });
  await judgeRequest(supervisor, { ...again, id: randomUUID(), step: 2, kind: "ASKED_AGAIN", text: "Look again.", dueOn: addDays(today, 3) });
  await judgeRequest(supervisor, { ...accepted, id: randomUUID(), step: 2, kind: "ACCEPTED", text: "" });
  await judgeRequest(supervisor, { ...withdrawn, id: randomUUID(), step: 1, kind: "WITHDRAWN", text: "" });
}

/** The holder and the second supervisor are named: once each, then where they have answered, where it was taken back, and a month ago. */
async function nameSome({ owner, supervisor, holder }: Setting, entries: readonly Entry[], second: Viewer): Promise<void> {
  const [waiting, answered, withdrawn, old] = entries.slice(7);
  if (!waiting || !answered || !withdrawn || !old) throw new Error("an advisor with eleven clients");
  const say = (who: Viewer, entry: Entry, mentions: number[], id = randomUUID()) => commentOnEntry(who, { ...entry, id, text: "What do you think?", mentions });
  await say(supervisor, waiting, [holder.userId]);
  await say(holder, waiting, [second.userId]);
  await say(supervisor, answered, [holder.userId, second.userId]);
  await say(holder, answered, []);
  const taken = randomUUID();
  await say(supervisor, withdrawn, [holder.userId], taken);
  await withdrawComment(supervisor, { ...withdrawn, id: randomUUID(), withdrawsId: taken });
  await insertRow(owner, "entry_remark", { ...old, id: randomUUID(), kind: "COMMENT", userId: supervisor.userId, text: "What do you think?", mentions: [holder.userId], writtenAt: new Date(Date.now() - 31 * 86_400_000).toISOString() });
}

/** Of all that was logged today: entries at each stage of review, one that a supervisor wrote and others differ about; tasks at each of theirs; and a campaign that is over. */
async function reviewSome({ owner, today, supervisor, holder }: Setting, [second, third]: readonly [Viewer, Viewer]): Promise<void> {
  const { rows: [client] } = await owner.query<{ id: number }>("SELECT id FROM client WHERE advisor_id = $1 AND status = 'ACTIVE' ORDER BY id LIMIT 1", [holder.userId]);
  await insertInteraction(owner, { clientId: client?.id ?? 0, userId: supervisor.userId, occurredAt: `${today}T10:00:00Z` });
  const frame = { ...firstFrame(today, supervisor.supervisedBranchIds, "Today"), fromOn: today, untilOn: today, bySegment: false, byKind: false, halfWidthPercent: 1, secondPercent: 100 };
  const { id: campaignId } = await drawCampaign(supervisor, { id: randomUUID(), frame });
  const sample = await listSample(supervisor, campaignId);
  const [own] = sample.filter(({ state }) => state === "OWN");
  const [settled, differing, agreed, begun, once] = sample.filter(({ state, advisorName }) => state === "TO_DO" && advisorName === holder.name);
  if (!own || !settled || !differing || !agreed || !begun || !once) throw new Error("a sample of entries");
  const look = (who: Viewer, { clientId, interactionId }: SampleEntry, isRight: boolean, done = true) => saveControlReview(who, {
    campaignId, clientId, interactionId, remark: "", done, answers: { CONTACT: "YES", ADVICE: isRight ? "YES" : "NO", CONSENT: "YES", NEXT_STEP: "YES", NOTES: "YES" },
  });
  for (const entry of [settled, differing, agreed, once]) await look(supervisor, entry, true);
  await look(supervisor, begun, true, false);
  for (const [entry, isRight] of [[settled, true], [differing, false], [agreed, false]] as const) await look(second, entry, isRight);
  await settleEntry(third, { campaignId, clientId: agreed.clientId, interactionId: agreed.interactionId, compliant: false, remark: "Both were seen" });
  await look(second, own, true);
  await look(third, own, false);
  await askForTasks({ owner, today, supervisor, holder }, { campaignId, clientId: settled.clientId, interactionId: settled.interactionId });
  const over = await drawCampaign(supervisor, { id: randomUUID(), frame: { ...frame, name: "Over" } });
  await closeCampaign(supervisor, over.id);
}

async function askForTasks({ owner, today, supervisor, holder }: Setting, entry: Entry & { campaignId: string }): Promise<void> {
  const { clientId } = entry;
  const ids = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
  for (const id of ids) await askControlTask(supervisor, { ...entry, id, asked: "Write it down", dueOn: today });
  await insertRow(owner, "control_task", { ...entry, id: randomUUID(), asked: "Write it down", dueOn: addDays(today, -1), createdBy: supervisor.userId });
  const [, answered, reopened, closed] = ids;
  for (const taskId of [answered, reopened, closed]) await answerControlTask(holder, { clientId, taskId, text: "Written" });
  await checkControlTask(supervisor, { clientId, taskId: reopened, isDone: false, text: "Where?" });
  await checkControlTask(supervisor, { clientId, taskId: closed, isDone: true, text: "" });
}

/** What is kept as it was written, told as it would have been some days later. */
async function retold(owner: pg.Pool, sql: string, values: readonly unknown[]): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(sql, [...values]);
  } finally {
    client.release(true);
  }
}
