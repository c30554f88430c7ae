// What whoever is connected holds, kept up to date: for the pages on which one pays.
import { untrack } from "solid-js";
import type { App } from "../../app.js";
import { readHoldings, type Holdings } from "../../chain/holdings.js";
import { createPolled, type Polled } from "../../chain/polled.js";

/** Undefined while nobody is connected, or while it is read for the first time. */
export function createHoldings({ rpc, market, wallet }: App): Polled<Holdings> {
  return createPolled<Holdings, string>(market, (height, owner) => {
    const snapshot = untrack(market.snapshot);
    if (!snapshot) return Promise.reject(new Error("The market has not been read yet."));
    return readHoldings(rpc, snapshot, owner, height);
  }, 6, () => wallet.account()?.address);
}
