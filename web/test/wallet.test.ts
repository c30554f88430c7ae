import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeAway } from "../src/chain/errors.js";
import { contractError, explain, fromLog } from "../src/wallet/failures.js";
import { feeFor, gasPrice, withMargin } from "../src/wallet/gas.js";
import { execute } from "../src/wallet/messages.js";

test("a fee is rounded up, in whole units", () => {
  assert.deepEqual(gasPrice("0.025unet"), { atomics: 25n * 10n ** 15n, denom: "unet" });
  assert.deepEqual(gasPrice("0ibc/AB"), { atomics: 0n, denom: "ibc/AB" });
  assert.deepEqual(feeFor(200_001n, "0.025unet"), { gas: 200_001n, amount: 5_001n, denom: "unet" });
  assert.equal(withMargin(1n), 2n);
  assert.equal(withMargin(1_000n), 1_400n);
});

test("coins are sorted, and those of nothing left out", () => {
  const coins = [{ denom: "uusd", amount: 1n }, { denom: "unet", amount: 0n }, { denom: "uatom", amount: 2n }];
  assert.deepEqual(execute<object>("wasm1c", {}, coins).funds.map(({ denom }) => denom), ["uatom", "uusd"]);
});

test("failures are in plain words", () => {
  const wrapped = "failed to execute message; message index: 0: dispatch: submessages: expected at most 5, got 6: execute wasm contract failed";
  assert.equal(contractError(wrapped), "expected at most 5, got 6");
  assert.equal(contractError("spendable balance 1unet is smaller than 2unet: insufficient funds"), undefined);
  const cases: readonly (readonly [unknown, string, RegExp])[] = [
    [new Error("Request rejected"), "rejected", /You rejected it/],
    [new NodeAway("x"), "node-away", /No node answers/],
    [new TypeError("Failed to fetch"), "node-away", /No node answers/],
    ["spendable balance 1unet is smaller than 2unet: insufficient funds", "insufficient-funds", /You have 1unet, and it takes 2unet/],
    [`Query failed with (6): rpc error: code = Unknown desc = ${wrapped} [!cosm!]: unknown request`, "contract", /The contract refused: expected at most 5, got 6\./],
    ["Account 'wasm1x' does not exist on chain. Send some tokens there before trying to query sequence.", "insufficient-funds", /does not know your address/],
    ["There is no chain info for x-1", "wrong-network", /another network/],
    ["account sequence mismatch, expected 5, got 4: incorrect account sequence", "other", /came first/],
    ["out of gas in location: wasm contract; gasWanted: 1, gasUsed: 2: out of gas", "other", /more gas/],
    ["Query failed with (6): unknown query path: unknown request", "node-away", /just starting, so nothing was sent/],
    ["recovered: Block (unix) time must never be empty or negative stack: goroutine 115 [running]: runtime", "node-away", /just starting/],
    ["recovered: a fault stack: goroutine 115 [running]: runtime", "other", /It failed: recovered: a fault\.$/],
    ["cost 7 and take 1 are above max_payment 6: execute wasm contract failed", "contract", /above max_payment 6\. The price moved beyond your limit, so nothing happened\./],
    ["something else", "other", /It failed: something else\./],
  ];
  for (const [error, kind, message] of cases) {
    const failure = explain(typeof error === "string" ? new Error(error) : error);
    assert.equal(failure.kind, kind, `${error}`);
    assert.match(failure.message, message);
  }
  assert.equal(fromLog(wrapped, "AB").hash, "AB");
  const same = fromLog(wrapped);
  assert.equal(explain(same), same);
});
