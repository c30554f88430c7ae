// Durations and times. Seconds are numbers: they are no amounts.

const UNITS: readonly (readonly [string, string, number])[] = [
  ["day", "d", 86_400],
  ["hour", "h", 3_600],
  ["minute", "min", 60],
  ["second", "s", 1],
];

const div = (a: number, b: number) => (a - (a % b)) / b;

/** Seconds as at most two units: `formatDuration(5400)` is `1 h 30 min`. Negative ones count as 0. */
export function formatDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds > 0 ? seconds - (seconds % 1) : 0;
  for (const [, short, size] of UNITS) {
    const count = div(rest, size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${short}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(" ") || "0 s";
}

/** Seconds as {@link formatDuration}, or as seconds alone where that would leave some out: `parseDuration` reads the same again. */
export function exactDuration(seconds: number): string {
  const text = formatDuration(seconds);
  return parseDuration(text) === seconds ? text : `${seconds} s`;
}

/** Seconds in words, one unit, for a reader: `about 2 hours`. */
export function roughly(seconds: number): string {
  for (const [name, , size] of UNITS) {
    const count = div(seconds + size / 2, size);
    if (seconds >= size) return `${count} ${name}${count === 1 ? "" : "s"}`;
  }
  return "less than a second";
}

/** How far a Unix time is from `now`: `in 5 min`, `3 h ago`. */
export function fromNow(at: number, now: number): string {
  return at >= now ? `in ${formatDuration(at - now)}` : `${formatDuration(now - at)} ago`;
}

/** A Unix time in the reader's zone or another one, such as `28 Nov 2026, 10:38`. */
export function formatTime(at: number, seconds = false, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium", timeStyle: seconds ? "medium" : "short", timeZone,
  }).format(new Date(at * 1000));
}

/** A day counted from 1970 (as the fee-collector counts) in UTC, such as `28 Nov 2026`. */
export function formatDay(day: number): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day * 86_400_000));
}

/** The RFC 3339 time of a block as Unix seconds, cut. */
export function unixSeconds(rfc3339: string): number {
  const millis = Date.parse(rfc3339);
  return div(millis, 1000);
}

/**
 * A duration that a person writes, to seconds: `90`, `90s`, `15 min`, `1h 30m`, `2 days`. A bare number is of `unit`.
 * Null for anything else.
 */
export function parseDuration(text: string, unit: "s" | "min" | "h" | "d" = "s"): number | null {
  const plain = text.trim().toLowerCase();
  if (/^\d+$/.test(plain)) return parseDuration(`${plain}${unit}`);
  const sizes: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
  const part = /(\d{1,9})\s*(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)\s*/y;
  let total = 0;
  let end = 0;
  for (let match = part.exec(plain); match; match = part.exec(plain)) {
    // no-float: at most nine decimal digits.
    total += Number(match[1]) * (sizes[match[2]?.[0] ?? ""] ?? 0);
    end = part.lastIndex;
  }
  return end > 0 && end === plain.length ? total : null;
}
