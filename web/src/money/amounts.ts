// Amounts for people to read and write. Every figure is made of the bigint; a rounded one is cut, never rounded up,
// except where the function says so.
import { ATOMICS } from "./ratio.js";

/** A text that is no amount; the message says what was expected. */
export class AmountError extends Error {
  override name = "AmountError";
}

/** A space that does not break the line, and the sign. */
const PERCENT = "\u00a0%";

const group = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * Base units as whole units, with commas, exactly: `formatExact(1234500000n, 6)` is `1,234.5`. No zeros at the end.
 */
export function formatExact(amount: bigint, decimals: number): string {
  const [whole, fraction] = split(amount, decimals);
  const rest = fraction.replace(/0+$/, "");
  return `${amount < 0n ? "−" : ""}${group(whole)}${rest ? `.${rest}` : ""}`;
}

/**
 * Base units as whole units with at most `digits` significant digits after rounding *towards zero*, but never less than the
 * whole units: `formatShort(1234567890n, 6)` is `1,234.5`, `formatShort(123n, 6)` is `0.000123`. Show the exact amount as a title.
 */
export function formatShort(amount: bigint, decimals: number, digits = 5): string {
  const [whole, fraction] = split(amount, decimals);
  const leading = whole === "0" ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const room = whole === "0" ? leading + digits : digits > whole.length ? digits - whole.length : 0;
  const rest = fraction.slice(0, room).replace(/0+$/, "");
  return `${amount < 0n ? "−" : ""}${group(whole)}${rest ? `.${rest}` : ""}`;
}

/** Base units with exactly `places` decimals, rounded towards zero: columns of a table. */
export function formatFixed(amount: bigint, decimals: number, places: number): string {
  const [whole, fraction] = split(amount, decimals);
  const rest = fraction.padEnd(places, "0").slice(0, places);
  return `${amount < 0n ? "−" : ""}${group(whole)}${rest ? `.${rest}` : ""}`;
}

/** A price in atomics (base units × 10^18) as whole units, like {@link formatShort}. */
export function formatPrice(atomics: bigint, decimals: number, digits = 5): string {
  return formatShort(atomics, decimals + 18, digits);
}

/** Basis points as a percentage with up to two decimals: `formatBps(1250)` is `12.5 %`. With `sign`, a `+` above 0. */
export function formatBps(bps: bigint | number, sign = false): string {
  const value = BigInt(bps);
  return `${sign && value > 0n ? "+" : ""}${formatExact(value, 2)}${PERCENT}`;
}

/** part/whole as a percentage, rounded towards zero to a tenth; `< 0.1 %` of what is less; `–` where there is no whole. */
export function formatShare(part: bigint, whole: bigint): string {
  if (whole <= 0n) return "–";
  const tenths = (part * 1_000n) / whole;
  return tenths === 0n && part > 0n ? `< 0.1${PERCENT}` : `${formatExact(tenths, 1)}${PERCENT}`;
}

/** A multiplier of basis points: `formatMultiplier(12500)` is `1.25×`. */
export function formatMultiplier(bps: bigint | number): string {
  return `${formatFixed(BigInt(bps), 4, 2)}×`;
}

/** A whole number with commas. */
export function formatWhole(value: bigint | number): string {
  return formatExact(BigInt(value), 0);
}

/** Base units as a field holds them, exactly and without commas: what {@link parseAmount} reads. */
export function formatPlain(amount: bigint, decimals: number): string {
  return formatExact(amount, decimals).replace(/,/g, "");
}

/**
 * A comma begins the decimals for some readers, and parts thousands for others: whoever means the other one would lose a thousand
 * times as much. So there must be none.
 */
function refuseComma(text: string, expected: string): void {
  if (text.includes(",")) throw new AmountError(`Expected ${expected}, no commas; got “${text}”.`);
}

/**
 * Whole units as a person writes them, to base units, exactly. Spaces and `_` are skipped; a comma is refused.
 * Throws an {@link AmountError} for anything that is no such number, or has more decimals than the unit.
 */
export function parseAmount(text: string, decimals: number): bigint {
  const plain = text.replace(/[\s_]/g, "");
  refuseComma(text, "1500 or 1500.25: a point before the decimals");
  const match = /^(\d+)?(?:\.(\d*))?$/.exec(plain);
  const whole = match?.[1] ?? "";
  const fraction = match?.[2] ?? "";
  if (!match || !(whole + fraction)) throw new AmountError(`Expected a number such as 1500 or 1500.25, got “${text}”.`);
  if (fraction.length > decimals) {
    throw new AmountError(`Expected at most ${decimals} digits after the point, got ${fraction.length}.`);
  }
  const amount = BigInt(`${whole}${fraction.padEnd(decimals, "0")}` || "0");
  if (amount >> 128n) throw new AmountError("Expected less than 2^128 base units.");
  return amount;
}

/** As {@link parseAmount}, or null: for a form that is being typed in. */
export function tryAmount(text: string, decimals: number): bigint | null {
  try {
    return parseAmount(text, decimals);
  } catch {
    return null;
  }
}

/** What is wrong with how an amount is written; undefined if nothing is, or nothing is written. */
export function amountFault(text: string, decimals: number): string | undefined {
  return text.trim() === "" ? undefined : faultOf(() => parseAmount(text, decimals));
}

/** What a number means that others would take for thousands, such as `1.500`; empty for any other. */
export function amountHint(text: string, decimals: number): string {
  const amount = /^\d{1,3}\.\d{3}$/.test(text.trim()) ? tryAmount(text, decimals) : null;
  return amount === null ? "" : `This is ${formatExact(amount, decimals)}: the point begins the decimals.`;
}

/** Likewise of a whole number. */
export function wholeFault(text: string, top?: number): string | undefined {
  return text.trim() === "" ? undefined : faultOf(() => parseWhole(text, top));
}

function faultOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof AmountError ? error.message : String(error);
  }
}

/** A whole number from 0 to `top` that a person writes, without commas. Throws an {@link AmountError}. For ids, GPUs, seconds. */
export function parseWhole(text: string, top = 9_007_199_254_740_991): number {
  const plain = text.replace(/[\s_]/g, "");
  refuseComma(text, "a whole number such as 1500");
  if (!/^\d{1,16}$/.test(plain) || BigInt(plain) > BigInt(top)) {
    throw new AmountError(`Expected a whole number of at most ${formatWhole(top)}, got “${text}”.`);
  }
  // no-float: decimal digits, at most 2^53 − 1: exact.
  return Number(plain);
}

/** An amount of base units at a price in atomics of base units for 10^6 base units (a whole credit): ⌊⌋ base units. */
export function worth(amount: bigint, atomics: bigint): bigint {
  return (amount * atomics) / (ATOMICS * 1_000_000n);
}

function split(amount: bigint, decimals: number): [string, string] {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
  return [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
}
