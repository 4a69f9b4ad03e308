import type { Messages } from "./fr";
import actions from "./en/actions.json";
import api from "./en/api.json";
import apiKeys from "./en/apiKeys.json";
import approachKit from "./en/approachKit.json";
import bulk from "./en/bulk.json";
import client from "./en/client.json";
import common from "./en/common.json";
import desk from "./en/desk.json";
import domain from "./en/domain.json";
import errors from "./en/errors.json";
import followUp from "./en/followUp.json";
import imports from "./en/imports.json";
import jobs from "./en/jobs.json";
import listViews from "./en/listViews.json";
import log from "./en/log.json";
import outbox from "./en/outbox.json";
import overview from "./en/overview.json";
import portfolio from "./en/portfolio.json";
import preview from "./en/preview.json";
import review from "./en/review.json";
import round from "./en/round.json";
import shell from "./en/shell.json";
import signIn from "./en/signIn.json";
import timeline from "./en/timeline.json";
import today from "./en/today.json";

export const en: Messages = { actions, api, apiKeys, approachKit, bulk, client, common, desk, domain, errors, followUp, imports, jobs, listViews, log, outbox, overview, portfolio, preview, review, round, shell, signIn, timeline, today };

