import { describe, expect, it } from "vitest";
import { extentOf, seriesOf } from "@/components/clients/sheet/activity-series";
import { peerScale } from "@/components/clients/sheet/peer-scale";
import type { ActivityMonth } from "@/lib/domain/client-sheet";
import type { Day } from "@/lib/domain/dates";

describe("where a client stands among the peers", () => {
  const peers = { q10Cents: 10_000, q90Cents: 50_000 };

  it("keeps the order of amounts, with room at both ends", () => {
    const { at, marker } = peerScale(peers, 30_000);
    expect([at(10_000), at(30_000), at(50_000), marker]).toEqual([14, 50, 86, 50]);
  });

  it.each([
    ["below the tenth of a hundred", -5_000],
    ["above the ninetieth of a hundred", 70_000],
  ])("a client %s is still on the drawing", (_, pnbCents) => {
    const { at, marker } = peerScale(peers, pnbCents);
    expect(marker).toBe(at(pnbCents));
    for (const place of [marker, at(10_000), at(50_000)]) expect(place >= 14 && place <= 86).toBe(true);
  });

  it("one who is far out stays at the edge and does not press the peers into a line", () => {
    const { at, marker } = peerScale(peers, 10_000_000);
    expect(marker).toBe(86);
    expect(at(50_000) - at(10_000)).toBe(24);
  });

  it("peers who all bring the same, and the client with them, are one place", () => {
    const { at, marker } = peerScale({ q10Cents: 0, q90Cents: 0 }, 0);
    expect([at(0), marker]).toEqual([14, 14]);
  });
});

describe("24 months of one amount", () => {
  const row = (month: Day, pnbCents: number) => ({ month, pnbCents }) as ActivityMonth;
  const pnb = (rows: readonly ActivityMonth[]) => seriesOf(rows, "2026-10-01", (one) => one.pnbCents);

  it("every month is in its place, those without a row are gaps", () => {
    const { months, values } = pnb([row("2024-11-01", 5), row("2026-10-01", -7), row("2024-10-01", 99)]);
    expect([months[0], months.at(-1), months.length]).toEqual(["2024-11-01", "2026-10-01", 24]);
    expect([values[0], values[1], values.at(-1)]).toEqual([5, null, -7]);
  });

  it("the latest is the last one known, with its own month", () => {
    expect(extentOf(pnb([row("2025-01-01", 5), row("2025-03-01", 2)]))).toEqual({ low: 2, high: 5, latest: 2, latestMonth: "2025-03-01" });
    expect(extentOf(pnb([]))).toBeNull();
  });
});
