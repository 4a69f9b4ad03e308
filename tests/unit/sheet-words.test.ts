import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { eventDay, eventWords, type EventWording } from "@/components/clients/sheet/event-words";
import { moveWords, stepWords, type StepWording } from "@/components/clients/sheet/step-words";
import type { LifeEvent } from "@/lib/domain/life-events";
import type { SegmentStep } from "@/lib/domain/segment-steps";
import type { Locale } from "@/lib/i18n/locale";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { TEST_TODAY } from "@/tests/support/factories";

const NAMES = { LIVRET_A: { fr: "Livret A", en: "Livret A savings account" }, PEL: { fr: "Plan d’épargne logement", en: "Home savings plan" } };

function wordings(locale: Locale): { step: StepWording; event: EventWording } {
  const options = { locale, messages: locale === "fr" ? fr : en, timeZone: "UTC" };
  const domain = createTranslator({ ...options, namespace: "domain" });
  return {
    step: { locale, t: createTranslator({ ...options, namespace: "client.climb" }), domain },
    event: { locale, today: TEST_TODAY, productNames: NAMES, t: createTranslator({ ...options, namespace: "client.events" }) },
  };
}

/** Narrow and other spaces as plain ones. */
const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, " ");

describe("a step", () => {
  const step = (over: Partial<SegmentStep>): SegmentStep => ({
    kind: "PRODUCT", productCodes: [], operations: 0, income: false, horizon: "NOW", pnbGainCents: 0, cost: 1,
    after: { pnbScore: 2, mireScore: 3, combinedScore: 6, segment: "DEVELOP" }, ...over,
  });

  it.each([
    [{ productCodes: ["LIVRET_A"] }, "Livret A", "Livret A savings account"],
    [{ productCodes: ["LIVRET_A", "PEL"] }, "Livret A + Plan d’épargne logement", "Livret A savings account + Home savings plan"],
    [{ operations: 1 }, "1 opération de plus par mois sur le compte à vue", "1 more operation a month on the current account"],
    [{ operations: 5, income: true }, "5 opérations de plus par mois et un revenu versé chaque mois sur le compte à vue", "5 more operations a month and an income paid in each month on the current account"],
    [{ income: true }, "Un revenu versé chaque mois sur le compte à vue", "An income paid in each month on the current account"],
    [{ productCodes: ["PEL"], operations: 2 }, "Plan d’épargne logement + 2 opérations de plus par mois sur le compte à vue", "Home savings plan + 2 more operations a month on the current account"],
    [{ productCodes: ["GONE"] }, "GONE", "GONE"],
  ])("%o", (over, french, english) => {
    expect([stepWords(step(over), NAMES, wordings("fr").step), stepWords(step(over), NAMES, wordings("en").step)]).toEqual([french, english]);
  });

  const before = { pnbScore: 2, mireScore: 2 };
  it.each([
    ["at once", {}, "score MIRE 2 → 3, combiné 6"],
    ["by use", { operations: 3 }, "score MIRE 2 → 3, combiné 6 · après trois mois complets"],
    ["past the next segment", { after: { pnbScore: 2, mireScore: 4, combinedScore: 8, segment: "MAINTAIN" } }, "score MIRE 2 → 4, combiné 8 (À entretenir)"],
    [
      "within a year", { horizon: "YEAR", pnbGainCents: 22_000, after: { pnbScore: 3, mireScore: 2, combinedScore: 6, segment: "DEVELOP" } },
      "score PNB 2 → 3, combiné 6 · d’ici un an, avec 220 € de PNB par an selon le catalogue",
    ],
  ] as const)("what it gives %s", (_, over, words) => {
    expect(plain(moveWords(step(over), before, "DEVELOP", wordings("fr").step))).toBe(words);
  });
});

describe("a life event", () => {
  it.each([
    [{ kind: "BIRTHDAY", on: "2026-11-25", age: 40 }, "40 ans dans 5 jours.", "40 years old in 5 days."],
    [{ kind: "BIRTHDAY", on: "2026-11-20", age: 1 }, "1 an aujourd’hui.", "1 year old today."],
    [{ kind: "RETIREMENT", on: "2027-04-01", years: 62, months: 9 }, "Âge légal de la retraite : 62 ans et 9 mois.", "Legal retirement age: 62 years and 9 months."],
    [{ kind: "RETIREMENT", on: "2026-04-01", years: 64, months: 0 }, "Âge légal de la retraite atteint : 64 ans.", "Legal retirement age reached: 64 years."],
    [{ kind: "LOAN_ENDING", on: "2027-01-01", productCode: "PEL" }, "Fin du crédit : Plan d’épargne logement.", "End of the loan: Home savings plan."],
    [{ kind: "LARGE_INFLOW", on: "2026-10-01", cents: 1_500_000, usualCents: 210_000 }, "15 000 € versés dans le mois, contre 2 100 € d’ordinaire.", "€15,000 paid in during the month, against €2,100 as a rule."],
  ] satisfies [LifeEvent, string, string][])("%o", (event, french, english) => {
    expect([plain(eventWords(event, wordings("fr").event)), plain(eventWords(event, wordings("en").event))]).toEqual([french, english]);
  });

  it("has a day; money that came in is known by the month", () => {
    const day = (event: LifeEvent) => eventDay(event, { locale: "fr" });
    expect(day({ kind: "BIRTHDAY", on: "2026-11-25", age: 40 })).toBe("25 nov. 2026");
    expect(day({ kind: "LARGE_INFLOW", on: "2026-10-01", cents: 1, usualCents: 0 })).toBe("oct. 2026");
  });
});
