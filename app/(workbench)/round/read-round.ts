import { addressOf } from "@/components/portfolio/query";
import type { RoundPage } from "@/components/round/round-page";
import { openText, sealText } from "@/lib/auth/sealed-text";
import { listClientActions } from "@/lib/data/next-actions";
import { findRoundPlace, type RoundPlace, type RoundStop } from "@/lib/data/round";
import { getRoundClient } from "@/lib/data/round-client";
import type { Viewer } from "@/lib/data/viewer";
import type { ActionCard } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { RoundSubject } from "@/lib/domain/round";
import { writePlace, type Place } from "@/lib/schemas/place";
import { portfolioQuery, sortName, type SearchParams } from "@/lib/schemas/portfolio-filter";
import { parseRound, roundOrder, roundQuery, type RoundAddress, type RoundList } from "@/lib/schemas/round";
import { TODAY_ORDER, todayQuery } from "@/lib/schemas/today-filter";

/** An address of a round, whose beginning is known. */
type BegunRound = RoundAddress & { since: number };

/** Reads one place of a round. `ahead`: before its turn, so that the next client is there at once. */
export async function readRound(viewer: Viewer, params: SearchParams, { ahead }: { ahead: boolean }): Promise<RoundPage> {
  const now = Math.floor(Date.now() / 1000);
  const parsed = parseRound(params, openText, now);
  const asked = { ...parsed, since: parsed.since ?? now };
  const { list, since, place } = asked;
  const key = place?.value.key ?? null;
  const clientId = asked.clientId ?? (key && clientIn(list, key));
  const found = await findRoundPlace(viewer, { list, since: new Date(since * 1000), clientId, key });
  const subject = asked.isOver || !found.here ? null : await readSubject(viewer, list, found.here, ahead);
  return pageOf(asked, found, subject);
}

async function readSubject(viewer: Viewer, list: RoundList, { clientId }: RoundStop, ahead: boolean): Promise<RoundSubject | null> {
  const [client, actions] = await Promise.all([getRoundClient(viewer, clientId, { ahead }), listClientActions(viewer, clientId)]);
  return client && { client, actions: ofListFirst(list, actions, client.today) };
}

/** The action that the list is about comes first: of its kind, and put off or not as it asks. The rest stays in its rank. */
function ofListFirst(list: RoundList, actions: readonly ActionCard[], today: Day): ActionCard[] {
  const kind = list.name === "today" ? list.filter.kind : list.filter.actionKind;
  const asksSnoozed = list.name === "today" && list.filter.view === "snoozed";
  const isOther = ({ snoozedUntilOn, ...card }: ActionCard) => {
    const isSnoozed = snoozedUntilOn !== null && snoozedUntilOn > today;
    return 2 * Number(isSnoozed !== asksSnoozed) + Number(kind !== null && card.kind !== kind);
  };
  return [...actions].sort((one, other) => isOther(one) - isOther(other));
}

function pageOf(asked: BegunRound, found: RoundPlace, subject: RoundSubject | null): RoundPage {
  const { here, next, previous } = found;
  const isWhereAsked = asked.place !== null && here?.key.join() === asked.place.value.key.join();
  const before = isWhereAsked && asked.place ? asked.place.value.offset : found.rank;
  const at = (stop: RoundStop | null, offset: number) => (stop ? addressAt(asked, { stop, offset: Math.max(0, offset) }) : null);
  const self = isWhereAsked && asked.place ? roundQuery({ ...asked, clientId: null }) : at(here, before);
  const restart = roundQuery({ ...asked, clientId: null, place: null, isOver: false });
  const isHereLeft = here !== null && found.lastHere === null;
  return {
    query: self ?? restart,
    isOver: asked.isOver,
    subject,
    position: before + 1,
    total: before + 1 + found.ahead,
    done: found.done,
    left: found.ahead + found.behind + Number(isHereLeft),
    last: found.last,
    lastHere: found.lastHere,
    next: at(next, before + 1) ?? addressAt({ ...asked, isOver: true }, here && { stop: here, offset: before }),
    previous: asked.isOver ? at(here, before) : at(previous, before - 1),
    restart,
    listHref: listAddress(asked.list, found),
  };
}

function addressAt(asked: BegunRound, stood: { stop: RoundStop; offset: number } | null): string {
  const place = stood && sealed(roundOrder(asked.list), { side: "after", key: stood.stop.key, offset: stood.offset });
  return roundQuery({ ...asked, clientId: null, place });
}

/** The list's own page on which the client stands; its row takes the focus there. */
function listAddress(list: RoundList, { page, here }: RoundPlace): string {
  const address =
    list.name === "today"
      ? addressOf("/", todayQuery({ ...list.filter, place: page && sealed(TODAY_ORDER, page) }))
      : addressOf("/portfolio", portfolioQuery({ ...list.filter, place: page && sealed(sortName(list.filter), page) }));
  return here ? `${address}#client-${here.clientId}` : address;
}

function sealed(order: string, value: Place) {
  return { token: sealText("list.place", writePlace(order, value)), value };
}

/** Whom a key is of: today's actions are told apart by their own id, after the client's. */
function clientIn(list: RoundList, key: readonly string[]): number | null {
  const id = Number(list.name === "today" ? key.at(-2) : key.at(-1));
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}
