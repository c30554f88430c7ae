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
  const down = depthDown(pool, 100);
  assert.ok(down && down.paid > down.received);
  assert.equal(depthUp({ x: 0n, y: 0n }, 100), null);
});
