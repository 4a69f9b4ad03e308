import type { BankEvent, BankEventKind } from "@/lib/domain/invitation";
import type { Segment } from "@/lib/domain/segments";

/** An event as its form holds it: numbers as they are typed. */
export type EventDraft = {
  kind: BankEventKind;
  titleFr: string;
  titleEn: string;
  place: string;
  heldOn: string;
  places: string;
  minAge: string;
  maxAge: string;
  /** In euros. */
  minWealth: string;
  segments: readonly Segment[];
  withdrawn: boolean;
};

const NOTHING: EventDraft = { kind: "EVENT", titleFr: "", titleEn: "", place: "", heldOn: "", places: "", minAge: "", maxAge: "", minWealth: "", segments: [], withdrawn: false };

export function draftOf(event: BankEvent | null): EventDraft {
  if (event === null) return NOTHING;
  const { kind, titleFr, titleEn, place, heldOn, places, minAge, maxAge, minWealthCents, segments, withdrawn } = event;
  const text = (value: number | null) => (value === null ? "" : String(value));
  return { kind, titleFr, titleEn, place, heldOn, places: text(places), minAge: text(minAge), maxAge: text(maxAge), minWealth: text(minWealthCents === null ? null : minWealthCents / 100), segments, withdrawn };
}

/** What is sent of it; what is no number is sent as none, and refused. */
export function inputOf({ places, minAge, maxAge, minWealth, ...draft }: EventDraft, key: { id: string; version: number | null }): object {
  const number = (typed: string) => (typed.trim() === "" ? null : Number(typed.replace(/\s/g, "")));
  const euros = number(minWealth);
  return { ...key, ...draft, places: number(places), minAge: number(minAge), maxAge: number(maxAge), minWealthCents: euros === null ? null : Math.round(euros * 100) };
}
