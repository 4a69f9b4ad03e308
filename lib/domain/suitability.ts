import { ageOn, type Day } from "./dates";

/** To whom the catalogue lets a product be proposed. Ages in completed years, income in cents a year; null: no bound. */
export type Suitability = {
  offerable: boolean;
  minAge: number | null;
  maxAge: number | null;
  minIncomeCents: number | null;
};

/** The catalogue's suitability rules. What the bank does not know of a client cannot make a product suitable. */
export function mayBeOffered(product: Suitability, client: { birthOn: Day | null; incomeCents: number | null }, today: Day): boolean {
  if (!product.offerable) return false;
  const age = client.birthOn === null ? null : ageOn(client.birthOn, today);
  if (product.minAge !== null && (age === null || age < product.minAge)) return false;
  if (product.maxAge !== null && (age === null || age > product.maxAge)) return false;
  return product.minIncomeCents === null || (client.incomeCents !== null && client.incomeCents >= product.minIncomeCents);
}
