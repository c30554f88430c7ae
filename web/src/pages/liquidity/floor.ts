// The least that a launch pool pays.
import type { Pool } from "../../chain/pools.js";
import { ATOMICS } from "../../money/ratio.js";

/** The price below which a launch pool never falls: v²/k, in atomics for 10^6 base units of asset 0. */
export function floorPrice({ reserve0, reserve1, virtual }: Pick<Pool, "reserve0" | "reserve1" | "virtual">): bigint | null {
  const k = reserve0 * (reserve1 + virtual);
  return k > 0n ? (virtual * virtual * 1_000_000n * ATOMICS) / k : null;
}
