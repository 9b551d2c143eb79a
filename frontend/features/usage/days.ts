import type { UsageDay } from "@/lib/api/types";

const DAY_MS = 86_400_000;

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Every day of a period, `end` excluded, with zeros for those on which nothing happened. */
export function everyDay(days: UsageDay[], start: string, end: string): UsageDay[] {
  const known = new Map(days.map((day) => [day.date, day]));
  const first = Date.parse(start.slice(0, 10));
  const count = Math.max(0, Math.ceil((Date.parse(end) - first) / DAY_MS));
  return Array.from({ length: count }, (_, index) => {
    const date = isoDate(first + index * DAY_MS);
    return known.get(date) ?? { date, requests: 0, prompt_tokens: 0, completion_tokens: 0 };
  });
}

/** The smallest of 1, 2 or 5 times a power of ten that is no less than `value`. */
export function niceCeiling(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
