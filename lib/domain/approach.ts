import { CONSENT_CHANNELS, mayUseChannel, type ContactFacts, type InteractionChannel } from "./contact-policy";
import { ageOn, type Day } from "./dates";
import type { ServiceModel, Zone } from "./profile";
import { SEGMENTS, type Segment } from "./segments";

export const LIFE_STAGES = ["YOUNG", "ACTIVE", "SENIOR"] as const;
export type LifeStage = (typeof LIFE_STAGES)[number];

/** A segment, or a client who has none yet. */
export const APPROACH_SEGMENTS = [...SEGMENTS, "NEW"] as const;
export type ApproachSegment = (typeof APPROACH_SEGMENTS)[number];

export type SubSegment = { segment: ApproachSegment; lifeStage: LifeStage; zone: Zone };

/** Of an opening line or an angle, in characters. */
export const KIT_TEXT_LENGTH = 300;

/** The bank's own words for a sub-segment, in place of the workbench's. `channel` null: as the service model has it. */
export type ApproachKit = Pick<SubSegment, "lifeStage" | "zone"> & {
  opening: Record<"fr" | "en", string>;
  angle: Record<"fr" | "en", string>;
  channel: InteractionChannel | null;
};

export type Tone = "RECOGNITION" | "ADVICE" | "BRIEF" | "EXPLANATION" | "REASSURANCE";

export type ProductAngle =
  | "INNOVATIVE_INVESTMENTS"
  | "ESTATE_PLANNING"
  | "HOME_PROJECT"
  | "DIVERSIFICATION"
  | "RETIREMENT"
  | "FAMILY_PROTECTION"
  | "RENOVATION"
  | "MOBILITY"
  | "INCOME_SUPPLEMENT"
  | "FIRST_SAVINGS"
  | "EVERYDAY_DIGITAL"
  | "LOCAL_SERVICES";

/** How to go about a contact: keys, put in words when shown. The opening line follows segment and life stage. */
export type Approach = SubSegment & {
  /** What the bank says itself; its words come before those of the keys. */
  kit: ApproachKit | null;
  /** The best first; never one that the client refused. */
  channels: readonly InteractionChannel[];
  tone: Tone;
  angle: ProductAngle;
};

export type ApproachFacts = {
  segment: Segment | null;
  birthOn: Day | null;
  zone: Zone | null;
  serviceModel: ServiceModel;
  consents: ContactFacts["consents"];
  /** Those of the segment. */
  kits: readonly ApproachKit[];
};

/** What to speak of, by sub-segment. Both examples of the seed *segmentation dynamique*, 3, are in the row DEVELOP. */
const ANGLES: Record<ApproachSegment, Record<LifeStage, Record<Zone, ProductAngle>>> = {
  MAINTAIN: {
    YOUNG: { URBAN: "INNOVATIVE_INVESTMENTS", PERI_URBAN: "HOME_PROJECT", RURAL: "HOME_PROJECT" },
    ACTIVE: { URBAN: "DIVERSIFICATION", PERI_URBAN: "DIVERSIFICATION", RURAL: "RETIREMENT" },
    SENIOR: { URBAN: "ESTATE_PLANNING", PERI_URBAN: "ESTATE_PLANNING", RURAL: "ESTATE_PLANNING" },
  },
  DEVELOP: {
    YOUNG: { URBAN: "INNOVATIVE_INVESTMENTS", PERI_URBAN: "HOME_PROJECT", RURAL: "HOME_PROJECT" },
    ACTIVE: { URBAN: "RETIREMENT", PERI_URBAN: "FAMILY_PROTECTION", RURAL: "RENOVATION" },
    SENIOR: { URBAN: "INCOME_SUPPLEMENT", PERI_URBAN: "ESTATE_PLANNING", RURAL: "ESTATE_PLANNING" },
  },
  STIMULATE: {
    YOUNG: { URBAN: "FIRST_SAVINGS", PERI_URBAN: "MOBILITY", RURAL: "MOBILITY" },
    ACTIVE: { URBAN: "FAMILY_PROTECTION", PERI_URBAN: "RENOVATION", RURAL: "MOBILITY" },
    SENIOR: { URBAN: "INCOME_SUPPLEMENT", PERI_URBAN: "INCOME_SUPPLEMENT", RURAL: "LOCAL_SERVICES" },
  },
  BUILD: {
    YOUNG: { URBAN: "EVERYDAY_DIGITAL", PERI_URBAN: "EVERYDAY_DIGITAL", RURAL: "EVERYDAY_DIGITAL" },
    ACTIVE: { URBAN: "EVERYDAY_DIGITAL", PERI_URBAN: "FIRST_SAVINGS", RURAL: "FIRST_SAVINGS" },
    SENIOR: { URBAN: "FIRST_SAVINGS", PERI_URBAN: "LOCAL_SERVICES", RURAL: "LOCAL_SERVICES" },
  },
  NEW: {
    YOUNG: { URBAN: "EVERYDAY_DIGITAL", PERI_URBAN: "EVERYDAY_DIGITAL", RURAL: "EVERYDAY_DIGITAL" },
    ACTIVE: { URBAN: "EVERYDAY_DIGITAL", PERI_URBAN: "FIRST_SAVINGS", RURAL: "FIRST_SAVINGS" },
    SENIOR: { URBAN: "LOCAL_SERVICES", PERI_URBAN: "LOCAL_SERVICES", RURAL: "LOCAL_SERVICES" },
  },
};

/** How to say it. */
const TONES: Record<ServiceModel, Record<ApproachSegment, Tone>> = {
  DEDICATED: { MAINTAIN: "RECOGNITION", DEVELOP: "ADVICE", STIMULATE: "ADVICE", BUILD: "REASSURANCE", NEW: "ADVICE" },
  DIGITAL: { MAINTAIN: "RECOGNITION", DEVELOP: "BRIEF", STIMULATE: "BRIEF", BUILD: "BRIEF", NEW: "BRIEF" },
  TRADITIONAL: { MAINTAIN: "RECOGNITION", DEVELOP: "EXPLANATION", STIMULATE: "EXPLANATION", BUILD: "REASSURANCE", NEW: "EXPLANATION" },
  HYBRID: { MAINTAIN: "RECOGNITION", DEVELOP: "ADVICE", STIMULATE: "BRIEF", BUILD: "REASSURANCE", NEW: "EXPLANATION" },
};

/** Where to say it, the best first. */
const CHANNELS: Record<ServiceModel, Record<ApproachSegment, readonly InteractionChannel[]>> = {
  DEDICATED: {
    MAINTAIN: ["PHONE", "BRANCH", "VIDEO"],
    DEVELOP: ["PHONE", "VIDEO", "BRANCH"],
    STIMULATE: ["PHONE", "EMAIL"],
    BUILD: ["PHONE", "EMAIL"],
    NEW: ["PHONE", "BRANCH"],
  },
  DIGITAL: {
    MAINTAIN: ["APP", "VIDEO", "PHONE"],
    DEVELOP: ["APP", "VIDEO", "EMAIL"],
    STIMULATE: ["APP", "EMAIL"],
    BUILD: ["APP", "EMAIL", "SMS"],
    NEW: ["APP", "EMAIL"],
  },
  TRADITIONAL: {
    MAINTAIN: ["PHONE", "BRANCH"],
    DEVELOP: ["PHONE", "BRANCH"],
    STIMULATE: ["PHONE", "POST"],
    BUILD: ["PHONE", "POST"],
    NEW: ["PHONE", "BRANCH"],
  },
  HYBRID: {
    MAINTAIN: ["PHONE", "VIDEO", "EMAIL"],
    DEVELOP: ["PHONE", "EMAIL", "APP"],
    STIMULATE: ["PHONE", "EMAIL", "APP"],
    BUILD: ["PHONE", "EMAIL", "APP"],
    NEW: ["PHONE", "EMAIL"],
  },
};

const SHOWN_CHANNELS = 2;

/**
 * The approach to a client: it adapts to sub-segment and service model, never the segment itself. What the bank does
 * not know stands in the middle: active life, peri-urban. Source: domain, *Approach*.
 */
export function approachOf(facts: ApproachFacts, today: Day): Approach {
  const segment = facts.segment ?? "NEW";
  const lifeStage = facts.birthOn === null ? "ACTIVE" : lifeStageAt(ageOn(facts.birthOn, today));
  const zone = facts.zone ?? "PERI_URBAN";
  const kit = facts.kits.find((own) => own.lifeStage === lifeStage && own.zone === zone) ?? null;
  const byService = CHANNELS[facts.serviceModel][segment].filter((channel) => channel !== kit?.channel);
  const preferred = [...(kit?.channel ? [kit.channel] : []), ...byService].filter((channel) => mayUseChannel(channel, facts.consents));
  const others = CONSENT_CHANNELS.filter((channel) => facts.consents[channel] !== undefined && mayUseChannel(channel, facts.consents));
  return {
    segment,
    lifeStage,
    zone,
    kit,
    channels: (preferred.length > 0 ? preferred : [...others, "BRANCH" as const]).slice(0, SHOWN_CHANNELS),
    tone: TONES[facts.serviceModel][segment],
    angle: angleOf({ segment, lifeStage, zone }),
  };
}

/** What the workbench itself has one speak of. */
export function angleOf({ segment, lifeStage, zone }: SubSegment): ProductAngle {
  return ANGLES[segment][lifeStage][zone];
}

/** Bounds of the age bands of the profile: 18–34, 35–64, 65 and over. */
function lifeStageAt(age: number): LifeStage {
  if (age < 35) return "YOUNG";
  return age < 65 ? "ACTIVE" : "SENIOR";
}
