import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { uint128, type feeCollector } from "compute-amm";
import { eventsOf, type ChainEvent } from "../src/chain/events.js";
import type { Pool } from "../src/chain/pools.js";
import { readDetail } from "../src/chain/snapshot.js";
import { ATOMICS } from "../src/money/ratio.js";
import { whoCould } from "../src/pages/get/outlook.js";
import { busyBps, changeOf, depthsOf, gpuHours, hourCost, hourPrice, launchOf } from "../src/pages/shared/class-figures.js";
import { backingOf, burnedOf, burnsOf, buyBacksOf, earned, multiple, signed, spent, turnover } from "../src/pages/money/model.js";

const POOL = { id: 1, reserve0: 20_000_000_000n, reserve1: 18_000_000n, virtual: 0n, launch: false, feeBps: 100 } as Pool;

test("the page's policy lets its own inline script run, and no other", () => {
  const html = readFileSync("index.html", "utf8");
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  const inline = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => `'sha256-${createHash("sha256").update(text!).digest("base64")}'`);
  assert.equal(inline.length, 1);
  assert.deepEqual(policy!.split("; "), [`script-src 'self' 'wasm-unsafe-eval' ${inline.join(" ")}`, "object-src 'none'", "base-uri 'none'", "form-action 'none'"]);
});

test("an hour, its parts, and what moves its price", () => {
  assert.equal(hourPrice({ spot: 900n * ATOMICS }), 3_240_000n * ATOMICS);
  assert.equal(hourPrice({ spot: null }), null);
  assert.deepEqual(hourCost({ cost: 3_300_000n, take: 66_000n, worth: 3_310_000n }, 900n * ATOMICS), { time: 3_240_000n, pool: 60_000n, take: 66_000n, worth: 3_310_000n, all: 3_366_000n });
  // A quote of another block may be below the price of this one: no part is negative.
  assert.deepEqual(hourCost({ cost: 3_000_000n, take: 1n, worth: 3_000_000n }, 900n * ATOMICS), { time: 3_000_000n, pool: 0n, take: 1n, worth: 3_000_000n, all: 3_000_001n });
  assert.equal(gpuHours(7_200_000_000n), 2_000_000n);
  const depths = depthsOf(POOL);
  assert.ok(depths && depths.buy.paid === 90_682n && depths.buy.received > 99_000_000n);
  assert.equal(depths.soldOut, false);
  assert.equal(depthsOf({ ...POOL, reserve0: 0n }), null);
  assert.equal(depthsOf({ ...POOL, launch: true, reserve1: 0n, virtual: 18_000_000n })?.sell, null);
  assert.equal(depthsOf({ ...POOL, launch: true, reserve1: 50n, virtual: 18_000_000n })?.soldOut, true);
  assert.equal(busyBps({ busy: 1, offered: 3 }), 3_333);
  assert.equal(busyBps({ busy: 0, offered: 0 }), 0);
});

test("a change is of a day at most", () => {
  const points = [{ height: 1, time: 0, price: 100n }, { height: 2, time: 50_000, price: 200n }, { height: 3, time: 100_000, price: 150n }];
  assert.deepEqual(changeOf({ complete: true, points }, 60_000), { bps: 5_000n, over: 60_000 });
  assert.deepEqual(changeOf({ complete: true, points }, 140_000), { bps: -2_500n, over: 86_400 });
  assert.equal(changeOf({ complete: true, points: points.slice(0, 1) }, 5), null);
  assert.equal(changeOf(undefined, 5), null);
});

test("a first sale: sold so far, and the least price", () => {
  // 1,000 credits at 900: v = 900,000. A third is sold for half of v.
  const sale = launchOf({ ...POOL, launch: true, reserve0: 666_666_667n, reserve1: 450_000n, virtual: 900_000n });
  assert.ok(sale);
  assert.equal(sale.soldBps, 3_333);
  assert.equal(sale.floor / ATOMICS, 899n);
  assert.equal(sale.now / ATOMICS, 2_024n);
  assert.equal(launchOf(POOL), null);
  assert.equal(launchOf({ ...POOL, launch: true, reserve0: 0n, reserve1: 0n }), null);
});

const METRICS = {
  volume: uint128(900n), lp_fees: uint128(50n), take: uint128(30n), swap_fees: uint128(15n), spread: uint128(5n),
  revenue: uint128(50n), user_fees: uint128(1_000n), burned_revenue: uint128(24n), burned_slashes: uint128(7n),
  burned_backing: uint128(3n), burned_donations: uint128(2n), stakers: uint128(10n), liquidity: uint128(6n), pending: uint128(10n),
} as unknown as feeCollector.MetricsResponse;
const SPLIT = { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 };

test("the books add up, or the page says that they do not", () => {
  assert.equal(earned(METRICS, "NET").addsUp, true);
  assert.equal(earned(METRICS, "NET").all, 50n);
  assert.equal(earned({ ...METRICS, take: uint128(31n) }, "NET").addsUp, false);
  assert.deepEqual(turnover(METRICS, "NET").map(({ field, amount }) => [field, amount]), [["volume", 900n], ["lp_fees", 50n]]);
  assert.equal(spent(METRICS, SPLIT, "all", "NET").addsUp, true);
  assert.equal(spent({ ...METRICS, pending: uint128(9n) }, SPLIT, "all", "NET").addsUp, false);
  assert.equal(spent(METRICS, SPLIT, "week", "NET").addsUp, null);
  assert.equal(burnedOf(METRICS), 36n);
  assert.equal(signed("-33"), -33n);
  assert.equal(signed("0"), 0n);
  assert.throws(() => signed(""), /expected a whole number/);
  assert.equal(multiple(uint128(12_345n)), 123n);
  assert.equal(multiple(null), null);
});

function event(type: string, height: number, attributes: Record<string, string>): ChainEvent {
  const list = Object.entries({ _contract_address: "wasm1fees", ...attributes }).map(([key, value]) => ({ key, value }));
  const events = [{ type: `wasm-${type}`, attributes: list }];
  const [found] = eventsOf({ hash: `${height}`, height, index: 0, code: 0, log: "", gasUsed: 0n, bytes: "", events });
  assert.ok(found);
  return found;
}

test("burns and buy-backs come from the collector's events", () => {
  const shares = [event("distribute", 9, { burned: "6", revenue: "10" }), event("distribute", 5, { burned: "3", donations_burned: "1" }), event("distribute", 4, { burned: "0" })];
  const faults = [event("deposit", 7, { category: "slash", amount: "4" }), event("deposit", 6, { category: "take", amount: "99" }), event("deposit", 8, { category: "backing", amount: "5" })];
  const burns = burnsOf(shares, faults, new Map([[7, 70]]));
  assert.deepEqual(burns.map(({ height, hash, time, amount }) => [height, hash, time, amount]), [[9, "9", undefined, 6n], [8, "8", undefined, 5n], [7, "7", 70, 4n], [5, "5", undefined, 3n]]);
  assert.match(burns[3]?.why ?? "", /gifts/);
  assert.match(burns[1]?.why ?? "", /others' stake/);
  assert.equal(backingOf(burns), 5n);
  const [trade] = buyBacksOf([event("buy_back", 8, { asset: "uusd", sold: "100", bought: "198", at_mean: "200", tip: "0", spread: "0" })], new Map());
  assert.deepEqual([trade?.asset, trade?.sold, trade?.bought, trade?.atMean], ["uusd", 100n, 198n, 200n]);
});

test("a class's providers are read to the last, or it is said that there are more", async () => {
  const ask = async (count: number) => {
    const rpc = {
      query: (_: string, msg: Record<string, { start_after?: string }>) => {
        const [list, from] = [Object.keys(msg)[0], Number(Object.values(msg)[0]?.start_after ?? -1) + 1];
        const rows = Array.from({ length: Math.min(100, count - from) }, (_one, index) => ({ provider: `${from + index}`, gpus: 1, reputation_bps: 0 }));
        return Promise.resolve(list === "available" ? { providers: rows.slice(1), next: rows.length === 100 ? rows.at(-1)?.provider : null } : { positions: rows, templates: [] });
      },
    } as unknown as Parameters<typeof readDetail>[0];
    return readDetail(rpc, { contracts: {} } as Parameters<typeof readDetail>[1], { class: "c" } as Parameters<typeof readDetail>[2], 1);
  };
  const all = await ask(250);
  assert.deepEqual([all.positions.length, all.available.length, all.partial], [250, 247, false]);
  const some = await ask(2_500);
  assert.deepEqual([some.positions.length, some.partial], [2_000, true]);
  const view = { ...some, available: [] };
  assert.deepEqual([whoCould(view, { gpus: 1 }), whoCould({ ...view, partial: false }, { gpus: 1 }), whoCould(some, { gpus: 1 })], [null, 0, 1_980]);
});
