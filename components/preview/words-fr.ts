import actions from "@/lib/i18n/messages/fr/actions.json";
import client from "@/lib/i18n/messages/fr/client.json";
import domain from "@/lib/i18n/messages/fr/domain.json";
import log from "@/lib/i18n/messages/fr/log.json";
import preview from "@/lib/i18n/messages/fr/preview.json";
import round from "@/lib/i18n/messages/fr/round.json";
import timeline from "@/lib/i18n/messages/fr/timeline.json";

/** What a client in brief is told in, the log dialog included. */
export const PREVIEW_WORDS = { actions, client, domain, log, preview, round, timeline };
