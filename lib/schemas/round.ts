import { z } from "zod";
import type { Place } from "./place";
import { openPlace, parsePortfolioFilter, portfolioQuery, sortName, type OpenSealed, type PortfolioFilter, type Sealed, type SearchParams } from "./portfolio-filter";
import { parseTodayFilter, todayQuery, TODAY_ORDER, type TodayFilter } from "./today-filter";

/** The list that is worked through. */
export type RoundList = { name: "portfolio"; filter: PortfolioFilter } | { name: "today"; filter: TodayFilter };

/**
 * A place in a round. `since`: when it began, in seconds of the epoch; null: now. `clientId`: who to begin with. `place`:
 * where the client shown stood, and how many came before. `isOver`: past the last one.
 */
export type RoundAddress = { list: RoundList; since: number | null; clientId: number | null; place: Sealed<Place> | null; isOver: boolean };

/** A round that is taken up again later than this begins anew. */
const LONGEST_ROUND_SECONDS = 14 * 86_400;

const seconds = z.coerce.number().int().min(1).max(4_000_000_000).nullable().catch(null);
const id = z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null);

/** An address as a place in a round; what cannot be read is as if it were not there. `now` in seconds of the epoch. */
export function parseRound(params: SearchParams, open: OpenSealed, now: number): RoundAddress {
  const list = listOf(params, open);
  const since = seconds.parse(params.since);
  const isCurrent = since !== null && since <= now && since > now - LONGEST_ROUND_SECONDS;
  return { list, since: isCurrent ? since : null, clientId: id.parse(params.client), place: openPlace(params, roundOrder(list), open), isOver: params.end === "1" };
}

/** Its address, always in one order: `from=portfolio&segment=DEVELOP&since=1763800000&at=…`. */
export function roundQuery({ list, since, clientId, place, isOver }: RoundAddress): string {
  const query = new URLSearchParams(`from=${list.name}&${listQuery(list)}`);
  if (since !== null) query.set("since", String(since));
  if (clientId !== null) query.set("client", String(clientId));
  if (isOver) query.set("end", "1");
  if (place) query.set("at", place.token);
  return query.toString();
}

/** The address that begins a round through a list. */
export function roundOf(list: RoundList): string {
  return roundQuery({ list, since: null, clientId: null, place: null, isOver: false });
}

/** The list itself, from its first page on. */
function listQuery({ name, filter }: RoundList): string {
  return name === "today" ? todayQuery({ ...filter, place: null }) : portfolioQuery({ ...filter, place: null });
}

/** The order that a place of a round is made for; one of the list's pages is not one of the round's. */
export function roundOrder(list: RoundList): string {
  return `round ${list.name === "today" ? TODAY_ORDER : sortName(list.filter)}`;
}

function listOf(params: SearchParams, open: OpenSealed): RoundList {
  if (params.from === "today") return { name: "today", filter: parseTodayFilter(params, open) };
  return { name: "portfolio", filter: parsePortfolioFilter(params, open) };
}
