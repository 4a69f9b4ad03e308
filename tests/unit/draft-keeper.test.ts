import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DraftKeeper, type SaveAnswer, type SaveDraft } from "@/components/review/draft-keeper";
import type { ActionResult } from "@/lib/errors";

type Sent = { version: number; answers: object; answer: (result: ActionResult<SaveAnswer> | Error) => Promise<void> };
let sent: Sent[];

beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

/** The server answers each save when the test says so. */
const save: SaveDraft = (version, answers) =>
  new Promise((resolve, reject) => {
    const answer = async (result: ActionResult<SaveAnswer> | Error) => {
      if (result instanceof Error) reject(result);
      else resolve(result);
      await vi.advanceTimersByTimeAsync(0);
    };
    sent.push({ version, answers, answer });
  });

function keeperOf(answers = {}): DraftKeeper {
  return new DraftKeeper({ answers, version: 1 }, save);
}

const saved = (version: number): ActionResult<SaveAnswer> => ({ ok: true, data: { saved: true, version } });
const changed = (version: number, answers: object): ActionResult<SaveAnswer> => ({ ok: true, data: { saved: false, version, answers, updatedBy: "Ada" } });

it("saves a moment after the last key, once, and says when it is there", async () => {
  const keeper = keeperOf();
  keeper.change("reason", "a");
  await vi.advanceTimersByTimeAsync(500);
  keeper.change("reason", "ab");
  await vi.advanceTimersByTimeAsync(699);
  expect(sent).toHaveLength(0);
  expect(keeper.snapshot().state).toBe("TYPING");
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toMatchObject([{ version: 1, answers: { reason: "ab" } }]);
  expect(keeper.snapshot().state).toBe("SAVING");
  await sent[0]?.answer(saved(2));
  expect(keeper.snapshot()).toMatchObject({ state: "SAVED", version: 2 });
});

it("what is typed while a save is on its way is saved after it, from its version", async () => {
  const keeper = keeperOf();
  keeper.change("reason", "a");
  const flushed = keeper.flush();
  keeper.change("reason", "ab");
  await sent[0]?.answer(saved(2));
  expect(sent[1]).toMatchObject({ version: 2, answers: { reason: "ab" } });
  await sent[1]?.answer(saved(3));
  expect(await flushed).toBe(true);
  expect(sent).toHaveLength(2);
});

it.each([
  ["the network is cut", new Error("offline"), "OFFLINE"],
  ["the session has ended", { ok: false, code: "SIGNED_OUT" } as const, "SIGNED_OUT"],
])("when %s nothing is lost: it says so and asks again by itself", async (_, answer, failure) => {
  const keeper = keeperOf();
  keeper.change("reason", "a");
  const flushed = keeper.flush();
  await sent[0]?.answer(answer);
  expect(await flushed).toBe(false);
  expect(keeper.snapshot()).toMatchObject({ state: "FAILED", failure, answers: { reason: "a" } });
  await vi.advanceTimersByTimeAsync(4_000);
  await sent[1]?.answer(saved(2));
  expect(keeper.snapshot()).toMatchObject({ state: "SAVED", failure: null });
});

describe("another tab wrote meanwhile", () => {
  it("in other fields: both are kept, without a question", async () => {
    const keeper = keeperOf({ horizon: "OVER_8" });
    keeper.change("reason", "mine");
    const flushed = keeper.flush();
    await sent[0]?.answer(changed(5, { horizon: "UNDER_2" }));
    expect(sent[1]).toMatchObject({ version: 5, answers: { reason: "mine", horizon: "UNDER_2" } });
    await sent[1]?.answer(saved(6));
    expect(await flushed).toBe(true);
    expect(keeper.snapshot()).toMatchObject({ state: "SAVED", mergedWith: "Ada" });
  });

  it.each([["mine", "mine"], ["theirs", "other"]] as const)("in the same field: nothing is sent until it is chosen: %s", async (side, kept) => {
    const keeper = keeperOf();
    keeper.change("reason", "mine");
    const flushed = keeper.flush();
    await sent[0]?.answer(changed(5, { reason: "other" }));
    expect(await flushed).toBe(false);
    expect(keeper.snapshot()).toMatchObject({ state: "CONFLICT", conflicts: [{ field: "reason", mine: "mine", theirs: "other" }] });
    keeper.change("experience", "typed meanwhile");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    keeper.settle("reason", side);
    expect(sent[1]).toMatchObject({ version: 5, answers: { reason: kept, experience: "typed meanwhile" } });
    await sent[1]?.answer(saved(6));
    expect(keeper.snapshot().state).toBe("SAVED");
  });
});

it("a draft that is gone is not sent again, and what was typed stays", async () => {
  const keeper = keeperOf();
  keeper.change("reason", "a");
  const flushed = keeper.flush();
  await sent[0]?.answer({ ok: false, code: "CONFLICT" });
  expect(await flushed).toBe(false);
  keeper.change("reason", "ab");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  expect(keeper.snapshot()).toMatchObject({ state: "GONE", answers: { reason: "ab" } });
});
