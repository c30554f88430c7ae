// Amounts on an axis: whole numbers, and ticks of which no digit is a float's.
import assert from "node:assert/strict";
import { test } from "node:test";
import { boundsOf } from "../src/chart/Spark.js";
import { place, shiftOf, tickOf } from "../src/chart/scale.js";

test("the largest amount has fifteen digits on the axis, whatever its unit", () => {
  assert.equal(shiftOf([[5n, 8_000n], [123n]], 3), 11);
  assert.equal(place(8_000n, 11), 800_000_000_000_000);
  const price = 1_392_000_000_000_000_000_000_000n;
  assert.equal(shiftOf([[price]], 24), -10);
  assert.equal(place(price, -10), 139_200_000_000_000);
  for (const value of [price, 1n, 8_000n]) assert(Number.isSafeInteger(place(value, shiftOf([[value]], 6))));
});

test("where all is 0 the axis is of one unit", () => {
  const shift = shiftOf([[0n, 0n]], 6);
  assert.equal(tickOf(place(1_000_000n, shift), shift, 6), "1");
  assert.equal(tickOf(0, shift, 6), "0");
  assert.doesNotThrow(() => shiftOf([[]], 24));
});

test("a tick is written as the amount at its place", () => {
  // An axis of 0.1 + 0.2 whole units: a float would show 0.30000000000000004.
  const shift = shiftOf([[400_000n]], 6);
  assert.equal(tickOf(place(100_000n, shift) + place(200_000n, shift), shift, 6), "0.3");
  assert.equal(tickOf(place(1_234_500_000n, shiftOf([[9_000_000_000n]], 6)), shiftOf([[9_000_000_000n]], 6), 6), "1,234.5");
  // Larger than 2^53 whole units: the digits that are cut are zeros.
  const huge = 123_456n * 10n ** 20n;
  assert.equal(tickOf(place(huge, shiftOf([[huge]], 0)), shiftOf([[huge]], 0), 0), "12,345,600,000,000,000,000,000,000");
});

test("the least and the largest of a line", () => {
  assert.deepEqual(boundsOf([3n, -1n, 7n]), { low: -1n, high: 7n });
  assert.deepEqual(boundsOf([]), { low: 0n, high: 0n });
});
