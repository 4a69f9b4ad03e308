/** From which amount on a client is of high value; null: that amount does not count. The bank's own (high_value_rule). */
export type HighValueRule = { wealthCents: number | null; pnbCents: number | null };

export type HighValueFacts = {
  /** The bank names the client so, whatever the rule says. */
  marked: boolean;
  wealthCents: number | null;
  /** Over 12 months; null before there is a score. */
  pnbCents: number | null;
};

export type HighValueReason = "WEALTH" | "PNB" | "MARKED";

/** Why a client is of high value, the rule before the bank's mark; nothing: they are not. Source: issue *An advisor's day*. */
export function highValueReasons({ marked, wealthCents, pnbCents }: HighValueFacts, rule: HighValueRule): HighValueReason[] {
  const reasons: [HighValueReason, boolean][] = [
    ["WEALTH", reaches(wealthCents, rule.wealthCents)],
    ["PNB", reaches(pnbCents, rule.pnbCents)],
    ["MARKED", marked],
  ];
  return reasons.filter(([, holds]) => holds).map(([reason]) => reason);
}

function reaches(cents: number | null, threshold: number | null): boolean {
  return cents !== null && threshold !== null && cents >= threshold;
}
