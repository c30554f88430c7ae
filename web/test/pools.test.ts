import assert from "node:assert/strict";
import { test } from "node:test";
import { depthDown, depthUp, spot } from "../src/chain/pools.js";
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
