import { randomUUID } from "node:crypto";
import { listAgenda } from "@/lib/data/agenda";
import { moveEntry, planAppointment, undoMove } from "@/lib/data/agenda-changes";
import { createCalendarFeed, getCalendarFeed, listCalendarSteps, nameInCalendarFeed, revokeCalendarFeed } from "@/lib/data/calendar-feeds";
import { createApiKey, listApiKeys, revokeApiKey } from "@/lib/data/api-keys";
import { listApproachKits, resetApproachKit, saveApproachKit } from "@/lib/data/approach-kits";
import { listOverviewGroups } from "@/lib/data/bank-overview";
import { beginTrailExport, findTrailClient, listTrail, listTrailPeople, trailToExport } from "@/lib/data/audit-trail";
import { applyBulkStep, planBulkStep } from "@/lib/data/bulk-steps";
import { undoBulkStep } from "@/lib/data/bulk-undo";
import { beginClientExport, clientsToExport } from "@/lib/data/client-export";
import { countSelected } from "@/lib/data/client-selection";
import { findClients, listRecentClients } from "@/lib/data/client-search";
import { getClientPreview } from "@/lib/data/client-preview";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline } from "@/lib/data/client-timeline";
import { countMonthInteractions, countOverdueActions, listFollowUp, listMonthInteractions, listOverdueActions } from "@/lib/data/follow-up";
import { beginEntriesExport, beginFiguresExport } from "@/lib/data/follow-up-export";
import { countTrendEntries, getTrendCalendar, listPartCounts, listSpreads, listTrendEntries, trendEntriesToExport } from "@/lib/data/follow-up-trend";
import { chooseForFile, createReturn, getDelivery, listRefusedRows, rememberedColumns, requestImport, requestPreview } from "@/lib/data/deliveries";
import { answerRequest, askCorrection, countRequests, judgeRequest, listRequests } from "@/lib/data/correction-requests";
import { commentOnEntry, getEntry, listMentions, withdrawComment } from "@/lib/data/entry-remarks";
import { cancelJob, requestJob, retryJob } from "@/lib/data/job-requests";
import { listJobHistory, listLiveJobs } from "@/lib/data/job-runs";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import { changeView, chooseDefaultView, findDefaultView, findView, listViews, removeView, saveView } from "@/lib/data/list-views";
import { getLogContext } from "@/lib/data/log-context";
import { dismissNextAction, reopenNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { countToday, getToday, listClientActions, listToday, todayNeighbours } from "@/lib/data/next-actions";
import { countTabs, listPortfolio, neighboursOf, portfolioCards } from "@/lib/data/portfolio";
import { readPortfolioChoices } from "@/lib/data/portfolio-choices";
import { getReviewDocument, getReviewFile } from "@/lib/data/portfolio-reviews";
import { completeReview, discardReview, saveReview, startReview } from "@/lib/data/review-draft";
import { closeCampaign, getCampaign, getKeptDraw, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign, planCampaign } from "@/lib/data/control-draw";
import { getEntryToReview } from "@/lib/data/control-entry";
import { getControlGrid, saveControlGrid } from "@/lib/data/control-grid";
import { exportResults, getReportMaterial } from "@/lib/data/control-report";
import { saveControlReview, settleEntry } from "@/lib/data/control-reviews";
import { countInbox, listInbox } from "@/lib/data/inbox";
import { answerControlTask, askControlTask, checkControlTask, listCampaignTasks, listOwnTasks } from "@/lib/data/control-tasks";
import { listBankEvents, saveBankEvent } from "@/lib/data/bank-events";
import { answerInvitation, inviteClient, listClientEvents } from "@/lib/data/event-invitations";
import { countDesk, getHighValueRule, listDesk, listDeskEvents } from "@/lib/data/review-desk";
import { beginLogReading, findLogPart, listLogChains, listLogKeys, readBranchLog } from "@/lib/data/proof-chains";
import { countHandOvers, getHandOver, listDecidedClients, listReceived } from "@/lib/data/hand-over";
import { listHandedOver, listHandOverNotes, writeHandOverNote } from "@/lib/data/hand-over-notes";
import { beginDifferencesExport, countDifferences, differencesToExport, listDifferences, planTakeOver } from "@/lib/data/advisor-differences";
import { extendAbsence, giveBack, listReassignments, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment, listColleagues, planReassignment } from "@/lib/data/reassignments";
import { addAbsence, removeAbsence, saveContract } from "@/lib/data/work-time";
import { readWorkload } from "@/lib/data/workload";
import { findRoundPlace } from "@/lib/data/round";
import { getRoundClient } from "@/lib/data/round-client";
import { closeUnusualDay, listUnusualDays } from "@/lib/data/unusual-days";
import { addUploadedFile, createUpload, deleteUpload, getUpload, listUploads, removeUploadedFile, uploadRoom } from "@/lib/data/uploads";
import type { Viewer } from "@/lib/data/viewer";
import { AppError } from "@/lib/errors";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { parsePortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { ALL_DUE } from "@/lib/schemas/today-filter";
import { addDays, bankDayOf } from "@/lib/domain/dates";
import { TEST_TODAY } from "./factories";
import { fullAnswers } from "./reviews";

/** Someone's client, with an interaction, a request to correct it, an open action, a review in preparation and an invitation of theirs. */
export type Target = { clientId: number; interactionId: string; actionId: string; reviewId: string; eventId: string; remarkId: string; campaignId: string; taskId: string };

const EVERYONE = parsePortfolioFilter({}, () => null);

const WHOLE_TREND = { branchId: null, advisorId: null, tab: null, kind: null, period: null };
const TREND_CALENDAR = { today: TEST_TODAY, closedUntil: null };
const UNCOVERED = { ...WHOLE_TREND, part: "UNCOVERED", detail: null, place: null } as const;

const OPEN_DIFFERENCES = { standing: "OPEN", advisorId: null, place: null } as const;
const REMINDER = { kind: "REMIND", untilOn: addDays(TEST_TODAY, 20) } as const;

/** The first of the test bank: the target's. */
const TARGET_BRANCH = 1;

const SUB_SEGMENT = { segment: "BUILD", lifeStage: "YOUNG", zone: "RURAL" } as const;

/** Every exported read and write of lib/data, aimed at a client. The matrix fails when one is missing here. */
export const PROBES: Readonly<Record<string, (viewer: Viewer, target: Target) => Promise<unknown>>> = {
  listToday: (viewer) => listToday(viewer, ALL_DUE),
  countToday: (viewer) => countToday(viewer),
  findClients: (viewer) => findClients(viewer, "a"),
  listRecentClients: (viewer) => listRecentClients(viewer),
  listClientActions: (viewer, { clientId }) => listClientActions(viewer, clientId),
  todayNeighbours: (viewer, { clientId }) => todayNeighbours(viewer, clientId),
  getClientPreview: (viewer, { clientId }) => getClientPreview(viewer, clientId),
  getClientSheet: (viewer, { clientId }) => getClientSheet(viewer, clientId),
  listTimeline: (viewer, { clientId }) => listTimeline(viewer, clientId, { at: "2100-01-01 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" }),
  getLogContext: (viewer, { clientId }) => getLogContext(viewer, clientId),
  listPortfolio: (viewer) => listPortfolio(viewer, EVERYONE),
  countTabs: (viewer) => countTabs(viewer, EVERYONE),
  neighboursOf: (viewer, { clientId }) => neighboursOf(viewer, EVERYONE, clientId),
  findRoundPlace: (viewer, { clientId }) => findRoundPlace(viewer, { list: { name: "portfolio", filter: EVERYONE }, since: new Date(0), clientId, key: ["1", String(clientId)] }),
  getRoundClient: (viewer, { clientId }) => getRoundClient(viewer, clientId, { ahead: false }),
  readPortfolioChoices: (viewer) => readPortfolioChoices(viewer),
  listViews: (viewer) => listViews(viewer),
  findView: (viewer, { actionId }) => findView(viewer, actionId),
  findDefaultView: (viewer) => findDefaultView(viewer),
  saveView: (viewer) => saveView(viewer, { id: randomUUID(), name: randomUUID(), query: "", branchId: null }),
  changeView: (viewer, { actionId }) => changeView(viewer, { id: actionId, version: 1, name: "Changed", query: "", branchId: null }),
  removeView: (viewer, { actionId }) => removeView(viewer, actionId),
  chooseDefaultView: (viewer, { actionId }) => chooseDefaultView(viewer, { id: actionId }),
  listFollowUp: (viewer) => listFollowUp(viewer, EVERYONE),
  listOverdueActions: (viewer) => listOverdueActions(viewer, EVERYONE),
  countOverdueActions: (viewer) => countOverdueActions(viewer, EVERYONE),
  listMonthInteractions: (viewer) => listMonthInteractions(viewer, EVERYONE),
  countMonthInteractions: (viewer) => countMonthInteractions(viewer, EVERYONE),
  getEntry: (viewer, { clientId, interactionId }) => getEntry(viewer, { clientId, id: interactionId }),
  commentOnEntry: async (viewer, { clientId, interactionId }) => commentOnEntry(viewer, { id: randomUUID(), clientId, interactionId, text: "Bien", mentions: [] }),
  withdrawComment: async (viewer, { clientId, interactionId, remarkId }) => withdrawComment(viewer, { id: randomUUID(), clientId, interactionId, withdrawsId: remarkId }),
  listMentions: (viewer) => listMentions(viewer),
  askCorrection: async (viewer, { clientId, interactionId }) => askCorrection(viewer, { id: randomUUID(), clientId, interactionId, text: "Qui ?", mentions: [], reason: "NOTES", dueOn: addDays(TEST_TODAY, 3) }),
  answerRequest: async (viewer, { clientId, interactionId, remarkId }) => answerRequest(viewer, { id: randomUUID(), clientId, interactionId, requestId: remarkId, step: 1, text: "Juste" }),
  judgeRequest: async (viewer, { clientId, interactionId, remarkId }) => judgeRequest(viewer, { id: randomUUID(), clientId, interactionId, requestId: remarkId, step: 1, kind: "WITHDRAWN", text: "" }),
  listRequests: (viewer) => listRequests(viewer, { state: "OPEN", place: null }),
  countRequests: (viewer) => countRequests(viewer),
  getTrendCalendar: (viewer) => getTrendCalendar(viewer),
  listPartCounts: (viewer) => listPartCounts(viewer, WHOLE_TREND, TREND_CALENDAR),
  listSpreads: (viewer) => listSpreads(viewer, WHOLE_TREND, { untilMonth: "2026-11-01", months: 1 }),
  listTrendEntries: (viewer) => listTrendEntries(viewer, UNCOVERED, TREND_CALENDAR),
  countTrendEntries: (viewer) => countTrendEntries(viewer, UNCOVERED, TREND_CALENDAR),
  trendEntriesToExport: (viewer) => trendEntriesToExport(viewer, UNCOVERED, TREND_CALENDAR).next(),
  beginFiguresExport: (viewer) => beginFiguresExport(viewer, WHOLE_TREND),
  beginEntriesExport: (viewer) => beginEntriesExport(viewer, UNCOVERED, TREND_CALENDAR),
  listTrail: async (viewer, { clientId }) => [
    await listTrail(viewer, { subject: { kind: "client", id: clientId }, from: "2000-01-01", until: "2100-01-01", kind: null, place: null }),
  ],
  beginTrailExport: (viewer, { clientId }) => beginTrailExport(viewer, { subject: { kind: "client", id: clientId }, from: "2000-01-01", until: "2100-01-01", kind: null, place: null }),
  trailToExport: (viewer, { clientId }) => rowsOf(trailToExport(viewer, { subject: { kind: "client", id: clientId }, from: "2000-01-01", until: "2100-01-01", kind: null, place: null })),
  findTrailClient: (viewer, { clientId }) => findTrailClient(viewer, clientId),
  listTrailPeople: (viewer) => listTrailPeople(viewer),
  listUnusualDays: (viewer) => listUnusualDays(viewer, bankDayOf(new Date())),
  // Of nobody: whose days stand out says nothing of a client. Who may write of whom: tests/data/unusual-days.test.ts.
  closeUnusualDay: (viewer) => closeUnusualDay(viewer, { id: randomUUID(), userId: 2_000_000_000, day: addDays(bankDayOf(new Date()), -1), text: "a" }, bankDayOf(new Date())),
  listOverviewGroups: (viewer) => listOverviewGroups(viewer),
  listApiKeys: (viewer) => listApiKeys(viewer),
  createApiKey: (viewer) => createApiKey(viewer, { id: randomUUID().replaceAll("-", "").slice(0, 12), secretHash: new Uint8Array(32) }, { name: "Core banking", scopes: ["CLIENTS"], expiresOn: null }),
  listApproachKits: (viewer) => listApproachKits(viewer),
  // Of a version that never was: an administrator changes nothing either.
  saveApproachKit: (viewer) => saveApproachKit(viewer, { ...SUB_SEGMENT, version: 999, openingFr: "a", openingEn: "a", angleFr: "a", angleEn: "a", channel: null }),
  resetApproachKit: (viewer) => resetApproachKit(viewer, { ...SUB_SEGMENT, version: 999 }),
  revokeApiKey: (viewer) => revokeApiKey(viewer, { id: "000000000000" }),
  listLiveJobs: (viewer) => listLiveJobs(viewer),
  listJobHistory: (viewer) => listJobHistory(viewer, null),
  // An administrator may ask, and is told that the same waits already: neither says anything of a client.
  requestJob: (viewer) => requestJob(viewer, "SCORE_BANK", {}).then(() => null, unlessWaiting),
  cancelJob: (viewer, { actionId }) => cancelJob(viewer, { id: actionId }),
  retryJob: (viewer, { actionId }) => retryJob(viewer, { id: actionId }),
  getToday: (viewer) => getToday(viewer),
  listUploads: (viewer) => listUploads(viewer, null),
  getUpload: (viewer, { actionId }) => getUpload(viewer, actionId),
  createUpload: (viewer, { interactionId }) => createUpload(viewer, { id: interactionId }),
  uploadRoom: (viewer, { actionId }) => uploadRoom(viewer, actionId, "clients.csv"),
  addUploadedFile: (viewer, { actionId }) => addUploadedFile(viewer, actionId, { id: randomUUID(), name: "clients.csv", sizeBytes: 1 }),
  removeUploadedFile: (viewer, { actionId, interactionId }) => removeUploadedFile(viewer, { uploadId: actionId, id: interactionId }),
  deleteUpload: (viewer, { actionId }) => deleteUpload(viewer, actionId),
  getDelivery: (viewer, { actionId }) => getDelivery(viewer, actionId),
  chooseForFile: (viewer, { actionId, interactionId }) => chooseForFile(viewer, { uploadId: actionId, id: interactionId, choice: {} }),
  requestPreview: (viewer, { actionId }) => requestPreview(viewer, actionId),
  requestImport: (viewer, { actionId }) => requestImport(viewer, actionId),
  createReturn: (viewer, { actionId, interactionId }) => createReturn(viewer, { id: interactionId, from: actionId, choices: {} }),
  listRefusedRows: (viewer, { actionId, interactionId }) => listRefusedRows(viewer, { uploadId: actionId, fileId: interactionId, afterLine: 0 }),
  rememberedColumns: (viewer) => rememberedColumns(viewer, "clients", "client ref"),
  listAgenda: (viewer) => listAgenda(viewer, { from: addDays(TEST_TODAY, -7), until: addDays(TEST_TODAY, 7), suggestionsADay: 50 }),
  moveEntry: (viewer, { clientId, actionId }) => moveEntry(viewer, { clientId, id: actionId, on: addDays(TEST_TODAY, 3), minute: 600, lengthMinutes: 30 }),
  undoMove: (viewer, { clientId, actionId }) => undoMove(viewer, { clientId, id: actionId }),
  planAppointment: (viewer, { clientId }) => planAppointment(viewer, { clientId, id: randomUUID(), on: addDays(TEST_TODAY, 2), minute: null, lengthMinutes: null, kind: "PERSONAL_FOLLOW_UP", channel: "PHONE" }),
  getCalendarFeed: (viewer) => getCalendarFeed(viewer),
  createCalendarFeed: (viewer) => createCalendarFeed(viewer, { secretHash: crypto.getRandomValues(new Uint8Array(32)) }, { names: "FULL", locale: "fr" }),
  // A probe before this one may have made or ended it: neither says anything of a client.
  nameInCalendarFeed: (viewer) => nameInCalendarFeed(viewer, { names: "FULL" }).then(() => null, unlessWaiting),
  revokeCalendarFeed: (viewer) => revokeCalendarFeed(viewer).then(() => null, unlessWaiting),
  listCalendarSteps: (viewer) => listCalendarSteps(viewer),
  snoozeNextAction: (viewer, { clientId, actionId }) => snoozeNextAction(viewer, { clientId, id: actionId, untilOn: addDays(TEST_TODAY, 3) }),
  dismissNextAction: (viewer, { clientId, actionId }) => dismissNextAction(viewer, { clientId, id: actionId, reason: "BAD_TIMING" }),
  reopenNextAction: (viewer, { clientId, actionId }) => reopenNextAction(viewer, { clientId, id: actionId }),
  takeNextAction: (viewer, { clientId, actionId }) => takeNextAction(viewer, { clientId, id: actionId, isTaken: true }),
  countSelected: (viewer, { clientId }) => Promise.all([true, false].map((all) => countSelected(viewer, { filter: EVERYONE, all, ids: [clientId] }))),
  portfolioCards: (viewer) => portfolioCards(viewer, EVERYONE, { place: null, limit: 10 }),
  beginClientExport: (viewer, { clientId }) => beginClientExport(viewer, { filter: EVERYONE, all: false, ids: [clientId] }, "csv"),
  clientsToExport: async (viewer, { clientId }) => [
    await rowsOf(clientsToExport(viewer, { filter: EVERYONE, all: true, ids: [] })),
    await rowsOf(clientsToExport(viewer, { filter: EVERYONE, all: false, ids: [clientId] })),
  ],
  planBulkStep: async (viewer, { clientId }) => [
    await planBulkStep(viewer, { filter: EVERYONE, all: true, ids: [] }, REMINDER),
    withoutId(clientId, await planBulkStep(viewer, { filter: EVERYONE, all: false, ids: [clientId] }, REMINDER)),
  ],
  applyBulkStep: async (viewer, { clientId, actionId }) => [
    withoutId(clientId, await applyBulkStep(viewer, { batchId: randomUUID(), step: REMINDER, targets: [[clientId, actionId]] })),
    withoutId(clientId, await applyBulkStep(viewer, { batchId: randomUUID(), step: REMINDER, targets: [[clientId, null]] })),
    withoutId(clientId, await applyBulkStep(viewer, { batchId: randomUUID(), step: { kind: "DISMISS", reason: "NOT_INTERESTED" }, targets: [[clientId, actionId]] })),
  ],
  undoBulkStep: async (viewer, { clientId, actionId }) => withoutId(clientId, await undoBulkStep(viewer, { batchId: actionId, clientIds: [clientId] })),
  cancelInteraction: (viewer, { clientId, interactionId }) => cancelInteraction(viewer, { id: randomUUID(), clientId, interactionId }),
  listDesk: (viewer) => listDesk(viewer, WHOLE_DESK),
  listDeskEvents: (viewer) => listDeskEvents(viewer),
  listLogChains: (viewer) => listLogChains(viewer),
  findLogPart: (viewer) => findLogPart(viewer, { branchId: TARGET_BRANCH, from: "2000-01-01", until: "2100-01-01" }),
  listLogKeys: (viewer) => listLogKeys(viewer),
  beginLogReading: (viewer) => beginLogReading(viewer, "proof.export", { branchId: TARGET_BRANCH, texts: true }),
  readBranchLog: async (viewer) => {
    const lines: string[] = [];
    for await (const line of readBranchLog(viewer, { branchId: TARGET_BRANCH, texts: true, signer: { keyId: "", sign: () => "" } })) lines.push(line);
    return lines;
  },
  listBankEvents: (viewer) => listBankEvents(viewer),
  // Of a version that never was: an administrator changes nothing either.
  saveBankEvent: async (viewer, { eventId }) =>
    saveBankEvent(viewer, { id: eventId, version: 999, kind: "EVENT", titleFr: "a", titleEn: "a", place: "", heldOn: TEST_TODAY, places: null, minAge: null, maxAge: null, minWealthCents: null, segments: [], withdrawn: false }),
  listClientEvents: (viewer, { clientId }) => listClientEvents(viewer, clientId),
  inviteClient: async (viewer, { clientId, eventId }) => inviteClient(viewer, { id: randomUUID(), clientId, eventId, channel: "BRANCH" }),
  answerInvitation: async (viewer, { clientId, eventId }) => answerInvitation(viewer, { clientId, eventId, answer: "DECLINED" }),
  countDesk: (viewer) => countDesk(viewer, WHOLE_DESK),
  getHighValueRule: (viewer) => getHighValueRule(viewer),
  getReviewFile: (viewer, { clientId }) => getReviewFile(viewer, clientId),
  getReviewDocument: (viewer, { clientId, reviewId }) => getReviewDocument(viewer, { clientId, id: reviewId }),
  startReview: async (viewer, { clientId }) => startReview(viewer, { clientId, id: randomUUID(), correctsId: null }),
  saveReview: async (viewer, { clientId, reviewId }) => saveReview(viewer, { clientId, id: reviewId, version: 1, answers: fullAnswers() }),
  completeReview: async (viewer, { clientId, reviewId }) => completeReview(viewer, { clientId, id: reviewId, version: 1, reviewedOn: TEST_TODAY, channel: "BRANCH" }),
  discardReview: async (viewer, { clientId, reviewId }) => discardReview(viewer, { clientId, id: reviewId, version: 1 }),
  getHandOver: (viewer, { clientId }) => getHandOver(viewer, clientId),
  listReceived: (viewer) => listReceived(viewer),
  countHandOvers: (viewer) => countHandOvers(viewer),
  listHandOverNotes: (viewer, { clientId }) => listHandOverNotes(viewer, clientId),
  listHandedOver: (viewer) => listHandedOver(viewer),
  writeHandOverNote: (viewer, { clientId }) => writeHandOverNote(viewer, { id: randomUUID(), clientId, text: "a" }),
  listDecidedClients: (viewer, { actionId }) => listDecidedClients(viewer, actionId),
  readWorkload: (viewer) => readWorkload(viewer),
  listColleagues: (viewer) => listColleagues(viewer),
  planReassignment: (viewer, { clientId }) => planReassignment(viewer, { whom: { of: "SELECTION", selection: { filter: EVERYONE, all: false, ids: [clientId] } }, toAdvisorIds: [] }),
  applyReassignment: async (viewer, { clientId }) => withoutId(clientId, await applyReassignment(viewer, { id: randomUUID(), kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: [[clientId, 1, 2], [clientId, 2, 1]] })),
  listDifferences: (viewer) => listDifferences(viewer, OPEN_DIFFERENCES),
  countDifferences: (viewer) => countDifferences(viewer),
  planTakeOver: async (viewer, { clientId }) => [await planTakeOver(viewer, { clientId, advisorId: null }), withoutId(clientId, await planTakeOver(viewer, { clientId: null, advisorId: null }))],
  beginDifferencesExport: (viewer) => beginDifferencesExport(viewer, OPEN_DIFFERENCES),
  differencesToExport: (viewer) => rowsOf(differencesToExport(viewer, OPEN_DIFFERENCES)),
  listReassignments: (viewer) => listReassignments(viewer),
  planGiveBack: (viewer, { actionId }) => planGiveBack(viewer, { id: actionId }),
  giveBack: async (viewer, { clientId, actionId }) => withoutId(clientId, await giveBack(viewer, { id: actionId, clientIds: [clientId] })),
  extendAbsence: (viewer, { actionId }) => extendAbsence(viewer, { id: actionId, untilOn: addDays(TEST_TODAY, 3) }),
  // Of nobody: whose working time it is says nothing of a client.
  saveContract: (viewer) => saveContract(viewer, { userId: 2_000_000_000, weeklyMinutes: 1, clientSharePercent: 1 }),
  addAbsence: (viewer) => addAbsence(viewer, { userId: 2_000_000_000, id: randomUUID(), fromOn: TEST_TODAY, untilOn: TEST_TODAY }),
  removeAbsence: (viewer, { actionId }) => removeAbsence(viewer, { userId: 2_000_000_000, id: actionId }),
  planCampaign: (viewer) => planCampaign(viewer, frameOf(viewer)),
  // Of nothing: a stranger who supervises other branches draws nothing either.
  drawCampaign: (viewer) => drawCampaign(viewer, { id: randomUUID(), frame: { ...frameOf(viewer), fromOn: "2001-01-01", untilOn: "2001-01-01" } }),
  listCampaigns: async (viewer) => (await listCampaigns(viewer)).filter(({ name }) => name !== "Of the tests"),
  getCampaign: (viewer, { campaignId }) => getCampaign(viewer, campaignId),
  listSample: (viewer, { campaignId }) => listSample(viewer, campaignId),
  getKeptDraw: (viewer, { campaignId }) => getKeptDraw(viewer, campaignId),
  closeCampaign: (viewer, { campaignId }) => closeCampaign(viewer, campaignId),
  getEntryToReview: (viewer, { campaignId }) => getEntryToReview(viewer, { campaignId, place: 1 }),
  getControlGrid: (viewer) => getControlGrid(viewer),
  // Of a version that never was: an administrator changes nothing either.
  saveControlGrid: async (viewer) => saveControlGrid(viewer, { version: 999, questions: [{ code: "A", critical: true, textFr: "a", textEn: "a" }] }),
  getReportMaterial: (viewer, { campaignId }) => getReportMaterial(viewer, campaignId),
  exportResults: (viewer, { campaignId }) => exportResults(viewer, campaignId),
  saveControlReview: (viewer, { campaignId, clientId, interactionId }) => saveControlReview(viewer, { campaignId, clientId, interactionId, answers: {}, remark: "", done: false }),
  settleEntry: (viewer, { campaignId, clientId, interactionId }) => settleEntry(viewer, { campaignId, clientId, interactionId, compliant: true, remark: "a" }),
  listInbox: (viewer) => listInbox(viewer).then((items) => items.map(({ clientName }) => clientName)),
  countInbox: (viewer) => countInbox(viewer),
  listOwnTasks: (viewer) => listOwnTasks(viewer).then((tasks) => tasks.map(({ clientName }) => clientName)),
  listCampaignTasks: (viewer, { campaignId }) => listCampaignTasks(viewer, campaignId),
  askControlTask: (viewer, { campaignId, clientId, interactionId }) => askControlTask(viewer, { campaignId, clientId, interactionId, id: randomUUID(), asked: "a", dueOn: TEST_TODAY }),
  answerControlTask: (viewer, { clientId, taskId }) => answerControlTask(viewer, { clientId, taskId, text: "a" }),
  checkControlTask: (viewer, { clientId, taskId }) => checkControlTask(viewer, { clientId, taskId, isDone: true, text: "" }),
  logInteraction: (viewer, { clientId, actionId, interactionId }) =>
    logInteraction(
      viewer,
      logInteractionInput.parse({
        id: randomUUID(),
        clientId,
        nextActionId: actionId,
        correctsId: interactionId,
        occurredOn: TEST_TODAY,
        channel: "PHONE",
        outcome: "SOLD",
        productsSold: ["LDDS"],
        satisfaction: 1,
        profile: { occupation: 3 },
        consents: { PHONE: false, EMAIL: true },
        consentProofs: { EMAIL: "GED 12" },
      }),
    ),
};

/** Of the viewer's own branches, else of the first. */
function frameOf(viewer: Viewer) {
  return firstFrame(TEST_TODAY, viewer.supervisedBranchIds.length > 0 ? viewer.supervisedBranchIds : [1], "Of the tests");
}

async function rowsOf<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** Whom they asked about is no answer. */
function withoutId(clientId: number, answer: object): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(`"clientId":${clientId},`, ""));
}

function unlessWaiting(error: unknown): null {
  if (error instanceof AppError && error.code === "CONFLICT") return null;
  throw error;
}
