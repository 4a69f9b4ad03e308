import actions from "./fr/actions.json";
import agenda from "./fr/agenda.json";
import api from "./fr/api.json";
import apiKeys from "./fr/apiKeys.json";
import approachKit from "./fr/approachKit.json";
import bulk from "./fr/bulk.json";
import client from "./fr/client.json";
import common from "./fr/common.json";
import desk from "./fr/desk.json";
import domain from "./fr/domain.json";
import errors from "./fr/errors.json";
import exportWords from "./fr/export.json";
import followUp from "./fr/followUp.json";
import imports from "./fr/imports.json";
import invitations from "./fr/invitations.json";
import jobs from "./fr/jobs.json";
import listViews from "./fr/listViews.json";
import log from "./fr/log.json";
import looks from "./fr/looks.json";
import outbox from "./fr/outbox.json";
import overview from "./fr/overview.json";
import portfolio from "./fr/portfolio.json";
import preview from "./fr/preview.json";
import proofLog from "./fr/proofLog.json";
import remarks from "./fr/remarks.json";
import review from "./fr/review.json";
import round from "./fr/round.json";
import shell from "./fr/shell.json";
import signIn from "./fr/signIn.json";
import supervision from "./fr/supervision.json";
import timeline from "./fr/timeline.json";
import today from "./fr/today.json";
import trend from "./fr/trend.json";

/** French is the reference: what it says, every other language says too. One file a namespace. */
export const fr = { actions, agenda, api, apiKeys, approachKit, bulk, client, common, desk, domain, errors, export: exportWords, followUp, imports, invitations, jobs, listViews, log, looks, outbox, overview, portfolio, preview, proofLog, remarks, review, round, shell, signIn, supervision, timeline, today, trend };

export type Messages = typeof fr;
export type Namespace = keyof Messages;
