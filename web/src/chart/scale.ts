// Where an amount lies on an axis, and which amount a tick of the axis stands for. Pure.
import { formatExact } from "../money/amounts.js";
import { boundsOf } from "./Spark.js";

/** Of the whole number that stands for the largest amount: below 2^53 with room above it, so exact, and finer than a pixel. */
const DIGITS = 15;

/** Powers of ten between amounts and their places, the same for all lines of a chart; below 0 digits are cut. `decimals` is the unit's. */
export function shiftOf(lines: readonly (readonly bigint[])[], decimals: number): number {
  const largest = boundsOf(lines.flat()).high || 10n ** BigInt(decimals);
  return DIGITS - `${largest}`.length;
}

/** The place of an amount, ⌊⌋: a whole number. */
export function place(value: bigint, shift: number): number {
  return Number(shift >= 0 ? value * 10n ** BigInt(shift) : value / 10n ** BigInt(-shift));
}

/** The amount at a place, which an axis chooses: a whole number too, written without a fraction of it. */
export function tickOf(at: number, shift: number, decimals: number): string {
  const [whole, digits] = [BigInt(Math.round(at)), decimals + shift];
  return digits >= 0 ? formatExact(whole, digits) : formatExact(whole * 10n ** BigInt(-digits), 0);
}
