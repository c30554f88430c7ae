// What pays for GPU time, and what of it can be more or less than the quote says: pure functions.
import { toBigInt, type jobMarket, type pool } from "compute-amm";
import { assetKey, assetOf, type Asset } from "../../../chain/assets.js";
import { wayOf } from "../../../chain/pools.js";
import type { ClassView, Snapshot } from "../../../chain/snapshot.js";
import type { Config } from "../../../config.js";

/** What pays: NET, the configured dollar asset, or credits of the class. */
export type PayAsset = "net" | "usd" | "credits";

/** What pays, and whether it lies in the wallet or in the payer's account in the pool contract. */
export interface Pay {
  readonly asset: PayAsset;
  readonly from: "wallet" | "account";
}

/** Base units of an asset, by its key. */
export interface Sum {
  readonly asset: string;
  readonly amount: bigint;
}

/** The way of the dollar asset to NET, through pools whose swaps are not paused: see {@link wayOf}. Undefined where there is none. */
export function dollarRoute(snapshot: Pick<Snapshot, "pools" | "terms">, config: Pick<Config, "usd">): jobMarket.Route | undefined {
  const asset = config.usd?.asset;
  const way = asset === undefined ? undefined : wayOf(snapshot.pools.filter(({ swapPaused }) => !swapPaused), asset, snapshot.terms.networkDenom);
  return asset !== undefined && way ? { offer: assetOf(asset), pools: [...way.pools] } : undefined;
}

/** How a quote is asked for: credits pay for themselves, and NET for all else. */
export function payWith(asset: PayAsset): jobMarket.PayWith {
  return asset === "credits" ? { credits: {} } : { net: {} };
}

/** The key of the asset that pays. */
export function payKey(asset: PayAsset, snapshot: Pick<Snapshot, "terms">, config: Pick<Config, "usd">, view: Pick<ClassView, "credit">): string {
  if (asset === "net") return snapshot.terms.networkDenom;
  return asset === "credits" ? view.credit : (config.usd?.asset ?? "");
}

/** An amount and so many basis points of it, ⌈⌉: the most that somebody accepts. */
export function withLimit(amount: bigint, bps: number): bigint {
  return (amount * BigInt(10_000 + bps) + 9_999n) / 10_000n;
}

/** The legs of a swap with `amount` as what the second one brings, if there is a second one. */
export function secondLeg(legs: readonly pool.Leg[], amount: pool.Uint128): pool.Leg[] {
  return legs.map((leg, index) => (index === 1 ? { ...leg, amount_out: amount } : leg));
}

/** What somebody holds that could pay: in the wallet and in accounts, by asset key. */
export interface Holdings {
  readonly wallet: ReadonlyMap<string, bigint>;
  readonly account: ReadonlyMap<string, bigint>;
}

/** Nothing, or not known. */
export const NO_HOLDINGS: Holdings = { wallet: new Map(), account: new Map() };

/** Somebody's accounts, by asset key. */
export function accountsOf(accounts: readonly pool.AssetAmount[]): Map<string, bigint> {
  return new Map(accounts.map(({ asset, amount }) => [assetKey(asset as Asset), toBigInt(amount)]));
}

/** What is missing of some sums where they must be taken from; empty if all is there. */
export function missing(sums: readonly (Sum & { readonly from: Pay["from"] })[], holdings: Holdings): Sum[] {
  return sums.flatMap(({ asset, amount, from }) => {
    const held = holdings[from].get(asset) ?? 0n;
    return held < amount ? [{ asset, amount: amount - held }] : [];
  });
}
