import actions from "@/lib/i18n/messages/en/actions.json";
import client from "@/lib/i18n/messages/en/client.json";
import domain from "@/lib/i18n/messages/en/domain.json";
import log from "@/lib/i18n/messages/en/log.json";
import preview from "@/lib/i18n/messages/en/preview.json";
import round from "@/lib/i18n/messages/en/round.json";
import timeline from "@/lib/i18n/messages/en/timeline.json";

/** What a client in brief is told in, the log dialog included. */
export const PREVIEW_WORDS = { actions, client, domain, log, preview, round, timeline };
