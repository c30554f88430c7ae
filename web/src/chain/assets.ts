// Assets: how messages, answers and events write them, and what people call them.
import type { pool } from "compute-amm";
import type { Config } from "../config.js";

/** An asset of an answer, with a type that messages take, too. */
export type Asset = pool.Asset;

/** What people call a unit, and how many decimals its base unit has. */
export interface Unit {
  readonly symbol: string;
  readonly decimals: number;
}

/** The one text that events have: `<denom>` or `cw20:<address>`. The key of an asset wherever one is compared. */
export function assetKey(asset: Asset): string {
  if (typeof asset === "string") return asset;
  return "native" in asset ? asset.native.denom : `cw20:${asset.cw20.address}`;
}

/** The other way. */
export function assetOf(key: string): Asset {
  return key.startsWith("cw20:") ? { cw20: { address: key.slice(5) } } : { native: { denom: key } };
}

/**
 * The unit of an asset: NET and USD as the configuration names them, credits by their class. Others are shown by their denom in
 * base units (0 decimals), as nothing says more of them: a guess could be off by 10^12.
 */
export function unitOf(
  key: string, config: Config, networkDenom: string, credits: ReadonlyMap<string, string>,
): Unit {
  if (key === networkDenom) return { symbol: config.symbol, decimals: config.decimals };
  if (key === config.usd?.asset) return { symbol: config.usd.symbol, decimals: config.usd.decimals };
  const credit = credits.get(key);
  if (credit !== undefined) return { symbol: `GPU-s ${credit}`, decimals: 6 };
  return { symbol: key.length > 24 ? `${key.slice(0, 12)}…${key.slice(-6)}` : key, decimals: 0 };
}
