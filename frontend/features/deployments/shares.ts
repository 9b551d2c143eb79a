/** Shares of answers with what a sample of this size can say about them. */

/** A share with its 95 % interval, all from 0 to 1. */
export type Share = { count: number; of: number; value: number; low: number; high: number };

const Z = 1.959964;

/** With fewer of them than this nothing is said about which is better. */
export const FEWEST_TO_JUDGE = 10;

/** `count` of `of` with Wilson's interval; null where there is nothing to take a share of. */
export function shareOf(count: number, of: number): Share | null {
  if (of <= 0) return null;
  const value = count / of;
  const square = Z * Z;
  const scale = 1 + square / of;
  const centre = (value + square / (2 * of)) / scale;
  const reach = (Z / scale) * Math.sqrt((value * (1 - value)) / of + square / (4 * of * of));
  return {
    count,
    of,
    value,
    low: Math.max(0, centre - reach),
    high: Math.min(1, centre + reach),
  };
}

/** How far share `b` lies above share `a`, with its 95 % interval, from −1 to 1. */
export type Difference = { value: number; low: number; high: number };

/** Newcombe's interval of the difference of two shares, out of the intervals of both. */
export function differenceOf(a: Share, b: Share): Difference {
  const value = b.value - a.value;
  return {
    value,
    low: value - Math.hypot(b.value - b.low, a.high - a.value),
    high: value + Math.hypot(b.high - b.value, a.value - a.low),
  };
}

export type Judgement = "too_few" | "unclear" | "more" | "less";

/** Whether share `b` is larger than share `a`, as far as these samples can tell. */
export function judge(a: Share | null, b: Share | null): Judgement {
  if (!a || !b || a.of < FEWEST_TO_JUDGE || b.of < FEWEST_TO_JUDGE) return "too_few";
  const { low, high } = differenceOf(a, b);
  if (low > 0) return "more";
  return high < 0 ? "less" : "unclear";
}

/** Small shares, such as failures, with a digit more. */
function percent(share: number): string {
  const digits = share < 0.095 ? 1 : 0;
  return (share * 100).toFixed(digits).replace(".0", "");
}

/** "80 %". */
export function percentText(share: number): string {
  return `${percent(share)} %`;
}

/** "49 – 94 %". */
export function intervalText({ low, high }: Pick<Share, "low" | "high">): string {
  return `${percent(low)} – ${percent(high)} %`;
}

/** "+12 points (−5 … +29)". */
export function differenceText({ value, low, high }: Difference): string {
  const signed = (part: number) => {
    const points = Math.round(part * 100);
    return points === 0 ? "0" : `${points > 0 ? "+" : "−"}${Math.abs(points)}`;
  };
  return `${signed(value)} points (${signed(low)} … ${signed(high)})`;
}
