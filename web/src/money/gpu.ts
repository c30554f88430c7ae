// GPU time for people: credits count GPU-seconds, and a price is one of a GPU-hour.
import { formatShort } from "./amounts.js";
import { HOUR } from "./ratio.js";

/** Credits of base units as GPU-hours, cut to some digits: `formatHours(3_600_000_000n)` is `1 GPU-hour`. */
export function formatHours(credits: bigint, digits = 5): string {
  const text = formatShort((credits * 1_000_000n) / HOUR, 12, digits);
  return `${text} GPU-hour${text === "1" ? "" : "s"}`;
}
