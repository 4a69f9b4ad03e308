/**
 * CZK for one euro. Not the exchange rate of the time (about 35): the rate at which the average Czech salary of 1998 is
 * worth what a modest French one is today, so that the workbench's income bands and offers apply.
 */
const CZK_A_EURO = 4;

/** Whole cents. */
export function centsOf(czk: number): number {
  return Math.round((czk * 100) / CZK_A_EURO);
}

/** `1234.50`: euros as the import reads them. */
export function eurosOf(cents: number): string {
  return (cents / 100).toFixed(2);
}

/** The average gross salary of a district, made net, for a year. */
export function yearlyIncomeCents(salaryCzk: number): number {
  return centsOf(salaryCzk * 12 * NET_OF_GROSS);
}

const NET_OF_GROSS = 0.78;
