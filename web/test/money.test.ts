import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AmountError, amountFault, amountHint, formatBps, formatExact, formatFixed, formatMultiplier, formatPlain, formatPrice, formatShare, formatShort, parseAmount,
  parseWhole, tryAmount, wholeFault, worth,
} from "../src/money/amounts.js";
import { ATOMICS, changeBps, mulDiv, mulDivUp, root } from "../src/money/ratio.js";
import { exactDuration, formatDuration, fromNow, parseDuration, roughly, unixSeconds } from "../src/money/time.js";

test("amounts are shown exactly, or cut, never rounded up", () => {
  assert.equal(formatExact(0n, 6), "0");
  assert.equal(formatExact(1n, 6), "0.000001");
  assert.equal(formatExact(1_234_500_000n, 6), "1,234.5");
  assert.equal(formatExact(-1_500_000n, 6), "−1.5");
  assert.equal(formatExact(2n ** 128n - 1n, 18), "340,282,366,920,938,463,463.374607431768211455");
  assert.equal(formatShort(1_234_567_890n, 6), "1,234.5");
  assert.equal(formatShort(999_999n, 6, 3), "0.999");
  assert.equal(formatShort(123n, 6), "0.000123");
  assert.equal(formatShort(1_999_999n, 6, 3), "1.99");
  assert.equal(formatShort(123_456_789_999_999n, 6), "123,456,789");
  assert.equal(formatShort(0n, 6), "0");
  assert.equal(formatFixed(1_999_999n, 6, 2), "1.99");
  assert.equal(formatFixed(5n, 0, 2), "5.00");
  assert.equal(formatPrice(900n * ATOMICS, 6), "0.0009");
  assert.equal(formatPrice(3_600n * 900n * ATOMICS, 6), "3.24");
});

const plain = (shown: string) => shown.replaceAll("\u00a0", " ");

test("shares, percentages and multipliers", () => {
  assert.equal(plain(formatBps(1_250)), "12.5 %");
  assert.equal(plain(formatBps(-5n, true)), "−0.05 %");
  assert.equal(plain(formatBps(5n, true)), "+0.05 %");
  assert.equal(plain(formatShare(1n, 3n)), "33.3 %");
  assert.equal(plain(formatShare(1n, 0n)), "–");
  assert.equal(plain(formatShare(1n, 1_001n)), "< 0.1 %");
  assert.equal(plain(formatShare(0n, 5n)), "0 %");
  assert.equal(formatMultiplier(12_599), "1.25×");
  assert.equal(changeBps(100n, 90n), -1_000n);
  assert.equal(changeBps(0n, 90n), null);
});

test("amounts are read exactly, or refused with a reason", () => {
  assert.equal(parseAmount("1.5", 6), 1_500_000n);
  assert.equal(parseAmount("1 234 567.000001", 6), 1_234_567_000_001n);
  assert.equal(parseAmount(" 10_000 ", 6), 10_000_000_000n);
  assert.equal(parseAmount(".5", 6), 500_000n);
  assert.equal(parseAmount("5.", 6), 5_000_000n);
  assert.equal(parseAmount("0.100000000000000000", 18), 10n ** 17n);
  for (const wrong of ["", ".", "1e6", "-1", "1,23", "1,500", "1,500.25", "1.500,25", "1,234,567", ",5", "1.2345678", "0x10", "١", "NaN", "340282366920938463463374607431768.211456"]) {
    assert.throws(() => parseAmount(wrong, 6), AmountError, wrong);
    assert.equal(tryAmount(wrong, 6), null);
  }
  assert.equal(parseWhole("65 536"), 65_536);
  assert.throws(() => parseWhole("65,536"), /Expected a whole number such as 1500, no commas; got “65,536”\./);
  assert.throws(() => parseAmount("1,500", 6), /Expected 1500 or 1500\.25: a point before the decimals, no commas; got “1,500”\./);
  assert.throws(() => parseWhole("9007199254740993"), AmountError);
  assert.throws(() => parseWhole("9", 8), AmountError);
});

test("a form says what is wrong with a number, and which one it took where others would take another", () => {
  assert.equal(amountFault("", 6), undefined);
  assert.equal(amountFault("1.5", 6), undefined);
  assert.match(amountFault("1,5", 6) ?? "", /no commas/);
  assert.match(amountFault("1.2345678", 6) ?? "", /at most 6 digits after the point, got 7/);
  assert.match(wholeFault("1,024") ?? "", /no commas/);
  assert.equal(wholeFault("1024"), undefined);
  assert.equal(amountHint("1.500", 6), "This is 1.5: the point begins the decimals.");
  for (const plain of ["1500", "1.5", "1.50", "1500.125", "1.500,0", ""]) assert.equal(amountHint(plain, 6), "", plain);
});

test("what is filled in is read back, for any amount", () => {
  let state = 1n;
  for (let count = 0; count < 10_000; count += 1) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 128n;
    const amount = state >> BigInt(count % 128);
    for (const decimals of [0, 6, 18]) assert.equal(parseAmount(formatPlain(amount, decimals), decimals), amount);
  }
});

test("divisions say their rounding", () => {
  assert.equal(mulDiv(7n, 3n, 2n), 10n);
  assert.equal(mulDivUp(7n, 3n, 2n), 11n);
  assert.equal(mulDivUp(6n, 3n, 2n), 9n);
  assert.throws(() => mulDiv(1n, 1n, 0n), RangeError);
  assert.equal(worth(3_600_000_000n, 900n * ATOMICS), 3_240_000n);
  for (let n = 0n; n < 2_000n; n += 1n) assert.ok(root(n) ** 2n <= n && (root(n) + 1n) ** 2n > n, `${n}`);
  const large = 2n ** 251n - 1n;
  assert.ok(root(large) ** 2n <= large && (root(large) + 1n) ** 2n > large);
});

test("durations", () => {
  assert.equal(formatDuration(0), "0 s");
  assert.equal(formatDuration(59.9), "59 s");
  assert.equal(formatDuration(5_400), "1 h 30 min");
  assert.equal(formatDuration(86_400), "1 d");
  assert.equal(formatDuration(90_061), "1 d 1 h");
  assert.equal(formatDuration(3_605), "1 h");
  assert.equal(formatDuration(-5), "0 s");
  assert.equal(exactDuration(5_400), "1 h 30 min");
  assert.equal(exactDuration(90_060), "90060 s", "1 d 1 h 1 min");
  assert.equal(exactDuration(3_605), "3605 s");
  assert.equal(roughly(7_000), "2 hours");
  assert.equal(roughly(1), "1 second");
  assert.equal(fromNow(160, 100), "in 1 min");
  assert.equal(fromNow(40, 100), "1 min ago");
  assert.equal(unixSeconds("2026-11-28T10:38:23.488466946Z"), 1_795_862_303);
  assert.equal(parseDuration("90"), 90);
  assert.equal(parseDuration("90", "min"), 5_400);
  assert.equal(parseDuration("1h 30m"), 5_400);
  assert.equal(parseDuration("2 days"), 172_800);
  assert.equal(parseDuration("15 min"), 900);
  for (const wrong of ["", "h", "1.5h", "1h x", "-5", "5 weeks"]) assert.equal(parseDuration(wrong), null, wrong);
});
