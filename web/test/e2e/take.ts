// What the contracts take, worked out anew: docs/economics.md on whole numbers, with the roundings of packages/amm-math (occupancy.rs,
// log.rs, price.rs). Written apart from the page, which asks the contracts, so that the two can be compared.
import type { jobMarket } from "compute-amm";

type Rounding = "up" | "down";

const BPS = 10_000n;
/** Base units in a credit, and parts of a second in which occupancy is counted. */
const CREDIT = 1_000_000n;
const TICKS = 10_000n;
const Q64 = 1n << 64n;
/** ⌊log2(1.125)·2^64⌋ and ⌊2^64/ln(1.125)⌋. */
const LOG2_STEP = 3_134_563_013_331_062_591n;
const INV_LN_STEP = 156_616_307_016_619_150_451n;
/** Fractional bits of a multiplier. */
const MULT_BITS = 32n;

const divide = (part: bigint, whole: bigint, rounding: Rounding) => (rounding === "up" ? (part + whole - 1n) / whole : part / whole);
const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** Greatest whole number whose square is at most `square`. */
function root(square: bigint): bigint {
  let high = 1n << BigInt((square.toString(2).length >> 1) + 1);
  for (let next = (high + square / high) >> 1n; next < high; next = (high + square / high) >> 1n) high = next;
  return high;
}

/** ⌊2^(2^-i)·2^63⌋ for i = 1, 2, …, 62. */
const ROOTS: readonly bigint[] = (() => {
  const places = 192n;
  let power = 2n << places;
  return Array.from({ length: 62 }, () => {
    power = root(power << places);
    return power >> (places - 63n);
  });
})();

/** 2^64·2^(exponent/2^64), for an exponent of at least 0. */
function power(exponent: bigint, rounding: Rounding): bigint {
  const fraction = exponent % Q64;
  let factor = 1n << 63n;
  ROOTS.forEach((one, index) => {
    if ((fraction >> BigInt(63 - index)) & 1n) factor = (factor * one) >> 63n;
  });
  const ones = BigInt(fraction.toString(2).replaceAll("0", "").length);
  if (rounding === "up" && fraction > 0n) factor += 4n * ones + 4n;
  return divide((factor << 64n) << (exponent >> 64n), 1n << 63n, rounding);
}

/** log2(ratio of basis points to one)·2^40, rounded down; of at least one. */
function logOf(bps: bigint): bigint {
  let whole = 0n;
  while (bps >> (whole + 1n) >= BPS) whole += 1n;
  let mantissa = (bps << 63n) / (BPS << whole);
  let log = whole;
  for (let bit = 0; bit < 40; bit += 1) {
    const square = mantissa * mantissa;
    const carry = square >> 127n;
    log = (log << 1n) | carry;
    mantissa = carry === 1n ? square >> 64n : square >> 63n;
  }
  return log;
}

/** A bound of the multiplier's integral from 0 to `z`, as a fraction of 2^32. */
function area(z: bigint, step: bigint, largest: bigint, zMax: bigint, rounding: Rounding): bigint {
  const more = rounding === "up" ? 1n : 0n;
  const curved = least(z, zMax);
  const growth = power(divide(curved * (LOG2_STEP + more), step, rounding), rounding) - Q64;
  return divide(growth * (INV_LN_STEP + more) * step, 1n << (128n - MULT_BITS), rounding) + (z - curved) * largest;
}

/** The take of a job in NET base units: of credits that are worth `worth`, when so many seconds have passed since `occupancy` was read. */
export function takeOfJob({ terms: { take }, backlog, proven_gpus: gpus }: jobMarket.OccupancyResponse, passed: number, credits: bigint, worth: bigint): bigint {
  const [target, window, most] = [BigInt(take.target_bps), BigInt(take.window), BigInt(take.max_multiplier_bps)];
  const fallen = BigInt(backlog) - target * BigInt(passed);
  const z = fallen > 0n ? fallen : 0n;
  const ticks = divide(credits * TICKS, BigInt(gpus) * CREDIT, "up") || 1n;
  const step = (BPS - target) * window;
  const zMax = (step * (logOf(most) << 24n)) / (LOG2_STEP + 1n);
  const largest = divide(most << MULT_BITS, BPS, "up");
  const between = area(z + ticks, step, largest, zMax, "up") - area(z, step, largest, zMax, "down");
  return divide(worth * least(between, largest * ticks) * BigInt(take.base_bps), ticks * (BPS << MULT_BITS), "up");
}

/** The take of a lease, which no time changes. */
export function takeOfLease(takeBps: number, worth: bigint): bigint {
  return divide(worth * BigInt(takeBps), BPS, "up");
}

/**
 * What credits are worth at a price as the pool contract shows it, NET base units per whole credit ×10^18. Contracts compute with
 * parts of 2^64, of which what is shown leaves one or two open: the result can differ from theirs once in about 10^9 times.
 */
export function worthAt(shown: bigint, credits: bigint): bigint {
  const raw = divide(shown * Q64, CREDIT * 10n ** 18n, "up");
  return divide(raw * credits, Q64, "up");
}
