// GPU time for people: credits count GPU-seconds, and a price is one of a GPU-hour.
import { formatShort } from "./amounts.js";
import { CREDIT, HOUR } from "./ratio.js";

/** Credits of base units as GPU time, cut to some digits: `1.5 GPU-hours`, `20 GPU-minutes`, `30 GPU-seconds`. */
export function formatHours(credits: bigint, digits = 5): string {
  const [name, size] = credits >= HOUR * CREDIT || credits === 0n ? ["hour", HOUR] as const
    : credits >= 60n * CREDIT ? ["minute", 60n] as const : ["second", 1n] as const;
  const text = formatShort((credits * CREDIT) / size, 12, digits);
  return `${text} GPU-${name}${text === "1" ? "" : "s"}`;
}

/** `1 GPU`, `2 GPUs`. */
export const gpusText = (count: number): string => `${count} GPU${count === 1 ? "" : "s"}`;
