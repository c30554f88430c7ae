import assert from "node:assert/strict";
import { test } from "node:test";
import { depthDown, depthUp, spot, wayOf, type Pool } from "../src/chain/pools.js";
import { ATOMICS } from "../src/money/ratio.js";

test("the spot price is NET base units per whole credit", () => {
  assert.equal(spot({ x: 20_000_000_000n, y: 18_000_000n }), 900n * ATOMICS);
  assert.equal(spot({ x: 0n, y: 5n }), null);
  assert.equal(spot({ x: 5n, y: 0n }), null);
});

test("depth is what moves the price by 1 %", () => {
  const pool = { x: 20_000_000_000n, y: 18_000_000n };
  const up = depthUp(pool, 100);
  assert.ok(up);
  // ⌊⌊y·√1.01⌋ − y⌋ = 89,776 before the fee.
  assert.equal(up.paid, (89_776n * 10_000n) / 9_900n);
  const after = spot({ x: pool.x - up.received, y: pool.y + 89_776n });
  const before = spot(pool);
  assert.ok(after && before && after <= (before * 101n) / 100n && after > (before * 1_009_9n) / 10_000n);
  const down = depthDown(pool, 100, pool.y);
  assert.ok(down && down.paid > down.received);
  assert.equal(depthUp({ x: 0n, y: 0n }, 100), null);
});

test("a launch pool pays no more than it has", () => {
  const curve = { x: 1_000_000_000n, y: 900_000n + 1_000n };
  const down = depthDown(curve, 0, 1_000n);
  assert.ok(down && down.received === 1_000n && down.paid === (curve.x * 1_000n + 899_999n) / 900_000n);
  assert.equal(depthDown({ x: 1_000_000_000n, y: 900_000n }, 100, 0n), null);
});

test("dollars find the deepest pool with NET, and where there is none the deepest way through two", () => {
  const pool = (id: number, asset0: string, asset1: string, reserve0: bigint, reserve1: bigint) => ({ id, asset0, asset1, reserve0, reserve1, virtual: 0n }) as Pool;
  const [small, large] = [pool(1, "usd", "net", 100n, 50n), pool(2, "net", "usd", 60n, 90n)];
  const mid = [pool(3, "usd", "euro", 1_000n, 900n), pool(4, "net", "euro", 200n, 400n)];
  assert.deepEqual(wayOf([...mid, small, large], "usd", "net"), { x: 90n, y: 60n, pools: [2], depth: 60n });
  // 900 euro for 1,000 dollars, and 200 NET for 400 euro: 0.45 NET for a dollar.
  const way = wayOf(mid, "usd", "net");
  assert.deepEqual([way?.pools, way && (way.y * 100n) / way.x], [[3, 4], 45n]);
  const thin = [pool(5, "usd", "yen", 10n, 10n), pool(6, "yen", "net", 10n, 1_000_000n)];
  const thinner = [pool(7, "usd", "won", 10n, 1n), pool(8, "won", "net", 1_000n, 1_000n)];
  assert.deepEqual(wayOf([...thinner, ...thin], "usd", "net")?.pools, [5, 6]);
  assert.equal(wayOf([pool(9, "usd", "net", 0n, 0n), pool(3, "usd", "euro", 1n, 1n)], "usd", "net"), undefined);
});
