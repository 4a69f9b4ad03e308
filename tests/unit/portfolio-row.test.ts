import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { portfolioRow, type PortfolioRow } from "@/components/portfolio/row-words";
import { addDays } from "@/lib/domain/dates";
import type { PortfolioAction, PortfolioCard } from "@/lib/domain/portfolio";
import { fr } from "@/lib/i18n/messages/fr";
import { PORTFOLIO_COLUMNS, type PortfolioColumn } from "@/lib/schemas/list-layout";
import { TEST_TODAY } from "@/tests/support/factories";

const options = { locale: "fr" as const, messages: fr, timeZone: "UTC" };
const wording = {
  locale: options.locale,
  t: createTranslator({ ...options, namespace: "portfolio" }),
  actions: createTranslator({ ...options, namespace: "actions" }),
  domain: createTranslator({ ...options, namespace: "domain" }),
};

const OFFER: PortfolioAction = {
  id: "0b6f0c7e-7f0c-4a53-8a52-1c1f6f1f4a01", kind: "TARGETED_OFFER", productCode: "PEL", productName: { fr: "Plan d’épargne logement", en: "Home savings plan" },
  channel: "PHONE", dueOn: TEST_TODAY, ground: null, blockedBy: null, blockedUntilOn: null,
};

function row(over: Partial<PortfolioCard> = {}, columns: readonly PortfolioColumn[] = PORTFOLIO_COLUMNS): PortfolioRow {
  const plain: PortfolioCard = {
    id: 7, firstName: "Claude", lastName: "Martin", status: "ACTIVE", segment: "MAINTAIN", pnbScore: 4, mireScore: 4, pnbCents: 128_449,
    ageBand: "35-44", zone: "RURAL", lastContactOn: addDays(TEST_TODAY, -60), advisorName: "Camille Test", isNear: false, action: OFFER, today: TEST_TODAY,
    serviceModel: "HYBRID", highValue: false, activeProducts: 3, wealthCents: 2_150_000, lastReviewOn: null,
  };
  return portfolioRow({ ...plain, ...over }, columns, wording);
}

describe("a row of the portfolio in words", () => {
  it.each([
    ["today", 0, "À faire aujourd’hui · contact autorisé", false],
    ["yesterday", -1, "En retard d’un jour · contact autorisé", true],
    ["twelve days ago", -12, "En retard de 12 jours · contact autorisé", true],
    ["tomorrow", 1, "Demain · contact autorisé", false],
  ])("an action due %s", (_, days, when, isLate) => {
    expect(row({ action: { ...OFFER, dueOn: addDays(TEST_TODAY, days) } }).action).toEqual({ title: "Offre ciblée · Plan d’épargne logement", when, isLate });
  });

  it("a blocked action says why, and is nobody's delay", () => {
    const blocked = row({ action: { ...OFFER, dueOn: addDays(TEST_TODAY, -12), blockedBy: "COMPLAINT_OPEN" } });
    expect(blocked.action).toMatchObject({ when: "Interdit\u00a0: Réclamation en cours", isLate: false });
    const waiting = row({ action: { ...OFFER, blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: "2026-12-04" } });
    expect(waiting.action?.when).toBe("Interdit avant le 4 déc. 2026\u00a0: Contact commercial de moins de 14 jours");
  });

  it("an action that rests on a running contract says so; a service contact needs no leave", () => {
    expect(row({ action: { ...OFFER, ground: "RUNNING_CONTRACT" } }).action?.when).toBe("À faire aujourd’hui · autorisé\u00a0: contrat en cours");
    expect(row({ action: { ...OFFER, kind: "PERSONAL_FOLLOW_UP", productCode: null, productName: null } }).action?.when).toBe("À faire aujourd’hui");
  });

  it.each([
    ["on the last day of the cadence", { lastContactOn: addDays(TEST_TODAY, -60) }, { ago: "il y a 60 jours", isLate: false }],
    ["a day beyond it", { lastContactOn: addDays(TEST_TODAY, -61) }, { ago: "il y a 61 jours, cadence dépassée", isLate: true }],
    ["never", { lastContactOn: null }, { day: "Jamais", ago: "", isLate: true }],
    ["never, for a new client, who has no cadence", { lastContactOn: null, segment: null }, { day: "Jamais", isLate: false }],
    ["long ago, for one who has left", { lastContactOn: addDays(TEST_TODAY, -400), status: "CLOSED" }, { ago: "il y a 400 jours", isLate: false }],
  ] as const)("a contact %s", (_, over, expected) => {
    expect(row(over).contact).toMatchObject(expected);
  });

  it("a new client, and one who has left, are called that", () => {
    expect(row({ segment: null }).segmentLabel).toBe("Nouveau client");
    expect(row({ segment: null, status: "DECEASED" }).segmentLabel).toBe("Décédé");
  });

  it("who was found by a similar name is marked so", () => {
    expect(row({ isNear: true }).about).toBe("nom proche · 35–44 ans · Rural");
  });

  it("what the bank does not know is left out or said", () => {
    expect(row({ ageBand: "?", zone: null }).about).toBe("Âge non renseigné");
    expect(row({ ageBand: null, zone: null, pnbCents: null, action: null, activeProducts: null, wealthCents: null }))
      .toMatchObject({ about: "", texts: { pnb: "–", products: "–", wealth: "–", review: "–" }, action: null, answered: null });
  });

  it("only what is shown is put in words", () => {
    expect(row({}, ["segment", "wealth"]).texts).toEqual({ wealth: "21\u202f500\u00a0€" });
    expect(row({}, ["service", "products", "advisor"]).texts).toEqual({ service: "Hybride", products: "3", advisor: "Camille Test" });
  });

  it("of a client who is owed reviews, none is said; of any other it is no lack", () => {
    expect([row({ highValue: true }), row(), row({ lastReviewOn: "2026-05-02" })].map(({ texts }) => texts.review)).toEqual(["Jamais", "–", "2 mai 2026"]);
  });
});
