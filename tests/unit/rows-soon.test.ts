import { expect, it } from "vitest";
import { rowsSoon } from "@/app/(workbench)/ready-soon";

const never = new Promise<never>(() => undefined);

it("rows never wait for their count", async () => {
  const startedAt = performance.now();
  expect(await rowsSoon(Promise.resolve([]), never)).toEqual({ areRowsReady: true, isCountReady: false });
  expect(performance.now() - startedAt).toBeLessThan(150);
});

it("a count that is known as early as the rows is sent with them", async () => {
  const counted = Promise.resolve(3);
  const rows = new Promise((resolve) => setTimeout(resolve, 5));
  expect(await rowsSoon(rows, counted)).toEqual({ areRowsReady: true, isCountReady: true });
});

it("after a moment the page goes ahead without its rows", async () => {
  expect(await rowsSoon(never, Promise.resolve(3))).toEqual({ areRowsReady: false, isCountReady: true });
});

it.each([
  ["rows", () => rowsSoon(Promise.reject(new Error("gone")), never)],
  ["a count", () => rowsSoon(Promise.resolve([]), Promise.reject(new Error("gone")))],
])("%s that fail leave it to whoever awaits them", async (_, ready) => {
  expect(await ready()).toMatchObject({ areRowsReady: true });
});
