import { describe, expect, it } from "vitest";
import { formatDay, formatEuros, formatInstant, formatNumber, formatPercent } from "@/lib/i18n/format";
import { negotiateLocale } from "@/lib/i18n/locale";

describe("the language of an answer", () => {
  it.each([
    ["the one chosen, whatever the browser says", "en", "fr-FR,fr;q=0.9", "en"],
    ["the browser's, when none was chosen", undefined, "en-GB,en;q=0.9,fr;q=0.8", "en"],
    ["the browser's best of ours", undefined, "de-DE,de;q=0.9,en;q=0.7,fr;q=0.8", "fr"],
    ["the first of equals", undefined, "en, fr", "en"],
    ["never one the browser refuses", undefined, "en;q=0, fr;q=0.1", "fr"],
    ["French for a browser that speaks neither", undefined, "ja,de;q=0.9", "fr"],
    ["French for a browser that says nothing", undefined, null, "fr"],
    ["French for nonsense", "xx", ";;q=,*", "fr"],
  ])("is %s", (_, chosen, acceptLanguage, expected) => {
    expect(negotiateLocale(chosen, acceptLanguage)).toBe(expected);
  });
});

describe("formats", () => {
  it("show a calendar day as it is, in any zone", () => {
    expect(formatDay("fr", "2026-03-29")).toBe("29 mars 2026");
    expect(formatDay("en", "2026-03-29", "long")).toBe("Sunday, 29 March 2026");
    expect(formatDay("fr", "2026-12-01", "month")).toBe("déc. 2026");
  });

  it("show an instant by the clocks of Paris, summer and winter", () => {
    expect(formatInstant("fr", new Date("2026-07-01T22:30:00Z"))).toBe("2 juil. 2026, 00:30");
    expect(formatInstant("en", new Date("2026-01-01T13:05:00Z"))).toBe("1 Jan 2026, 14:05");
    expect(formatInstant("en", new Date("2026-01-01T13:05:00Z"), "time")).toBe("14:05");
  });

  it.each([
    ["fr", 128_450, "1\u202f285\u00a0€"],
    ["en", 128_450, "€1,285"],
    ["fr", -40, "0\u00a0€"],
    ["fr", -100, "-1\u00a0€"],
  ] as const)("write %s %i cents as %s", (locale, cents, expected) => {
    expect(formatEuros(locale, cents)).toBe(expected);
  });

  it("write numbers and shares", () => {
    expect(formatEuros("en", 12_345, { cents: true })).toBe("€123.45");
    expect(formatNumber("fr", 1_284)).toBe("1\u202f284");
    expect(formatNumber("fr", 2.345, 1)).toBe("2,3");
    expect(formatPercent("fr", 0.617)).toBe("62\u00a0%");
    expect(formatPercent("en", 0.617)).toBe("62%");
  });
});
