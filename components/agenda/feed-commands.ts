import type { CalendarNames } from "@/lib/domain/calendar-feed";
import type { ActionResult } from "@/lib/errors";

type Command<T> = (input: unknown) => Promise<ActionResult<T>>;

/** The server actions of the private address; app/(workbench)/agenda/feed-actions.ts has them. */
export type FeedCommands = { create: Command<{ path: string }>; name: Command<void>; revoke: Command<void> };

/** The address as its owner sees it, its instants in words; `lastUsedAt` null: never. */
export type ShownFeed = { names: CalendarNames; createdAt: string; lastUsedAt: string | null };
