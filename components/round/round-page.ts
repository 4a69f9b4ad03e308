import type { RoundStep, RoundSubject } from "@/lib/domain/round";

/** One place of a round, as the browser is sent it. Its addresses are the list's query and then the place; /round has the place behind a #. */
export type RoundPage = {
  /** Its own address: that of another place where nobody stood at the one asked for. */
  query: string;
  /** Past the last client. */
  isOver: boolean;
  /** Null past the last client, and where nobody is left. */
  subject: RoundSubject | null;
  /** Counted from 1. */
  position: number;
  total: number;
  done: number;
  /** Without a turn, this one included. */
  left: number;
  last: RoundStep | null;
  lastHere: RoundStep | null;
  /** Past the last client: `end`. */
  next: string;
  previous: string | null;
  /** The first who is left. */
  restart: string;
  /** The list, at the page and the row of this place. */
  listHref: string;
};
