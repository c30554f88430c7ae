import assert from "node:assert/strict";
import { test } from "node:test";
import { anchors, timeAt } from "../src/chain/clock.js";
import { eventsOf, type ChainEvent } from "../src/chain/events.js";
import { changesOf, extend, priceAt, rewind, type PoolState } from "../src/chain/history.js";
import { sums, total } from "../src/chain/load.js";
import type { Pool } from "../src/chain/pools.js";
import { ATOMICS } from "../src/money/ratio.js";

function event(type: string, attributes: Record<string, string>, height = 5): ChainEvent {
  const list = Object.entries({ _contract_address: "wasm1c", ...attributes }).map(([key, value]) => ({ key, value }));
  const [found] = eventsOf({
    hash: "AB", height, index: 0, code: 0, log: "", gasUsed: 0n, bytes: "", events: [{ type: `wasm-${type}`, attributes: list }],
  });
  assert.ok(found);
  return found;
}

const pool = (id: number, asset0: string, asset1: string, launch = false) => ({ id, asset0, asset1, launch }) as unknown as Pool;
const POOLS = new Map([pool(1, "cw20:credit", "unet"), pool(4, "uusd", "unet"), pool(7, "cw20:new", "unet", true)].map((one) => [one.id, one]));

/** What is left of a state when the event is taken back, hop by hop. */
function undone(after: Partial<PoolState>, id: number, of: ChainEvent): PoolState {
  const full = { reserve0: 0n, reserve1: 0n, virtual: 0n, ...after };
  return changesOf(of, POOLS).filter(({ poolId }) => poolId === id).reduce((state, change) => change.undo(state), full);
}

test("a swap is taken back in each of its pools, with fees and spread", () => {
  // Dollars to NET in pool 4, NET to credits in pool 1.
  const swap = event("swap", { offer: "uusd", ask: "cw20:credit", hops: "4:1000:1990:2:1,1:1990:2000000:18:2:5" });
  assert.deepEqual(undone({ reserve0: 10_999n, reserve1: 20_000n }, 4, swap), { reserve0: 10_000n, reserve1: 21_990n, virtual: 0n });
  assert.deepEqual(undone({ reserve0: 5_000_000n, reserve1: 6_988n }, 1, swap), { reserve0: 7_000_005n, reserve1: 5_000n, virtual: 0n });
  const sale = event("swap", { offer: "cw20:credit", ask: "unet", hops: "1:1000:90:9:1" });
  assert.deepEqual(undone({ reserve0: 1_999n, reserve1: 910n }, 1, sale), { reserve0: 1_000n, reserve1: 1_000n, virtual: 0n });
  assert.deepEqual(changesOf(event("swap", { offer: "x", hops: "99:1:1:0:0" }), POOLS), []);
});

test("provisions and withdrawals are taken back, single ones and launch pools' virtual reserve, too", () => {
  const both = event("provide", { pool_id: "1", amount_0: "100", amount_1: "50", shares: "60", locked: "10" });
  assert.deepEqual(undone({ reserve0: 100n, reserve1: 50n }, 1, both), { reserve0: 0n, reserve1: 0n, virtual: 0n });
  const one = event("provide", { pool_id: "1", amount_0: "0", amount_1: "50", shares: "6", lp_fee: "9", protocol_fee: "1", spread: "3" });
  assert.deepEqual(undone({ reserve0: 97n, reserve1: 149n }, 1, one), { reserve0: 100n, reserve1: 100n, virtual: 0n });
  const first = event("provide", { pool_id: "7", amount_0: "1000", amount_1: "0", shares: "800", locked: "100" });
  assert.deepEqual(undone({ reserve0: 1_000n, virtual: 900n }, 7, first), { reserve0: 0n, reserve1: 0n, virtual: 0n });
  const out = event("withdraw_liquidity", { pool_id: "7", amount_0: "10", amount_1: "5", shares: "8", spread_1: "2" });
  assert.deepEqual(undone({ reserve0: 90n, reserve1: 5n, virtual: 92n }, 7, out), { reserve0: 100n, reserve1: 12n, virtual: 100n });
});

test("states follow each other, newest first", () => {
  const changes = [3n, 2n].map((amount, index) => ({
    poolId: 1, height: 9 - index, undo: (after: PoolState) => ({ ...after, reserve0: after.reserve0 - amount }),
  }));
  const states = rewind({ reserve0: 10n, reserve1: 1n, virtual: 0n }, changes);
  assert.deepEqual(states.map(({ height, state }) => [height, state.reserve0]), [[9, 10n], [8, 7n]]);
});

test("a history goes on with each block, and says what the price was", () => {
  const history = { complete: true, points: [{ height: 1, time: 10, price: 5n }, { height: 3, time: 30, price: 7n }] };
  assert.equal(priceAt(history, 5), 5n);
  assert.equal(priceAt(history, 29), 5n);
  assert.equal(priceAt(history, 30), 7n);
  assert.equal(priceAt({ complete: true, points: [] }, 30), null);
  const now = { ...pool(1, "cw20:credit", "unet"), reserve0: 1_000_000n, reserve1: 9n, virtual: 0n } as Pool;
  const status = { chainId: "x", height: 4, time: 40, earliest: 1, catchingUp: false };
  assert.deepEqual(extend(history, now, status).points.at(-1), { height: 4, time: 40, price: 9n * ATOMICS });
  assert.equal(extend(history, now, { ...status, height: 3 }), history);
});

test("times between headers are near enough", () => {
  const marks = [{ height: 10, time: 100 }, { height: 20, time: 120 }];
  assert.deepEqual([5, 10, 15, 20, 25].map((height) => timeAt(marks, height)), [100, 100, 110, 120, 120]);
  assert.equal(timeAt([], 5), 0);
  const heights = Array.from({ length: 1_000 }, (_, index) => 1_000 - index);
  const few = anchors(heights, 24);
  assert.deepEqual([few.length, few[0], few.at(-1)], [24, 1, 1_000]);
  assert.deepEqual(anchors([3, 1, 3]), [1, 3]);
});

test("load is the sum of what providers last said", () => {
  const before = new Map([["a", { busy: 1, offered: 4 }]]);
  const events = [
    event("position", { class: "x", provider: "b", gpus: "8" }, 5), event("position", { class: "x", provider: "b", busy: "2" }, 6),
    event("position", { class: "x", provider: "a", busy: "0" }, 6), event("position", { class: "x", provider: "a", bond: "9" }, 7),
  ];
  assert.deepEqual(sums(before, events), [
    { height: 5, busy: 1, offered: 12 }, { height: 6, busy: 2, offered: 12 }, { height: 7, busy: 2, offered: 12 },
  ]);
  assert.deepEqual(total(before), { busy: 1, offered: 4 });
});
