import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChainEvent } from "../src/chain/events.js";
import { toPool, type Pool } from "../src/chain/pools.js";
import { ATOMICS } from "../src/money/ratio.js";
import { atLeast, atMost } from "../src/money/limits.js";
import { pairOf } from "../src/pages/liquidity/pair.js";
import { basisOf, depthOf, perShare, reduced, resultOf, type Move } from "../src/pages/liquidity/result.js";
import { floorPrice } from "../src/pages/shared/floor.js";
import { provide, restOf } from "../src/pages/shared/trade/messages.js";
import { best, reachable, ways } from "../src/pages/shared/trade/routes.js";
import { Quotes } from "compute-amm";

const pool = (id: number, asset0: string, asset1: string, reserve0: bigint, reserve1: bigint, extra: Partial<Pool> = {}): Pool => ({
  ...toPool({
    pool_id: id, asset_0: asset(asset0), asset_1: asset(asset1), reserve_0: `${reserve0}`, reserve_1: `${reserve1}`, accrued_0: "0",
    accrued_1: "0", spread_0: "0", spread_1: "0", launch: false, virtual_reserve: "0", lp_token: "lp", lp_supply: `${reserve0}`,
    fees: { fee_bps: 30, protocol_share_bps: 1_000 }, paused: { swap: false, provide: false },
  } as unknown as Pool["answer"]), ...extra,
});
const asset = (key: string) => (key.startsWith("cw20:") ? { cw20: { address: key.slice(5) } } : { native: { denom: key } });

test("a limit is rounded against whoever set it", () => {
  assert.equal(atLeast(1_000n, 50), 995n);
  assert.equal(atLeast(999n, 50), 994n);
  assert.equal(atMost(1_000n, 50), 1_005n);
  assert.equal(atMost(999n, 50), 1_004n);
});

test("ways lead through pools with liquidity, and through no asset twice", () => {
  const pools = [
    pool(1, "cw20:a", "net", 10n ** 12n, 10n ** 9n), pool(2, "usd", "net", 10n ** 12n, 2n * 10n ** 12n),
    pool(3, "cw20:b", "net", 0n, 0n, { lpSupply: 0n }), pool(4, "usd", "cw20:a", 10n ** 9n, 10n ** 9n),
  ];
  assert.deepEqual(ways(pools, "usd", "cw20:a"), [[2, 1], [4]]);
  assert.deepEqual(ways(pools, "usd", "cw20:b"), []);
  assert.deepEqual(reachable(pools, "net").sort(), ["cw20:a", "usd"]);
});

test("a swap is of what was chosen, or says that it is not", () => {
  const [credits, dollars] = [pool(1, "cw20:a", "net", 10n ** 12n, 10n ** 9n), pool(2, "usd", "net", 10n ** 12n, 2n * 10n ** 12n)];
  const pairs = (pools: readonly Pool[], from: string, to: string) => {
    const { from: pays, to: gets, instead } = pairOf(pools, "net", { from, to });
    return [pays, gets, instead];
  };
  assert.deepEqual(pairs([credits, dollars], "", ""), ["net", "cw20:a", false]);
  assert.deepEqual(pairs([credits, dollars], "net", "usd"), ["net", "usd", false]);
  assert.deepEqual(pairs([credits, { ...dollars, swapPaused: true }], "net", "usd"), ["net", "cw20:a", true]);
  assert.deepEqual(pairs([credits, dollars], "cw20:unknown", "usd"), ["net", "usd", true], "a link may name anything");
  assert.deepEqual(pairs([], "net", ""), ["net", "", false]);
});

test("the best way is the one that pays most, or costs least", async () => {
  const quotes = await Quotes.load();
  const pools = [
    pool(1, "cw20:a", "net", 10n ** 12n, 10n ** 9n), pool(2, "usd", "net", 10n ** 12n, 2n * 10n ** 12n),
    pool(4, "usd", "cw20:a", 10n ** 9n, 10n ** 9n),
  ];
  const sold = best(quotes, pools, "usd", "cw20:a", "sell", 1_000_000n);
  assert.deepEqual(sold.pools, [2, 1]);
  assert.ok(sold.received > 1_000_000n);
  const bought = best(quotes, pools, "usd", "cw20:a", "buy", sold.received);
  assert.deepEqual(bought.pools, [2, 1]);
  assert.ok(bought.paid <= 1_000_000n);
  assert.throws(() => best(quotes, pools, "usd", "cw20:a", "buy", 10n ** 13n));
});

test("coins come with a provision where they can; tokens are deposited first", () => {
  const sides = [{ key: "cw20:a", most: 5n, from: "wallet" }, { key: "net", most: 7n, from: "wallet" }] as const;
  const [first, second] = provide("pool", 1, sides, 3n);
  assert.deepEqual(Object.keys(first?.msg as object), ["send"]);
  assert.deepEqual(second?.msg, { provide: { pool_id: 1, max_0: "5", max_1: "7", from: "funds", min_shares: "3" } });
  assert.deepEqual(second?.funds, [{ denom: "net", amount: 7n }]);
  const mixed = provide("pool", 2, [{ key: "usd", most: 5n, from: "account" }, { key: "net", most: 7n, from: "wallet" }], 3n);
  assert.deepEqual(mixed[0]?.msg, { deposit: {} });
  // Coins of a wallet come back to it only where no coin of an account is among them.
  const coins = (...from: ("wallet" | "account")[]) => from.map((one, index) => ({ key: ["usd", "net"][index]!, most: 5n, from: one }));
  assert.deepEqual(coins("account", "wallet").map((side, _, all) => restOf(all, side)), ["account", "account"]);
  assert.deepEqual(coins("wallet", "wallet").map((side, _, all) => restOf(all, side)), ["wallet", "wallet"]);
  assert.deepEqual(sides.map((side) => restOf(sides, side)), ["account", "wallet"], "a token of the wallet is deposited first");
  assert.equal((mixed[1]?.msg as { provide: { from: string } }).provide.from, "account");
  assert.equal(provide("pool", 2, [{ key: "usd", most: 5n, from: "account" }, { key: "net", most: 7n, from: "account" }], 3n).length, 1);
});

const move = (kind: "in" | "out", shares: bigint, amount0: bigint, amount1: bigint, depth: bigint | null): Move =>
  ({ kind, height: 1, shares, amount0, amount1, depth });

test("a withdrawal takes a part of everything that was put in", () => {
  const basis = basisOf([move("in", 100n, 1_000n, 10n, ATOMICS), move("out", 25n, 260n, 2n, null)]);
  assert.deepEqual(basis, { shares: 75n, put0: 750n, put1: 7n, depth: 75n * ATOMICS });
  assert.deepEqual(basisOf([move("in", 100n, 1n, 1n, ATOMICS), move("out", 100n, 1n, 1n, null)]),
    { shares: 0n, put0: 0n, put1: 0n, depth: 0n });
  assert.equal(basisOf([move("in", 1n, 1n, 0n, null)]).depth, null);
  assert.equal(reduced(basis, 75n), basis);
});

test("without fees, a price that moved is a loss against holding; fees are apart from it", () => {
  // 1,000,000 of each; the price of asset 0 goes up fourfold: 500,000 and 2,000,000.
  const basis = basisOf([move("in", 1_000_000n, 1_000_000n, 1_000_000n, ATOMICS)]);
  const price = 4n * ATOMICS * 1_000_000n;
  const moved = resultOf(basis, 500_000n, 2_000_000n, price, ATOMICS);
  assert.deepEqual(moved, { now: 4_000_000n, held: 5_000_000n, gain: -1_000_000n, moved: -1_000_000n,
    fees: { of0: 0n, of1: 0n, worth: 0n, bps: 0n } });
  // The same with 10 % of fees in it.
  const earned = resultOf(basis, 550_000n, 2_200_000n, price, (ATOMICS * 110n) / 100n);
  assert.equal(earned.gain, -600_000n);
  assert.deepEqual(earned.fees, { of0: 50_000n, of1: 200_000n, worth: 400_000n, bps: 909n });
  assert.equal(earned.moved, -1_000_000n);
});

test("both assets of a provision say what a share stands for; one does not", () => {
  const event = (attributes: Record<string, string>) => ({ type: "provide", attributes } as unknown as ChainEvent);
  assert.equal(depthOf({ launch: false }, event({ shares: "90", locked: "10", amount_0: "200", amount_1: "50" })), ATOMICS);
  assert.equal(depthOf({ launch: false }, event({ shares: "90", amount_0: "200", amount_1: "0" })), null);
  // A launch pool counts its shares beside the reserve.
  assert.equal(depthOf({ launch: true }, event({ shares: "100", amount_0: "100", amount_1: "0" })), perShare(100n, 100n, 100n));
});

test("a launch pool's lowest price is v²/k, which fees lower", () => {
  // 1,000 credits and none sold: the floor is the price. With half of them sold it is what it was.
  assert.equal(floorPrice({ reserve0: 1_000n, reserve1: 0n, virtual: 2_000n }), 2n * 1_000_000n * ATOMICS);
  assert.equal(floorPrice({ reserve0: 500n, reserve1: 2_000n, virtual: 2_000n }), 2n * 1_000_000n * ATOMICS);
  assert.equal(floorPrice({ reserve0: 1_000n, reserve1: 2_000n, virtual: 2_000n }), 1_000_000n * ATOMICS);
  assert.equal(floorPrice({ reserve0: 0n, reserve1: 0n, virtual: 0n }), null);
});
