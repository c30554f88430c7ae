// The lowest price of a launch pool.
import type { Pool } from "../../chain/pools.js";
import { ATOMICS } from "../../money/ratio.js";

/**
 * The price of a launch pool if all that was bought were sold back now: v²/k, in atomics for 10^6 base units of asset 0, ⌊⌋. It begins
 * as the price at which the sale began, and falls slowly, as fees grow k. Null while the pool is empty.
 */
export function floorPrice({ reserve0, reserve1, virtual }: Pick<Pool, "reserve0" | "reserve1" | "virtual">): bigint | null {
  const k = reserve0 * (reserve1 + virtual);
  return k > 0n ? (virtual * virtual * 1_000_000n * ATOMICS) / k : null;
}

/** What it is called, wherever it is shown. */
export const FLOOR = "Lowest price by today's curve";
/** Beside it. */
export const FLOOR_NOTE = "fees lower it slowly";
