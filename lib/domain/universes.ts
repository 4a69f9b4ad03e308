/** The families of products. Source: domain, *Words*. */
export const UNIVERSES = ["DAILY_BANKING", "SAVINGS", "CREDIT", "INSURANCE", "INVESTMENTS", "SERVICES"] as const;
export type Universe = (typeof UNIVERSES)[number];
