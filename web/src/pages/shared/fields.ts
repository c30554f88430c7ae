// Texts of a form, checked: each field's value, or what is wrong with it. Pure.
import { HIGH_LIMIT } from "../../money/limits.js";
import { AmountError, parseAmount, parseWhole } from "../../money/amounts.js";
import { exactDuration, parseDuration } from "../../money/time.js";

/** Collects faults: `field("tip", () => parse)` is undefined where parse throws. */
export function collector() {
  const faults: Record<string, string> = {};
  const field = <T>(name: string, parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      faults[name] ??= error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  return { faults, field };
}

/** Seconds of a text from `least` to `most`; a bare number is of minutes. Throws an {@link AmountError}. */
export function seconds(text: string, least: number, most: number): number {
  const value = parseDuration(text, "min");
  if (value === null) throw new AmountError(`Expected a time such as 90 s, 20 min or 1 h 30 min, got “${text}”.`);
  if (value < least || value > most) {
    throw new AmountError(`Expected ${exactDuration(least)} to ${exactDuration(most)}, got ${exactDuration(value)}.`);
  }
  return value;
}

/** The largest price limit that a form takes, basis points. */
const MOST_LIMIT = 5_000;

/** A price limit in per cent as basis points; empty: none above the quote. Throws an {@link AmountError}. */
export const priceLimit = (text: string): number => percent(text || "0", MOST_LIMIT);

/** Whether a limit leaves others so much room that it is hardly meant. */
export function highLimit(text: string): boolean {
  try {
    return priceLimit(text) > HIGH_LIMIT;
  } catch {
    return false;
  }
}

/** Per cent with up to two decimals as basis points, 0 to `most`. Throws an {@link AmountError}. */
export function percent(text: string, most: number): number {
  const bps = parseAmount(text, 2);
  if (bps > BigInt(most)) throw new AmountError(`Expected at most ${most / 100} %, got ${text} %.`);
  return parseWhole(bps.toString());
}
