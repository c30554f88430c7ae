// Prices of the past, for the pages that show them: read once, kept up to date, one memory of block times.
import { untrack, type Accessor } from "solid-js";
import type { App } from "../app.js";
import { extend, History, type PriceHistory } from "../chain/history.js";
import { createPolled, type Polled } from "../chain/polled.js";
import type { Rpc } from "../chain/rpc.js";

const histories = new WeakMap<Rpc, History>();

function historyOf(rpc: Rpc): History {
  const known = histories.get(rpc) ?? new History(rpc);
  histories.set(rpc, known);
  return known;
}

/** Prices of pools, and why there are none. */
export interface Prices {
  /** Of a pool, until this block; undefined while they are loaded. */
  of(poolId: number | undefined): PriceHistory | undefined;
  readonly error: Accessor<string | undefined>;
}

/** Reads `pages` pages of the node's index, and again every half minute; the latest price comes with each block. */
export function createPrices({ rpc, market }: App, pages: number): Prices {
  const polled: Polled<Map<number, PriceHistory>> = createPolled(market, () => {
    const snapshot = untrack(market.snapshot);
    return snapshot ? historyOf(rpc).prices(snapshot, pages) : Promise.resolve(new Map());
  }, 30);
  return {
    of: (poolId) => {
      const history = poolId === undefined ? undefined : polled.value()?.get(poolId);
      const snapshot = market.snapshot();
      const pool = snapshot?.pools.find(({ id }) => id === poolId);
      return history && snapshot && pool ? extend(history, pool, snapshot.status) : history;
    },
    error: polled.error,
  };
}
