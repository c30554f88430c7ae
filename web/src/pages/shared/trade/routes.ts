// Which way a swap takes: every way through the pools is quoted, and the best one is taken.
import { toBigInt, uint128, type pool, type Quotes } from "compute-amm";
import { assetOf } from "../../../chain/assets.js";
import type { Pool } from "../../../chain/pools.js";

/** Most pools on a way; the contract takes four. */
const LONGEST = 3;

/** Every way from one asset to another: ids of pools with liquidity and no pause, none of them twice. */
export function ways(pools: readonly Pool[], from: string, to: string): number[][] {
  const usable = pools.filter(({ lpSupply, swapPaused }) => lpSupply > 0n && !swapPaused);
  const found: number[][] = [];
  const walk = (asset: string, path: readonly number[], seen: readonly string[]) => {
    if (asset === to && path.length > 0) {
      found.push([...path]);
      return;
    }
    if (path.length === LONGEST) return;
    for (const { id, asset0, asset1 } of usable) {
      const next = asset === asset0 ? asset1 : asset === asset1 ? asset0 : undefined;
      if (next !== undefined && !seen.includes(next)) walk(next, [...path, id], [...seen, next]);
    }
  };
  walk(from, [], [from]);
  return found;
}

/** Assets that some pool trades for this one, in any number of steps that a way may have. */
export function reachable(pools: readonly Pool[], from: string): string[] {
  const assets = new Set(pools.flatMap(({ asset0, asset1 }) => [asset0, asset1]));
  return [...assets].filter((asset) => asset !== from && ways(pools, from, asset).length > 0);
}

/** A way and what the contract says of it. */
export interface Way {
  readonly pools: readonly number[];
  readonly quote: pool.QuoteResponse;
  /** What goes in and what comes out, base units. */
  readonly paid: bigint;
  readonly received: bigint;
}

/**
 * The best way to sell exactly, or to buy exactly, `amount` base units. Throws the contract's reason (of the first way) where none
 * of them works, and an Error where there is none.
 */
export function best(
  quotes: Quotes, pools: readonly Pool[], from: string, to: string, kind: "sell" | "buy", amount: bigint,
): Way {
  const offer = assetOf(from);
  let found: Way | undefined;
  let reason: unknown;
  for (const way of ways(pools, from, to)) {
    const answers = pools.filter(({ id }) => way.includes(id)).map(({ answer }) => answer);
    try {
      const quote = kind === "sell"
        ? quotes.exactIn(answers, { route: { offer, pools: way }, amount_in: uint128(amount) })
        : quotes.exactOut(answers, { offer, legs: [{ pools: way, amount_out: uint128(amount) }] });
      const paid = toBigInt(quote.paid.amount);
      const received = quote.legs.reduce((sum, leg) => sum + toBigInt(leg.received.amount), 0n);
      const better = !found || (kind === "sell" ? received > found.received : paid < found.paid);
      if (better) found = { pools: way, quote, paid, received };
    } catch (error) {
      reason ??= error;
    }
  }
  if (found) return found;
  throw reason ?? new Error("no pool with liquidity trades these two");
}
