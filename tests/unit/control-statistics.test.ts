import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohenKappa } from "@/lib/domain/kappa";
import { wilsonInterval } from "@/lib/domain/proportion";
import { allocate, sampleSize } from "@/lib/domain/sample-size";
import { stratifiedRate, stratumRate, type StratumCount } from "@/lib/domain/stratified-rate";

const fourDigits = ({ low, high }: { low: number; high: number }) => [low, high].map((limit) => limit.toFixed(4));

describe("Wilson's interval: Newcombe, Statistics in Medicine 17 (1998), table I, method 3", () => {
  it.each([
    [81, 263, "0.2553", "0.3662"],
    [15, 148, "0.0624", "0.1605"],
    [0, 20, "0.0000", "0.1611"],
    [1, 29, "0.0061", "0.1718"],
  ])("%i of %i", (compliant, n, low, high) => {
    expect(fourDigits(wilsonInterval(compliant / n, n, 95))).toEqual([low, high]);
  });

  it.each([
    [18, 20, "0.6990", "0.9721"],
    [4, 20, "0.0807", "0.4160"],
    [4, 200, "0.0078", "0.0503"],
    [190, 200, "0.9104", "0.9726"],
    [0, 30, "0.0000", "0.1135"],
    [30, 30, "0.8865", "1.0000"],
  ])("%i of %i: R package binom, binom.confint, method wilson, kept in statsmodels (stats/tests/results/results_proportion.py)", (compliant, n, low, high) => {
    expect(fourDigits(wilsonInterval(compliant / n, n, 95))).toEqual([low, high]);
  });

  // By the formula, with Python: no published example is known to us for these.
  it("computed by hand: 4 of 20 at 90 and at 99 percent; 15 judged of 148 out of 296, 18 of 20 out of 50, at n / (1 − f)", () => {
    expect(fourDigits(wilsonInterval(4 / 20, 20, 90))).toEqual(["0.0931", "0.3784"]);
    expect(fourDigits(wilsonInterval(4 / 20, 20, 99))).toEqual(["0.0616", "0.4879"]);
    const [half, some] = [stratumRate({ population: 296, judged: 148, compliant: 15 }, 95), stratumRate({ population: 50, judged: 20, compliant: 18 }, 95)];
    expect([half && fourDigits(half.interval), some && fourDigits(some.interval)]).toEqual([["0.0719", "0.1410"], ["0.7537", "0.9636"]]);
  });

  it("of a population so large that nothing of it is used up, a stratum's is the same", () => {
    const stratum = stratumRate({ population: 1e12, judged: 263, compliant: 81 }, 95);
    expect(stratum && fourDigits(stratum.interval)).toEqual(["0.2553", "0.3662"]);
  });

  it("holds the rate, stays within 0 and 1, narrows with more and mirrors its complement", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(90 as const, 95 as const, 99 as const), (n, share, confidence) => {
      const rate = Math.round(share * n) / n;
      const { low, high } = wilsonInterval(rate, n, confidence);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(rate);
      expect(high).toBeGreaterThanOrEqual(rate);
      const more = wilsonInterval(rate, n * 2, confidence);
      expect(more.high - more.low).toBeLessThan(high - low);
      const other = wilsonInterval(1 - rate, n, confidence);
      expect(other.low).toBeCloseTo(1 - high, 10);
    }));
  });
});

describe("the rate over all strata", () => {
  // Scheaffer, Mendenhall and Ott, Elementary Survey Sampling, example 5.12 (households that watch a show, two towns and the
  // country): p = 0.60, V(p) = 0.0045; 1.96 standard errors are 0.13218.
  const SHOW: StratumCount[] = [
    { population: 155, judged: 20, compliant: 16 },
    { population: 62, judged: 8, compliant: 2 },
    { population: 93, judged: 12, compliant: 6 },
  ];

  it("is as published, with its standard error", () => {
    const over = stratifiedRate(SHOW, 95);
    expect(over?.rate).toBeCloseTo(0.6, 10);
    expect((over?.standardError ?? 0) ** 2).toBeCloseTo(0.0045, 4);
    expect(1.959964 * (over?.standardError ?? 0)).toBeCloseTo(0.13218, 4);
  });

  // By formula 5.52, with Python: strata sampled a quarter, a tenth and an eighth, 24 of 30, 38 of 40 and 5 of 10 compliant.
  it("computed by hand: 0.86 ± 0.032936 of strata sampled unevenly", () => {
    const over = stratifiedRate([{ population: 120, judged: 30, compliant: 24 }, { population: 400, judged: 40, compliant: 38 }, { population: 80, judged: 10, compliant: 5 }], 95);
    expect([over?.rate.toFixed(6), over?.standardError?.toFixed(6)]).toEqual(["0.860000", "0.032936"]);
  });

  it("a sample in proportion is worth its own size, less what it used up: Kish's effect is 1", () => {
    expect(stratifiedRate(SHOW, 95)?.effectiveSize).toBeCloseTo(40 / (1 - 40 / 310), 0);
  });

  it("Kish: weights 1 and 4 on as many entries are worth (Σw)² / Σw² of them", () => {
    const strata = [{ population: 1e9, judged: 50, compliant: 40 }, { population: 4e9, judged: 50, compliant: 40 }];
    expect(stratifiedRate(strata, 95)?.effectiveSize).toBeCloseTo((50 * 1 + 50 * 4) ** 2 / (50 * 1 + 50 * 16), 3);
  });

  it("one stratum is judged alone as over all", () => {
    const only = { population: 90, judged: 17, compliant: 15 };
    expect(stratifiedRate([only], 95)?.interval).toEqual(stratumRate(only, 95)?.interval);
  });

  it("everything was judged: the rate is known", () => {
    const over = stratifiedRate([{ population: 3, judged: 3, compliant: 2 }, { population: 1, judged: 1, compliant: 1 }], 95);
    expect(over).toMatchObject({ rate: 0.75, interval: { low: 0.75, high: 0.75 }, standardError: 0, covered: 1 });
  });

  it("where each stratum agrees with itself the interval is no point all the same", () => {
    const over = stratifiedRate([{ population: 100, judged: 2, compliant: 2 }, { population: 100, judged: 2, compliant: 0 }], 95);
    expect(over?.standardError).toBe(0);
    expect((over?.interval.high ?? 0) - (over?.interval.low ?? 0)).toBeGreaterThan(0.5);
  });

  it("one judged entry of several tells no variance; a stratum without any is left out and told", () => {
    const over = stratifiedRate([{ population: 30, judged: 1, compliant: 1 }, { population: 10, judged: 0, compliant: 0 }], 95);
    expect(over).toMatchObject({ rate: 1, standardError: null, covered: 0.75 });
    expect(stratifiedRate([{ population: 10, judged: 0, compliant: 0 }], 95)).toBeNull();
    expect(stratumRate({ population: 10, judged: 0, compliant: 0 }, 95)).toBeNull();
  });
});

describe("the size of a sample: Krejcie and Morgan, Educational and Psychological Measurement 30 (1970), by the same formula", () => {
  it.each([[10, 10], [100, 80], [200, 132], [1_000, 278], [5_000, 357], [10_000, 370], [1_000_000, 384]])("of %i entries at 50 %% ± 5 points: %i", (population, size) => {
    expect(sampleSize(population, { confidence: 95, expectedRate: 0.5, halfWidth: 0.05 })).toBe(size);
  });

  // 44.34, 217.49 and 382.19: their table rounds to the nearest, which is a hair less precise than was asked for.
  it.each([[50, 44], [500, 217], [75_000, 382]])("of %i entries one more than their %i, which is rounded down", (population, size) => {
    expect(sampleSize(population, { confidence: 95, expectedRate: 0.5, halfWidth: 0.05 })).toBe(size + 1);
  });

  it("Cochran: without end, 385 at 50 % ± 5 points (384.1 rounded up); of nothing, nothing", () => {
    expect(sampleSize(1e12, { confidence: 95, expectedRate: 0.5, halfWidth: 0.05 })).toBe(385);
    expect(sampleSize(0, { confidence: 95, expectedRate: 0.5, halfWidth: 0.05 })).toBe(0);
  });

  it("is divided by the largest remainder, the earlier stratum first, and gives each its least", () => {
    expect(allocate([50, 30, 20], 10, 1)).toEqual([5, 3, 2]);
    expect(allocate([1, 1, 1], 2, 0)).toEqual([1, 1, 0]);
    expect(allocate([97, 2, 1], 10, 2)).toEqual([9, 2, 1]);
    expect(allocate([], 10, 2)).toEqual([]);
    expect(allocate([0, 0], 10, 2)).toEqual([0, 0]);
  });

  it("never takes more than there is, nor less than the least or, without one, than the size", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 5 }), (populations, size, least) => {
      const sizes = allocate(populations, size, least);
      const whole = populations.reduce((sum, one) => sum + one, 0);
      sizes.forEach((part, place) => {
        expect(part).toBeLessThanOrEqual(populations[place] ?? 0);
        expect(part).toBeGreaterThanOrEqual(Math.min(least, populations[place] ?? 0));
        if (least === 0) expect(Math.abs(part - (whole === 0 ? 0 : (Math.min(size, whole) * (populations[place] ?? 0)) / whole))).toBeLessThan(1);
      });
      const drawn = sizes.reduce((sum, one) => sum + one, 0);
      expect(drawn).toBeGreaterThanOrEqual(Math.min(size, whole));
      if (least === 0) expect(drawn).toBe(Math.min(size, whole));
    }));
  });
});

describe("Cohen's kappa", () => {
  it("of a printout of SAS PROC FREQ, kept in statsmodels (stats/tests/test_inter_rater.py): 0.4842, error 0.1380, 0.2137 to 0.7547", () => {
    const agreement = cohenKappa([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 95);
    expect(agreement?.kappa?.value.toFixed(4)).toBe("0.4842");
    expect(agreement?.kappa?.standardError.toFixed(4)).toBe("0.1380");
    expect(agreement?.kappa && fourDigits(agreement.kappa.interval)).toEqual(["0.2137", "0.7547"]);
  });

  it("the first example of Wikipedia, Cohen's kappa (20, 5, 10, 15): observed 0.7, by chance 0.5, κ = 0.4", () => {
    const agreement = cohenKappa([[20, 5], [10, 15]], 95);
    expect(agreement?.observed).toBeCloseTo(0.7, 10);
    expect(agreement?.kappa?.value).toBeCloseTo(0.4, 10);
  });

  // Raters 2 and 3 of the data set `anxiety`; the levels that either of them used: 1, 2, 3, 4 and 6.
  it("below chance: R package irr, kappa2(anxiety[,2:3]), kept in statsmodels (stats/tests/test_inter_rater.py): −0.006289308", () => {
    const agreement = cohenKappa([[0, 0, 1, 0, 0], [4, 0, 1, 0, 0], [2, 3, 3, 0, 0], [0, 2, 0, 1, 1], [1, 0, 0, 1, 0]], 95);
    expect(agreement?.kappa?.value.toFixed(9)).toBe("-0.006289308");
  });

  it("is not defined where both say the same of everything, nor of nothing", () => {
    expect(cohenKappa([[12, 0], [0, 0]], 95)).toEqual({ n: 12, observed: 1, kappa: null });
    expect(cohenKappa([[0, 0], [0, 0]], 95)).toBeNull();
  });

  it("is 1 for those who always agree on more than one category, and the same whoever is called the first", () => {
    expect(cohenKappa([[3, 0], [0, 2]], 95)?.kappa).toMatchObject({ value: 1, standardError: 0 });
    fc.assert(fc.property(fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 50 }))), ([a = 0, b = 0, c = 0, d = 0]) => {
      const one = cohenKappa([[a, b], [c, d]], 95);
      const other = cohenKappa([[a, c], [b, d]], 95);
      expect(one?.kappa?.value ?? null).toEqual(other?.kappa ? expect.closeTo(other.kappa.value, 10) : null);
      expect(one?.kappa?.value ?? 0).toBeLessThanOrEqual(1 + 1e-12);
    }));
  });
});
