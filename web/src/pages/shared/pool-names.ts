// What pools and their parts are called.
import type { Unit } from "../../chain/assets.js";
import type { Pool } from "../../chain/pools.js";

/** LP shares as an amount has its unit. */
export const SHARES: Unit = { symbol: "LP shares", decimals: 6 };

/** Both assets. */
export function pairName({ asset0, asset1 }: Pick<Pool, "asset0" | "asset1">, unit: (key: string) => Unit): string {
  return `${unit(asset0).symbol} / ${unit(asset1).symbol}`;
}
