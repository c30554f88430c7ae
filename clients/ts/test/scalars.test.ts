import assert from "node:assert/strict";
import { test } from "node:test";
import {
  decimal, formatUnits, fromBinary, hex, parseUnits, pool, text, toAtomics, toBigInt, toBinary, uint64, uint128,
} from "compute-amm";

const MAX = (1n << 128n) - 1n;

test("an amount is the text of the JSON, of any size", () => {
  assert.equal(JSON.stringify({ amount: uint128(MAX) }), `{"amount":"${MAX}"}`);
  const read = JSON.parse(`{"amount":"${MAX}"}`) as pool.AssetAmount;
  assert.equal(toBigInt(read.amount), MAX);
  assert.equal(text(uint128("007")), "7");
  assert.throws(() => uint128(MAX + 1n), /expected 0 to 2\^128/);
  assert.throws(() => uint64(1n << 64n), /expected 0 to 2\^64/);
  for (const wrong of ["", "-1", "1.5", "1e6", " 1", "0x1"]) assert.throws(() => uint128(wrong), /decimal digits/);
  assert.throws(() => uint128(-1n), /expected 0 to/);
  assert.throws(() => uint128(1 as unknown as bigint), /a number would round/);
});

test("whole units and base units are exact", () => {
  assert.equal(text(parseUnits("1.5")), "1500000");
  assert.equal(text(parseUnits("0.000001")), "1");
  assert.throws(() => parseUnits("0.0000001"), /at most 6 digits/);
  assert.equal(formatUnits(uint128(1_500_000n)), "1.5");
  assert.equal(formatUnits(uint128(1n)), "0.000001");
  assert.equal(formatUnits(uint128(0n)), "0");
  assert.equal(formatUnits(uint128(12n), 0), "12");
  assert.equal(formatUnits(uint128(MAX), 18), "340282366920938463463.374607431768211455");
});

test("prices are exact", () => {
  assert.equal(toAtomics(decimal("1250000.000000000000000001")), 1250000000000000000000001n);
  assert.throws(() => decimal("-1"), /at most 18 digits/);
  assert.throws(() => decimal("1e3"), /at most 18 digits/);
});

test("hooks' messages travel as base64 of JSON", () => {
  const message: pool.ReceiveMsg = { deposit: { receiver: "grüße" } };
  assert.deepEqual(fromBinary(toBinary<pool.ReceiveMsg>(message)), message);
  assert.equal(text(hex("00FF")), "00ff");
  assert.throws(() => hex("0"), /pairs of hexadecimal digits/);
});
