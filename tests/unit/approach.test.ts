import { describe, expect, it } from "vitest";
import { approachOf, LIFE_STAGES, type ApproachFacts } from "@/lib/domain/approach";
import { CONSENT_CHANNELS } from "@/lib/domain/contact-policy";
import { SERVICE_MODELS, ZONES } from "@/lib/domain/profile";
import { SEGMENTS } from "@/lib/domain/segments";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";

const TODAY = "2026-11-20";

function approach(over: Partial<ApproachFacts> = {}) {
  return approachOf({ segment: "DEVELOP", birthOn: "1986-05-17", zone: "URBAN", serviceModel: "HYBRID", consents: {}, kits: [], ...over }, TODAY);
}

describe("the product angle adapts to the sub-segment", () => {
  it("innovative investments for the young urban client, estate planning for the rural senior, both À développer", () => {
    expect(approach({ birthOn: "2000-01-01", zone: "URBAN" })).toMatchObject({ lifeStage: "YOUNG", angle: "INNOVATIVE_INVESTMENTS" });
    expect(approach({ birthOn: "1950-01-01", zone: "RURAL" })).toMatchObject({ lifeStage: "SENIOR", angle: "ESTATE_PLANNING" });
  });

  it.each([
    ["on the eve of 35", "1991-11-21", "YOUNG"],
    ["on the 35th birthday", "1991-11-20", "ACTIVE"],
    ["on the eve of 65", "1961-11-21", "ACTIVE"],
    ["on the 65th birthday", "1961-11-20", "SENIOR"],
    ["of unknown age", null, "ACTIVE"],
  ] as const)("someone %s is %s", (_, birthOn, stage) => {
    expect(approach({ birthOn }).lifeStage).toBe(stage);
  });

  it("an unknown zone stands in the middle, a client without a segment is new", () => {
    expect(approach({ zone: null, segment: null })).toMatchObject({ zone: "PERI_URBAN", segment: "NEW" });
  });
});

describe("the channel adapts to the service model and to consents", () => {
  it("digital clients are reached by the app, traditional ones by phone", () => {
    expect(approach({ serviceModel: "DIGITAL" }).channels[0]).toBe("APP");
    expect(approach({ serviceModel: "TRADITIONAL" }).channels[0]).toBe("PHONE");
  });

  it("a refused channel gives way to the next; one never asked about does not", () => {
    expect(approach({ serviceModel: "HYBRID", consents: { PHONE: "REFUSED" } }).channels).toEqual(["EMAIL", "APP"]);
    expect(approach({ serviceModel: "HYBRID", consents: { PHONE: "PROVEN" } }).channels[0]).toBe("PHONE");
  });

  it("where all that suits was refused, a channel that was agreed to; the branch after it", () => {
    const consents = { PHONE: "REFUSED", POST: "REFUSED", EMAIL: "GRANTED" } as const;
    expect(approach({ serviceModel: "TRADITIONAL", segment: "STIMULATE", consents }).channels).toEqual(["EMAIL", "BRANCH"]);
  });

  it("whoever refuses every channel is welcome in the branch", () => {
    const refused = Object.fromEntries(CONSENT_CHANNELS.map((channel) => [channel, "REFUSED" as const]));
    expect(approach({ segment: "STIMULATE", consents: refused }).channels).toEqual(["BRANCH"]);
  });
});

it("every approach can be put in words, in both languages", () => {
  const birthOf = { YOUNG: "2000-01-01", ACTIVE: "1980-01-01", SENIOR: "1950-01-01" } as const;
  for (const words of [fr.client.approach, en.client.approach]) {
    for (const segment of [...SEGMENTS, null]) for (const lifeStage of LIFE_STAGES) for (const zone of ZONES) for (const serviceModel of SERVICE_MODELS) {
      const shown = approach({ segment, birthOn: birthOf[lifeStage], zone, serviceModel });
      expect([words.tone[shown.tone], words.angle[shown.angle], words.opening[shown.segment][shown.lifeStage]].every(Boolean)).toBe(true);
      expect(shown.channels.length).toBeGreaterThan(0);
    }
  }
});
