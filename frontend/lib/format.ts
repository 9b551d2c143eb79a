/** How numbers, sizes and times are written everywhere. */

const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB"];

/** 1536 → "1.5 KB"; binary steps, at most one decimal. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value >= 100 || unit === 0 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, "")} ${BYTE_UNITS[unit]}`;
}

const numberFormat = new Intl.NumberFormat("en");

export function formatNumber(value: number): string {
  return numberFormat.format(value);
}

/** An amount of money with as many digits as it needs: "€0.000042", "€1.20". */
export function formatAmount(amount: string, currency: string): string {
  const value = Number(amount);
  const isSmall = value !== 0 && Math.abs(value) < 0.01;
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    ...(isSmall ? { maximumSignificantDigits: 2 } : {}),
  }).format(value);
}

/** "1 document", "2 documents". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** Milliseconds as a person reads them: "4.2 ms", "640 ms", "2.2 s". */
export function formatDuration(ms: number): string {
  if (ms < 0.1) return "<0.1 ms";
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 10) return `${Math.round(ms)} ms`;
  return `${ms.toFixed(1)} ms`;
}

const STEPS: [limitSeconds: number, unitSeconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [7 * 86_400, 86_400, "day"],
];

const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const dateFormat = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const exactFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** "now", "5 min. ago", "yesterday", "in 3 days"; a date once it is more than a week away. */
export function formatRelative(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return "now";
  const step = STEPS.find(([limit]) => distance < limit);
  if (!step) return formatDate(iso);
  const count = Math.max(1, Math.round(distance / step[1]));
  return relativeFormat.format(Math.sign(seconds) * count, step[2]);
}

/** "May 10, 2026". */
export function formatDate(iso: string): string {
  return dateFormat.format(new Date(iso));
}

/** Seconds that are left: "42 s", "2:05 min". */
export function formatCountdown(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
}

/** Seconds that have passed: "42 s", "12 min", "3 h", "2 days". */
export function formatElapsed(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h`;
  return plural(Math.round(seconds / 86_400), "day");
}

/** What is left of long work, never more exact than it is: "about 6 min left". */
export function formatRemaining(seconds: number): string {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 3600) return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
  const hours = Math.round(seconds / 1800) / 2;
  return `about ${hours} h left`;
}

/** Date and time to the second, in the reader's own time zone. */
export function formatExact(iso: string): string {
  return exactFormat.format(new Date(iso));
}
