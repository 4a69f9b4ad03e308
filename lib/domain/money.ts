/** The whole number nearest to a / b, halves up: also for negatives, as floor(x + ½). `b` is positive. */
export function divideHalfUp(a: number, b: number): number {
  return Math.floor((2 * a + b) / (2 * b));
}
