import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { actionWords, type Wording } from "@/components/actions/action-words";
import type { ActionCard } from "@/lib/domain/action-card";
import type { ActionReason } from "@/lib/domain/next-actions";
import type { Locale } from "@/lib/i18n/locale";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";

function wordingOf(locale: Locale): Wording {
  const options = { locale, messages: locale === "fr" ? fr : en, timeZone: "UTC" };
  return { locale, today: TEST_TODAY, t: createTranslator({ ...options, namespace: "actions" }), domain: createTranslator({ ...options, namespace: "domain" }) };
}

function card(over: Partial<ActionCard> = {}): ActionCard {
  return {
    clientId: 7,
    clientName: "Claude Martin",
    segment: "STIMULATE",
    id: "0b6f0c7e-7f0c-4a53-8a52-1c1f6f1f4a01",
    kind: "TARGETED_OFFER",
    origin: "RULES",
    productCode: "HOME_INSURANCE",
    productNames: { HOME_INSURANCE: { fr: "Assurance habitation", en: "Home insurance" }, PEL: { fr: "Plan d’épargne logement", en: "Home savings plan" } },
    reason: { code: "PEER_GAP", sharePercent: 62, peers: 1_284, segmentUp: "DEVELOP", movesTo: "DEVELOP" },
    channel: "PHONE",
    dueOn: daysAgo(30),
    snoozedUntilOn: null,
  isTaken: false,
    successChance: 1 / 6,
    valueCents: 6_500,
    urgency: 1.5,
    priority: 16.25,
    ground: null,
    blockedBy: null,
    blockedUntilOn: null,
    ...over,
  };
}

/** Every kind of space as one, so that the sentences below can be read. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, " ");
const wordsOf = (over: Partial<ActionCard>, locale: Locale = "fr") => actionWords(card(over), wordingOf(locale));
const why = (reason: ActionReason, over: Partial<ActionCard> = {}) => wordsOf({ ...over, reason }).reasons.map(plain);

describe("why, with its numbers", () => {
  it.each<[ActionReason, string[]]>([
    [{ code: "CADENCE", cadenceDays: 60, lastContactOn: daysAgo(100) }, ["Dernier contact le 12 août 2026, il y a 100 jours ; suivi prévu tous les 60 jours."]],
    [{ code: "CADENCE", cadenceDays: 60, lastContactOn: null }, ["Aucun contact connu ; suivi prévu tous les 60 jours."]],
    [
      { code: "PEER_GAP", sharePercent: 62, peers: 1_284, segmentUp: "MAINTAIN", movesTo: "MAINTAIN" },
      ["Assurance habitation : 62 % des 1 284 clients À entretenir comparables en disposent, ce client non.", "La souscription le ferait passer À entretenir."],
    ],
    [
      { code: "PEER_GAP", sharePercent: 62, peers: 150, segmentUp: "DEVELOP", movesTo: null },
      ["Assurance habitation : 62 % des 150 clients À développer comparables en disposent, ce client non."],
    ],
    [
      { code: "OUT_OF_TOUCH", cadenceDays: 180, lastContactOn: daysAgo(1), sharePercent: 43 },
      [
        "Dernier contact le 19 nov. 2026, hier ; relance prévue après 180 jours.",
        "Assurance habitation, offre d’entrée : 43 % des clients comparables un segment plus haut en disposent.",
      ],
    ],
    [{ code: "OUT_OF_TOUCH", cadenceDays: 180, lastContactOn: null, sharePercent: null }, ["Aucun contact connu ; relance prévue après 180 jours."]],
    [{ code: "REVIEW", lastReviewOn: daysAgo(200) }, ["Dernière revue le 4 mai 2026, il y a 200 jours ; revue due tous les 180 jours."]],
    [{ code: "REVIEW", lastReviewOn: null }, ["Client à forte valeur, sans revue connue ; revue due tous les 180 jours."]],
    [{ code: "WELCOME", clientSinceOn: daysAgo(45) }, ["Client depuis le 6 oct. 2026 (45 jours), sans contact depuis ; accueil attendu dans les 15 premiers jours."]],
    [{ code: "COMPLAINT", since: TEST_TODAY }, ["Réclamation ouverte le 20 nov. 2026, aujourd’hui ; réponse due le 21 oct. 2026."]],
    [{ code: "PLANNED", plannedOn: daysAgo(9) }, ["Étape convenue lors du contact du 11 nov. 2026, il y a 9 jours."]],
  ])("%j", (reason, sentences) => {
    expect(why(reason)).toEqual(sentences);
  });

  it("each churn signal is a sentence", () => {
    const signals: Extract<ActionReason, { code: "CHURN" }>["signals"] = [
      { code: "MONEY_IN_DOWN", percent: 46, fromCents: 230_000, toCents: 124_000 },
      { code: "BALANCE_DOWN", percent: 55, fromCents: 190_000, toCents: 85_000 },
      { code: "BALANCE_DOWN", percent: 120, fromCents: 190_000, toCents: -38_000 },
      { code: "INCOME_STOPPED" },
      { code: "PRODUCT_CLOSED", productCode: "PEL", closedOn: daysAgo(49) },
      { code: "DIGITAL_STOPPED", sessionsBefore: 42 },
      { code: "COMPLAINT", since: daysAgo(18) },
      { code: "LOW_SATISFACTION", score: 2, answeredOn: daysAgo(12) },
      { code: "NO_CONTACT", since: daysAgo(263), contacted: true, cadenceDays: 60 },
      { code: "NO_CONTACT", since: daysAgo(400), contacted: false, cadenceDays: 60 },
    ];
    expect(why({ code: "CHURN", signals }, { productCode: null })).toEqual([
      "Argent versé en baisse de 46 % sur 3 mois : 1 240 € par mois au lieu de 2 300 €.",
      "Solde moyen en baisse de 55 % sur 3 mois : 850 € au lieu de 1 900 €.",
      "Solde moyen devenu négatif sur 3 mois : -380 € au lieu de 1 900 €.",
      "Aucun revenu versé depuis 2 mois, contre 4 mois au moins sur les 6 précédents.",
      "Plan d’épargne logement : clôture le 2 oct. 2026, il y a 49 jours.",
      "Aucune connexion depuis 3 mois, contre 42 sur les 6 précédents.",
      "Réclamation ouverte le 2 nov. 2026, il y a 18 jours.",
      "Satisfaction de 2 sur 5 le 8 nov. 2026, il y a 12 jours.",
      "Aucun contact depuis le 2 mars 2026, il y a 263 jours ; suivi prévu tous les 60 jours.",
      "Aucun contact connu depuis l’entrée en relation le 16 oct. 2025, il y a 400 jours ; suivi prévu tous les 60 jours.",
    ]);
  });

  it("in English", () => {
    expect(wordsOf({}, "en").reasons).toEqual([
      "Home insurance: held by 62% of the 1,284 comparable Develop clients, not by this one.",
      "Taking it would move this client to Develop.",
    ]);
  });

  it("a product that has left the catalogue is still a product", () => {
    expect(wordsOf({ productNames: {} }).title).toBe("Offre ciblée · produit du catalogue");
  });
});

it("the priority shows its three factors", () => {
  const { priority } = wordsOf({});
  expect([plain(priority.value), plain(priority.factors)]).toEqual(["16", "17 % × 65 € × 1,5"]);
  expect(plain(priority.inWords)).toBe("17 % de chances d’aboutir × 65 € de PNB en jeu par an × urgence 1,5");
});

it.each<[Partial<ActionCard>, string]>([
  [{ dueOn: daysAgo(1) }, "En retard d’un jour"],
  [{ dueOn: daysAgo(12) }, "En retard de 12 jours"],
  [{ dueOn: TEST_TODAY }, "À faire aujourd’hui"],
  [{ dueOn: daysAgo(-1) }, "Demain"],
  [{ dueOn: daysAgo(-5) }, "Dans 5 jours"],
])("%j is due: %s", (over, text) => {
  expect(wordsOf(over).due.text).toBe(text);
});

it("a snooze says until when, and one that is over says nothing", () => {
  expect(wordsOf({ snoozedUntilOn: daysAgo(-5) })).toMatchObject({ isSnoozed: true, due: { text: "Reportée au", day: "25 nov. 2026", isLate: false } });
  expect(wordsOf({ snoozedUntilOn: TEST_TODAY })).toMatchObject({ isSnoozed: false, due: { text: "En retard de 30 jours", isLate: true } });
});

it("a block says why, and until when", () => {
  const block = wordsOf({ blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: daysAgo(-4) }).block;
  expect(plain(block)).toBe("Contact commercial il y a moins de 14 jours : le prochain est possible à partir du 24 nov. 2026.");
  expect(plain(wordsOf({ blockedBy: "COMPLAINT_OPEN" }).block)).toBe("Réclamation en cours : aucun contact commercial avant sa résolution.");
  expect(wordsOf({}).block).toBeNull();
});

it("a commercial action that may be done says so, and on which ground; a service contact has nothing to say", () => {
  expect(wordsOf({}).allowance).toBe("Contact autorisé");
  expect(plain(wordsOf({ ground: "RUNNING_CONTRACT" }).allowance)).toBe("Autorisé : contrat en cours");
  expect(wordsOf({ blockedBy: "PROTECTED" }).allowance).toBeNull();
  expect(wordsOf({ kind: "PERSONAL_FOLLOW_UP", productCode: null, reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null } }).allowance).toBeNull();
});
